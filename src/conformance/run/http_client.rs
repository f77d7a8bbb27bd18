//! An actor that asks an HTTP server.

use std::time::Instant;

use tokio::sync::mpsc;
use tokio_util::bytes::Bytes;

use super::inbox::{Arrival, ArrivalKind, Inbox};
use super::record::Direction;
use super::recorder::{Note, Recorder};
use crate::conformance::check::Received;
use crate::transport::http_step::{HttpAnswer, HttpCall, HttpCaller};

/// What stands in records in the place of a header that proves who asks.
const HIDDEN: &str = "[secret]";
/// Headers that prove who asks.
const PROOFS: &[&str] = &["authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key", "apikey"];

pub(super) struct HttpClient {
    name: String,
    base: String,
    headers: Vec<(String, String)>,
    caller: HttpCaller,
    recorder: Recorder,
    pub(super) inbox: Inbox,
    to_inbox: mpsc::Sender<Arrival>,
    requests: u64,
}

impl HttpClient {
    pub(super) fn new(
        name: &str,
        base: &str,
        headers: Vec<(String, String)>,
        caller: HttpCaller,
        recorder: &Recorder,
    ) -> Self {
        let (to_inbox, inbox) = Inbox::new();
        let (name, base) = (name.to_owned(), base.trim_end_matches('/').to_owned());
        Self { name, base, headers, caller, recorder: recorder.clone(), inbox, to_inbox, requests: 0 }
    }

    /// Sends a request; its number, and when it went. The answer comes to the inbox under that number.
    pub(super) fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(String, String)],
        body: Bytes,
    ) -> (u64, Instant) {
        self.requests += 1;
        let number = self.requests;
        let separator = if path.is_empty() || path.starts_with(['/', '?']) { "" } else { "/" };
        let url = format!("{}{separator}{path}", self.base);
        let kept =
            self.headers.iter().filter(|(name, _)| !headers.iter().any(|(own, _)| own.eq_ignore_ascii_case(name)));
        let headers: Vec<_> = kept.cloned().chain(headers.iter().cloned()).collect();
        let call = HttpCall { method: method.to_owned(), url, headers, body };
        let head = head(&format!("{method} {} HTTP/1.1", call.url), &call.headers);
        // The path may name a person: only its first part is a label.
        let resource: String = path.trim_start_matches('/').chars().take_while(|it| it.is_alphanumeric()).collect();
        self.take_down(Direction::Sent, number, format!("{method} {resource}"), head, &call.body);
        let (caller, recorder, name, inbox) =
            (self.caller.clone(), self.recorder.clone(), self.name.clone(), self.to_inbox.clone());
        let at = Instant::now();
        tokio::spawn(async move {
            let answer = caller.call(&call).await;
            let came = Instant::now();
            let kind = match answer {
                Ok(answer) => ArrivalKind::Message(Box::new(received(&recorder, &name, number, came, answer))),
                Err(error) => ArrivalKind::Ended(error.to_string()),
            };
            // Nobody asks where the turn has ended.
            let _sent = inbox.send(Arrival { at: came, connection: number, kind }).await;
        });
        (number, at)
    }

    fn take_down(&self, direction: Direction, number: u64, label: String, mut head: Vec<u8>, body: &[u8]) {
        head.extend_from_slice(body);
        note(&self.recorder, &self.name, direction, number, Instant::now(), label, &head);
    }
}

fn received(recorder: &Recorder, name: &str, number: u64, at: Instant, answer: HttpAnswer) -> Received {
    let mut bytes = head(&format!("HTTP/1.1 {}", answer.status), &answer.headers);
    bytes.extend_from_slice(&answer.body);
    note(recorder, name, Direction::Received, number, at, answer.status.to_string(), &bytes);
    Received {
        body: answer.body,
        raw: Bytes::from(bytes),
        status: Some(answer.status),
        headers: answer.headers,
        ..Received::default()
    }
}

fn note(recorder: &Recorder, actor: &str, direction: Direction, number: u64, at: Instant, label: String, bytes: &[u8]) {
    let size = bytes.len() as u64;
    let defects = Vec::new();
    recorder.take(Note { at, actor, direction, transport: "http", connection: number, label, size, defects, bytes });
}

/// The head of a request or answer as it is kept: what proves who asks is taken out.
fn head(first: &str, headers: &[(String, String)]) -> Vec<u8> {
    let mut head = format!("{first}\r\n");
    for (name, value) in headers {
        let is_proof = PROOFS.iter().any(|proof| proof.eq_ignore_ascii_case(name));
        head.extend([name.as_str(), ": ", if is_proof { HIDDEN } else { value }, "\r\n"]);
    }
    head.push_str("\r\n");
    head.into_bytes()
}
