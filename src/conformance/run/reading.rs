//! Reads one MLLP connection into an inbox, and takes down what came.

use std::time::{Duration, Instant};

use tokio::sync::mpsc;

use super::inbox::{Arrival, ArrivalKind, Certificates};
use super::record::Direction;
use super::recorder::{Note, Recorder};
use crate::conformance::check::Received;
use crate::interchange::hl7v2::Message;
use crate::transport::mllp::{Frame, FrameDefect, Receiver};

/// How long a carriage return may come after its end byte before the frame is taken without it.
const RETURN_GRACE: Duration = Duration::from_millis(300);

pub(super) struct Reading {
    pub(super) receiver: Receiver,
    pub(super) recorder: Recorder,
    pub(super) actor: String,
    pub(super) connection: u64,
    pub(super) certificates: Certificates,
    pub(super) inbox: mpsc::Sender<Arrival>,
}

impl Reading {
    /// Reads until the connection ends or nobody asks any more.
    pub(super) async fn run(mut self) {
        // Noise belongs to the message after it, which is where a check can ask for it.
        let mut noise = false;
        loop {
            let came = self.next().await;
            let at = Instant::now();
            let kind = match came {
                Ok(Some(frame)) => {
                    self.take_down(at, &frame);
                    if frame.defects == [FrameDefect::Noise] {
                        noise = true;
                        continue;
                    }
                    ArrivalKind::Message(Box::new(self.received(frame, std::mem::take(&mut noise))))
                }
                Ok(None) => ArrivalKind::Ended("the peer ended the connection".to_owned()),
                Err(why) => ArrivalKind::Ended(why),
            };
            let is_end = matches!(kind, ArrivalKind::Ended(_));
            let arrival = Arrival { at, connection: self.connection, kind };
            if self.inbox.send(arrival).await.is_err() || is_end {
                return;
            }
        }
    }

    async fn next(&mut self) -> Result<Option<Frame>, String> {
        loop {
            match tokio::time::timeout(RETURN_GRACE, self.receiver.receive()).await {
                Ok(came) => return came.map_err(|error| words(&error)),
                Err(_) if self.receiver.awaits_return() => return Ok(self.receiver.partial()),
                Err(_) => {}
            }
        }
    }

    fn received(&self, frame: Frame, noise: bool) -> Received {
        let mut defects = frame.defects;
        if noise {
            defects.push(FrameDefect::Noise);
            defects.sort_unstable();
        }
        let certificates = self.certificates.clone();
        Received { body: frame.payload, raw: frame.raw, defects, certificates, ..Received::default() }
    }

    fn take_down(&self, at: Instant, frame: &Frame) {
        self.recorder.take(Note {
            at,
            actor: &self.actor,
            direction: Direction::Received,
            transport: "mllp",
            connection: self.connection,
            label: label(&frame.payload),
            size: frame.size,
            defects: frame.defects.iter().map(|defect| defect.name().to_owned()).collect(),
            bytes: &frame.raw,
        });
    }
}

/// What a message is, in a word: its type and event, and what it answers.
pub(super) fn label(payload: &[u8]) -> String {
    let Ok(message) = Message::parse(payload) else { return "not HL7 v2".to_owned() };
    let code = message.field("MSA", 1);
    match code.value() {
        Some(code) => format!("{} {code}", message.trigger()),
        None => message.trigger(),
    }
}

/// An error and its cause.
pub(super) fn words(error: &dyn std::error::Error) -> String {
    error.source().map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}"))
}
