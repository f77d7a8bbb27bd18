//! One turn of a scenario: its steps in order, and its clean-up whatever happens.

use std::collections::BTreeMap;
use std::time::Instant;

use super::actors::Live;
use super::expect::left;
use super::observer::Observer;
use super::record::{CheckRun, Fault, StepRun};
use super::turn_values::TurnValues;
use super::{Options, Verdict};
use crate::conformance::check::{Outcome, Tools};
use crate::conformance::script::{Action, Diagnostic, Manual, Scenario, Step};

/// The most tries of one `until`.
const MOST_TRIES: usize = 100_000;

pub(super) struct Turn<'p> {
    pub(super) known: TurnValues<'p>,
    pub(super) tools: &'p Tools,
    pub(super) options: &'p Options,
    pub(super) live: BTreeMap<String, Live>,
    /// The connection on which something last came to an actor.
    pub(super) connection_of: BTreeMap<String, u64>,
    /// How long the last answer took, where it answered something.
    pub(super) last_answer: Option<std::time::Duration>,
    pub(super) observer: &'p mut dyn Observer,
}

impl Turn<'_> {
    /// Plays the steps. Where one cannot be done the rest is left out, and the clean-up is not.
    pub(super) async fn play(&mut self, scenario: &Scenario) -> Vec<StepRun> {
        let mut runs = Vec::new();
        let limit = self.options.turn;
        let proper = async {
            if self.all(&scenario.set_up, &mut runs).await {
                self.all(&scenario.steps, &mut runs).await;
            }
        };
        if tokio::time::timeout(limit, proper).await.is_err() {
            let fault =
                Diagnostic::new(&scenario.place, "the scenario took too long").expected(format!("{limit:?} at most"));
            runs.push(self.fault_run("the scenario as a whole", &fault));
        }
        for step in &scenario.clean_up {
            // One that fails keeps no other from being done.
            self.step(step, &mut runs).await;
        }
        runs
    }

    /// Plays steps until one cannot be done; whether all could.
    async fn all(&mut self, steps: &[Step], runs: &mut Vec<StepRun>) -> bool {
        for step in steps {
            if !self.step(step, runs).await {
                return false;
            }
        }
        true
    }

    async fn step(&mut self, step: &Step, runs: &mut Vec<StepRun>) -> bool {
        let (began, mut checks, mut answer_us) = (Instant::now(), Vec::new(), None);
        let done = match &step.action {
            Action::Send(send) => self.send(send, &step.place).await,
            Action::Expect(expect) => {
                let done = self.expect(expect, &step.place, &mut checks).await;
                answer_us = self.last_answer.take().map(|time| u64::try_from(time.as_micros()).unwrap_or(u64::MAX));
                done
            }
            Action::Mutate(mutate) => self.mutate(mutate, &step.place, &mut checks).await,
            Action::Manual(manual) => self.manual(manual, &mut checks),
            Action::Pause(pause) => {
                tokio::time::sleep(*pause).await;
                Ok(())
            }
            Action::Close { actor, half } => self.close(actor, *half, step).await,
            Action::Until { every, within, steps } => {
                let tries = Box::pin(self.until(*every, *within, steps)).await;
                let has_fault = tries.iter().any(|run| run.fault.is_some());
                runs.extend(tries);
                return !has_fault;
            }
        };
        let fault = done.err().map(|fault| Fault::of(&fault, &self.known.values.redactor));
        let is_done = fault.is_none();
        let took_us = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
        runs.push(StepRun { name: step.name.clone(), took_us, answer_us, fault, checks });
        is_done
    }

    /// Tries steps until all their checks pass; the last try counts.
    async fn until(&mut self, every: std::time::Duration, within: std::time::Duration, steps: &[Step]) -> Vec<StepRun> {
        let began = Instant::now();
        let mut last = Vec::new();
        for _ in 0..MOST_TRIES {
            last.clear();
            self.all(steps, &mut last).await;
            let left = left(within, began.elapsed());
            if Verdict::of(&last) == Verdict::Passed || left.is_zero() {
                break;
            }
            tokio::time::sleep(every.min(left)).await;
        }
        last
    }

    fn manual(&mut self, manual: &Manual, checks: &mut Vec<CheckRun>) -> Result<(), Diagnostic> {
        let redactor = &self.known.values.redactor;
        let instruction = redactor.text(&self.fill(&manual.instruction)?);
        let question = redactor.text(&self.fill(&manual.question)?);
        let run = match self.observer.ask(&instruction, &question) {
            Some(witness) if witness.holds => {
                let mut run = self.check_run(&manual.check, &Outcome::Passed);
                run.requirement = run.requirement.or_else(|| Some(format!("witnessed by {}", witness.name)));
                run
            }
            Some(witness) => {
                let found = format!("no, says {}", witness.name);
                self.check_run(&manual.check, &manual.check.failed("yes", &found))
            }
            None => {
                let fault = Diagnostic::new(&manual.check.place, "nobody is there to do this")
                    .remedy("run it on a terminal, or leave it out with `--only` or `--tags`");
                self.check_run(&manual.check, &Outcome::NotCheckable(Box::new(fault)))
            }
        };
        checks.push(run);
        Ok(())
    }

    async fn close(&mut self, actor: &str, half: bool, step: &Step) -> Result<(), Diagnostic> {
        match self.live.get_mut(actor) {
            Some(Live::Client(client)) => client.close(half).await.map_err(|why| Diagnostic::new(&step.place, why)),
            Some(Live::Server(server)) => {
                server.close().await;
                Ok(())
            }
            _ => Err(Diagnostic::new(&step.place, format!("`{actor}` has no connection to end"))),
        }
    }

    fn fault_run(&self, name: &str, fault: &Diagnostic) -> StepRun {
        let fault = Some(Fault::of(fault, &self.known.values.redactor));
        StepRun { name: name.to_owned(), took_us: 0, answer_us: None, fault, checks: Vec::new() }
    }
}
