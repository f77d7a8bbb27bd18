//! Steps that send what is spoilt, and judge what is said to it.

use std::time::Instant;

use tokio::time::Instant as Deadline;

use super::actors::Live;
use super::frame_bytes::segments;
use super::inbox::ArrivalKind;
use super::record::CheckRun;
use super::turn::Turn;
use crate::conformance::check::{Check, Grade, Hl7Path, Outcome};
use crate::conformance::mutate::{Demand, Mutant, mutants};
use crate::conformance::script::{Diagnostic, Mutate, Place};
use crate::interchange::hl7v2::Message;

/// What was said to a mutant.
enum Said {
    Nothing,
    /// MSA-1 and the code in ERR, where there is one.
    Answer(String, Option<String>),
}

impl Turn<'_> {
    /// Sends every mutant of a message, each on a connection of its own.
    pub(super) async fn mutate(
        &mut self,
        mutate: &Mutate,
        place: &Place,
        checks: &mut Vec<CheckRun>,
    ) -> Result<(), Diagnostic> {
        let count = self.made(mutate, place)?.len();
        for number in 0..count {
            // Made anew, so that each has a control id of its own.
            let Some(mutant) = self.made(mutate, place)?.into_iter().nth(number) else { break };
            let said = self.say(mutate, &mutant).await.map_err(|why| {
                Diagnostic::new(place, format!("`{}` cannot send", mutate.actor)).expected("a connection").found(why)
            })?;
            let check = Check {
                id: mutant.mutation.name.to_owned(),
                requirement: Some(mutant.mutation.requirement.to_owned()),
                ..mutate.check.clone()
            };
            let outcome = judge(&check, &mutant, &said);
            let layer = Some(mutant.mutation.layer.name().to_owned());
            let run = CheckRun { mutation: layer, ..self.check_run(&check, &outcome) };
            checks.push(run);
            checks.extend(self.code(&check, &mutant, &said));
        }
        Ok(())
    }

    fn made(&self, mutate: &Mutate, place: &Place) -> Result<Vec<Mutant>, Diagnostic> {
        let good = segments(&self.fill(&mutate.message)?);
        mutants(&good, &mutate.layers).ok_or_else(|| {
            Diagnostic::new(place, "the message that is to be spoilt cannot be read")
                .expected("a good message of HL7 v2")
        })
    }

    async fn say(&mut self, mutate: &Mutate, mutant: &Mutant) -> Result<Said, String> {
        let Some(Live::Client(client)) = self.live.get_mut(&mutate.actor) else {
            return Err("only an actor that connects can send what is spoilt".to_owned());
        };
        client.close(false).await?;
        client.inbox.look();
        client.inbox.waiting.clear();
        let began: Instant = client.send(&mutant.payload, &mutant.wire).await?;
        // The end of the stream shows a peer that waits that no more will come.
        client.close(true).await?;
        let deadline = Deadline::from_std(began) + mutate.within;
        loop {
            if let Some(arrival) = client.inbox.waiting.pop_front() {
                return Ok(match arrival.kind {
                    ArrivalKind::Message(received) => answer(&received.body),
                    ArrivalKind::Ended(_) => Said::Nothing,
                });
            }
            if !client.inbox.wait(deadline).await {
                return Ok(Said::Nothing);
            }
        }
    }

    /// Whether the reason in ERR is the one that the standard has for it.
    fn code(&self, check: &Check, mutant: &Mutant, said: &Said) -> Option<CheckRun> {
        let (Demand::Reject(wanted), Said::Answer(_, Some(code))) = (mutant.mutation.demand, said) else { return None };
        let check = Check { id: format!("{}-reason", check.id), grade: Grade::Should, ..check.clone() };
        let outcome = if *code == wanted.to_string() {
            Outcome::Passed
        } else {
            check.failed(&format!("`{wanted}` of table 0357"), &format!("`{code}`"))
        };
        Some(self.check_run(&check, &outcome))
    }
}

fn answer(body: &[u8]) -> Said {
    let Ok(message) = Message::parse(body) else { return Said::Answer("something unreadable".to_owned(), None) };
    let value = |path: &str| Hl7Path::read(path).ok().and_then(|path| path.values(&message).into_iter().next());
    // From v2.5 on the code stands in ERR-3, before it in ERR-1.
    Said::Answer(value("MSA-1").unwrap_or_default(), value("ERR-3.1").or_else(|| value("ERR-1.4.1")))
}

fn judge(check: &Check, mutant: &Mutant, said: &Said) -> Outcome {
    let about = mutant.mutation.about;
    let rejected = |code: &str| matches!(code, "AE" | "AR" | "CE" | "CR");
    match (mutant.mutation.demand, said) {
        (Demand::Overlook | Demand::NotAccept, Said::Nothing) => Outcome::Passed,
        (Demand::Reject(_) | Demand::NotAccept, Said::Answer(code, _)) if rejected(code) => Outcome::Passed,
        (Demand::Overlook, Said::Answer(code, _)) => check.failed(&format!("no answer: {about}"), &format!("`{code}`")),
        (Demand::Reject(code), Said::Nothing) => {
            check.failed(&format!("an error or rejection ({code}): {about}"), "nothing")
        }
        (Demand::Reject(wanted), Said::Answer(code, _)) => {
            check.failed(&format!("an error or rejection ({wanted}): {about}"), &format!("`{code}`"))
        }
        (Demand::NotAccept, Said::Answer(code, _)) => {
            check.failed(&format!("anything but to accept it: {about}"), &format!("`{code}`"))
        }
    }
}
