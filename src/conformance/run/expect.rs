//! Expecting steps: waiting, correlation, checks, captures and replies.

use std::time::{Duration, Instant};

use super::actors::Live;
use super::frame_bytes::segments;
use super::inbox::{Arrival, ArrivalKind};
use super::record::{CheckRun, CheckStatus, Fault};
use super::turn::Turn;
use super::turn_values::Named;
use crate::conformance::check::{Check, Found, Outcome, Received};
use crate::conformance::hl7v2::{Acknowledgement, answered, control_id};
use crate::conformance::script::{Diagnostic, Expect, Place, Reply};
use crate::interchange::hl7v2::Message;

/// What waiting gave.
enum Came {
    Message(Box<Received>, Instant, u64),
    Ended(String),
    Nothing,
}

impl Turn<'_> {
    /// Waits for something, or for nothing, and puts the checks to it.
    pub(super) async fn expect(
        &mut self,
        expect: &Expect,
        place: &Place,
        checks: &mut Vec<CheckRun>,
    ) -> Result<(), Diagnostic> {
        let began = Instant::now();
        let came = self.wait_for(expect).await;
        if expect.nothing || expect.closed || expect.open {
            checks.push(self.absence(expect, &came));
            return Ok(());
        }
        let Came::Message(mut received, at, connection) = came else {
            let found = self.what_came_instead(expect, &came);
            let outcome = expect.arrival.failed(&format!("a message within {:?}", expect.within), &found);
            checks.push(self.check_run(&expect.arrival, &outcome));
            checks.extend(expect.checks.iter().map(skipped));
            return Ok(());
        };
        checks.push(self.check_run(&expect.arrival, &Outcome::Passed));
        let asked = expect.answers.as_ref().and_then(|name| self.known.named.get(name));
        let since = asked.map_or(began, |asked| asked.at);
        received.duration = at.saturating_duration_since(since);
        self.last_answer = asked.is_some().then_some(received.duration);
        let payload = received.body.clone();
        if let Some(name) = &expect.named {
            let named = Named { control_id: control_id(&payload), payload, at, request: None };
            self.known.named.insert(name.clone(), named);
        }
        for check in &expect.checks {
            let outcome = check.put(&received, self.tools, &mut |name| self.known.get(name));
            checks.push(self.check_run(check, &outcome));
        }
        self.connection_of.insert(expect.actor.clone(), connection);
        self.capture(expect, &received)?;
        if let Some(reply) = &expect.reply {
            self.reply(&expect.actor, connection, reply, &received, place).await?;
        }
        Ok(())
    }

    async fn wait_for(&mut self, expect: &Expect) -> Came {
        let asked = expect.answers.as_ref().and_then(|name| self.known.named.get(name).cloned());
        let deadline = tokio::time::Instant::now() + expect.within;
        let Some(live) = self.live.get_mut(&expect.actor) else { return Came::Nothing };
        let is_server = matches!(live, Live::Server(_));
        let inbox = live.inbox();
        loop {
            inbox.look();
            let wanted = inbox.waiting.iter().position(|arrival| !expect.open && fits(arrival, asked.as_ref()));
            if let Some(arrival) = wanted.and_then(|at| inbox.waiting.remove(at))
                && let ArrivalKind::Message(received) = arrival.kind
            {
                return Came::Message(received, arrival.at, arrival.connection);
            }
            // Another caller may still come to a server; for a client the end is the end.
            let ended = inbox.waiting.iter().position(|arrival| ends(arrival, asked.as_ref()));
            if let Some(at) = ended.filter(|_| !is_server || expect.closed || expect.open)
                && let Some(Arrival { kind: ArrivalKind::Ended(why), .. }) = inbox.waiting.remove(at)
            {
                return Came::Ended(why);
            }
            if !inbox.wait(deadline).await {
                return Came::Nothing;
            }
        }
    }

    /// What came of expecting nothing, or the end.
    fn absence(&self, expect: &Expect, came: &Came) -> CheckRun {
        let outcome = match (came, expect.closed) {
            (Came::Message(received, ..), _) => {
                let words = super::reading::label(&received.body);
                expect.arrival.failed("no message", &format!("a message came: {words}"))
            }
            (Came::Nothing, true) => {
                let expected = format!("the peer ends the connection within {:?}", expect.within);
                expect.arrival.failed(&expected, "the connection is still open")
            }
            (Came::Ended(why), _) if expect.open => {
                expect.arrival.failed(&format!("the connection stays open for {:?}", expect.within), why)
            }
            (Came::Ended(_), _) | (Came::Nothing, false) => Outcome::Passed,
        };
        self.check_run(&expect.arrival, &outcome)
    }

    fn what_came_instead(&mut self, expect: &Expect, came: &Came) -> String {
        if let Came::Ended(why) = came {
            return why.clone();
        }
        let Some(live) = self.live.get_mut(&expect.actor) else { return "nothing".to_owned() };
        let others: Vec<String> = live
            .inbox()
            .waiting
            .iter()
            .filter_map(|arrival| match &arrival.kind {
                ArrivalKind::Message(received) => Some(match answered(&received.body) {
                    Some(id) => format!("a message that answers `{id}`"),
                    None => "a message that answers nothing".to_owned(),
                }),
                ArrivalKind::Ended(_) => None,
            })
            .collect();
        if others.is_empty() { "nothing".to_owned() } else { others.join(", ") }
    }

    /// What came of a check, as the record keeps it.
    pub(super) fn check_run(&self, check: &Check, outcome: &Outcome) -> CheckRun {
        let (status, fault) = match outcome {
            Outcome::Passed => (CheckStatus::Passed, None),
            Outcome::Failed(fault) => (CheckStatus::Failed, Some(fault)),
            Outcome::NotCheckable(fault) => (CheckStatus::NotCheckable, Some(fault)),
        };
        CheckRun {
            id: check.id.clone(),
            grade: check.grade,
            requirement: check.requirement.clone(),
            mutation: None,
            status,
            fault: fault.map(|fault| Fault::of(fault, &self.known.values.redactor)),
        }
    }

    fn capture(&mut self, expect: &Expect, received: &Received) -> Result<(), Diagnostic> {
        for capture in &expect.captures {
            let fault = || Diagnostic::new(&capture.place, format!("the capture `{}` found nothing", capture.name));
            match capture.subject.find(received, self.tools) {
                Found::Values(values) => match values.into_iter().next() {
                    Some(value) => self.known.captured.insert(capture.name.clone(), value),
                    None => return Err(fault().expected("a value").remedy("check the path against what came")),
                },
                Found::Unreadable(why) => return Err(fault().expected("something that can be read").found(why)),
            };
        }
        Ok(())
    }

    async fn reply(
        &mut self,
        actor: &str,
        connection: u64,
        reply: &Reply,
        received: &Received,
        place: &Place,
    ) -> Result<(), Diagnostic> {
        let fault = |why: String| Diagnostic::new(place, format!("`{actor}` cannot answer")).found(why);
        let payload = match reply {
            Reply::Message(template) => segments(&self.fill(template)?),
            Reply::Acknowledge(code) => {
                let message = Message::parse(&received.body).map_err(|error| fault(error.to_string()))?;
                let (now, id) = ((self.known.context.now)(), self.known.get("new.id").unwrap_or_default());
                Acknowledgement { code, control_id: &id, now: &now, complaint: None }.of(&message)
            }
        };
        match self.live.get_mut(actor) {
            Some(Live::Server(server)) => server.reply(connection, &payload).await.map(|_| ()).map_err(fault),
            Some(Live::Client(client)) => {
                client.send(&payload, &crate::conformance::script::Wire::default()).await.map(|_| ()).map_err(fault)
            }
            _ => Err(fault("the actor is a client of HTTP".to_owned())),
        }
    }

    /// How many messages nobody expected.
    pub(super) fn unexpected(&mut self) -> Vec<String> {
        let mut notes = Vec::new();
        for (name, live) in &mut self.live {
            let inbox = live.inbox();
            inbox.look();
            let messages = inbox.waiting.iter().filter(|it| matches!(it.kind, ArrivalKind::Message(_))).count();
            if messages > 0 {
                notes.push(format!("{messages} more came to `{name}` than was expected"));
            }
        }
        notes
    }
}

/// Whether an arrival is what is waited for: any message, or the answer to this one.
fn fits(arrival: &Arrival, asked: Option<&Named>) -> bool {
    let ArrivalKind::Message(received) = &arrival.kind else { return false };
    match asked {
        None => true,
        Some(Named { request: Some(number), .. }) => arrival.connection == *number,
        Some(Named { control_id, .. }) => control_id.is_some() && answered(&received.body) == *control_id,
    }
}

/// Whether an arrival is the end of what is waited for.
fn ends(arrival: &Arrival, asked: Option<&Named>) -> bool {
    let is_end = matches!(arrival.kind, ArrivalKind::Ended(_));
    is_end && asked.and_then(|asked| asked.request).is_none_or(|number| arrival.connection == number)
}

fn skipped(check: &Check) -> CheckRun {
    let (id, requirement) = (check.id.clone(), check.requirement.clone());
    CheckRun { id, grade: check.grade, requirement, mutation: None, status: CheckStatus::Skipped, fault: None }
}

/// The time that is left of a limit.
pub(super) const fn left(limit: Duration, spent: Duration) -> Duration {
    limit.saturating_sub(spent)
}
