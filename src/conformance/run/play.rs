//! A script from its first scenario to its last.

use std::collections::BTreeMap;
use std::time::Instant;

use super::actors;
use super::record::{FORMAT, Fault, Run, ScenarioRun, StepRun, Verdict};
use super::recorder::Recorder;
use super::turn::Turn;
use super::turn_values::TurnValues;
use super::{Context, Observer, Options, PlayError};
use crate::conformance::check::Tools;
use crate::conformance::script::{Row, Scenario, Script, Values};

/// Plays the scenarios of a script that were chosen, and gives the record of it.
pub fn play(
    script: &Script,
    values: &Values,
    options: &Options,
    context: &Context,
    observer: &mut dyn Observer,
) -> Result<Run, PlayError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(PlayError::Start)?;
    let tools = Tools::new((context.now)());
    let player = Player { script, values, options, context, tools: &tools };
    let run = runtime.block_on(player.run(observer));
    // A peer that never lets go keeps nobody waiting.
    runtime.shutdown_background();
    run
}

struct Player<'p> {
    script: &'p Script,
    values: &'p Values,
    options: &'p Options,
    context: &'p Context,
    tools: &'p Tools,
}

impl Player<'_> {
    fn chosen(&self) -> Vec<&Scenario> {
        let Options { only, tags, .. } = self.options;
        let is_chosen = |scenario: &&Scenario| {
            (only.is_empty() || only.contains(&scenario.id))
                && (tags.is_empty() || scenario.tags.iter().any(|tag| tags.contains(tag)))
        };
        self.script.scenarios.iter().filter(is_chosen).collect()
    }

    async fn run(&self, observer: &mut dyn Observer) -> Result<Run, PlayError> {
        let chosen = self.chosen();
        if chosen.is_empty() {
            return Err(PlayError::NothingChosen);
        }
        let recorder = Recorder::new(self.values.redactor.clone());
        let (began, clock) = ((self.context.now)(), Instant::now());
        let turns: Vec<(u32, &Scenario, usize, Option<&Row>)> = (1..=self.options.repeat.max(1))
            .flat_map(|repetition| chosen.iter().map(move |scenario| (repetition, *scenario)))
            .flat_map(|(repetition, scenario)| {
                let rows: Vec<_> = scenario.rows.iter().enumerate().map(|(at, row)| (at + 1, Some(row))).collect();
                let rows = if rows.is_empty() { vec![(0, None)] } else { rows };
                rows.into_iter().map(move |(number, row)| (repetition, scenario, number, row))
            })
            .collect();
        let mut scenarios = Vec::new();
        for (number, (repetition, scenario, row_number, row)) in turns.iter().enumerate() {
            if observer.stops() {
                break;
            }
            observer.began(&scenario.id, number + 1, turns.len());
            recorder.turn(number);
            let mut run = self.turn(scenario, *row, &recorder, observer).await;
            (run.repetition, run.row) = (*repetition, *row_number);
            observer.ended(&run);
            let failed = run.verdict == Verdict::Failed;
            scenarios.push(run);
            if failed && self.options.fail_fast {
                break;
            }
        }
        Ok(Run {
            format_version: FORMAT,
            script: self.script.name.clone(),
            title: self.script.title.clone(),
            system: self.options.system.clone(),
            dcr: env!("CARGO_PKG_VERSION").to_owned(),
            began: began.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            took_us: u64::try_from(clock.elapsed().as_micros()).unwrap_or(u64::MAX),
            scenarios,
            exchanges: recorder.finish(),
        })
    }

    async fn turn(
        &self,
        scenario: &Scenario,
        row: Option<&Row>,
        recorder: &Recorder,
        observer: &mut dyn Observer,
    ) -> ScenarioRun {
        let clock = Instant::now();
        let (steps, notes) = match actors::start(self.script, self.values, self.options, recorder).await {
            Err(fault) => {
                let fault = Some(Fault::of(&fault, &self.values.redactor));
                let step = StepRun {
                    name: "the actors start".to_owned(),
                    took_us: 0,
                    answer_us: None,
                    fault,
                    checks: Vec::new(),
                };
                (vec![step], Vec::new())
            }
            Ok(live) => {
                let (values, context) = (self.values, self.context);
                let known = TurnValues { values, context, row, named: BTreeMap::new(), captured: BTreeMap::new() };
                let mut turn = Turn {
                    known,
                    tools: self.tools,
                    options: self.options,
                    live,
                    connection_of: BTreeMap::new(),
                    last_answer: None,
                    observer,
                };
                let steps = turn.play(scenario).await;
                (steps, turn.unexpected())
            }
        };
        ScenarioRun {
            id: scenario.id.clone(),
            title: scenario.title.clone(),
            tags: scenario.tags.clone(),
            row: 0,
            repetition: 1,
            began_us: recorder.micros(clock),
            took_us: u64::try_from(clock.elapsed().as_micros()).unwrap_or(u64::MAX),
            verdict: Verdict::of(&steps),
            steps,
            notes,
        }
    }
}
