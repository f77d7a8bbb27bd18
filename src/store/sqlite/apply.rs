//! Applying a plan: whole rows with their audit events, batch by batch, each written down in the
//! journal, so that a run that was stopped anywhere goes on to the same end.

use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};

use jiff::Timestamp;
use rusqlite::{Connection, TransactionBehavior};

use super::approvals::Approval;
use super::place::Place;
use super::plan_run::{JOB, Run};
use super::survey::{Batches, Survey};
use super::{SqliteStore, audit, change, plans};
use crate::audit::{Action, Agent, Event, EventOutcome};
use crate::consent::plan::{OutcomeTotals, PlanFileError, PlanMade, RowOutcome};
use crate::store::{PlanError, StoreError};

/// After how many pages in the WAL they are written to their places. Keys of rows lie anywhere in
/// their index: the more commits there are in between, the fewer pages are written again and again.
const CHECKPOINT: i64 = 16_000;

/// How a plan is applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct How {
    /// All rows or none.
    pub atomic: bool,
    /// Nothing is kept: only what would become of each row is said.
    pub dry_run: bool,
    /// How many rows make a transaction.
    pub batch: usize,
}

impl Default for How {
    fn default() -> Self {
        Self { atomic: false, dry_run: false, batch: 2_000 }
    }
}

/// A plan that was applied as far as it could be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The plan.
    pub made: PlanMade,
    /// What became of its rows.
    pub totals: OutcomeTotals,
    /// How many rows met something that changed after the plan was made: those that were not
    /// applied for it, and those that somebody else had applied.
    pub stale: u64,
    /// Whether a second user turned down what waits.
    pub turned_down: bool,
}

impl SqliteStore {
    /// Applies a plan. What was applied of it before is not applied again. `see` is shown what
    /// becomes of each row once it is on disk, and says whether to go on.
    ///
    /// # Errors
    /// Where the file is no whole plan of this store, the store fails, or `see` stops it. What was
    /// shown to `see` is done, with its audit event.
    pub fn apply_plan(
        &mut self,
        mut file: impl Read + Seek,
        how: How,
        agent: &Agent,
        see: impl FnMut(&[RowOutcome]) -> bool,
    ) -> Result<Applied, PlanError> {
        let survey = Survey::of(&mut file, how.batch.max(1))?;
        if survey.head.store != plans::store_name(&self.connection)? {
            return Err(PlanError::OtherStore);
        }
        file.seek(SeekFrom::Start(0)).map_err(PlanFileError::from)?;
        let batches = Batches::open(BufReader::with_capacity(1 << 18, file), &survey)?;
        let setting = "wal_autocheckpoint";
        let before: i64 = self.connection.pragma_query_value(None, setting, |row| row.get(0))?;
        self.connection.pragma_update(None, setting, before.max(CHECKPOINT))?;
        let applied = self.apply_parts(batches, how, agent, see);
        self.connection.pragma_update(None, setting, before)?;
        applied
    }

    fn apply_parts<R: BufRead>(
        &mut self,
        mut batches: Batches<'_, R>,
        how: How,
        agent: &Agent,
        mut see: impl FnMut(&[RowOutcome]) -> bool,
    ) -> Result<Applied, PlanError> {
        let made = batches.survey().made.clone();
        let mut applied = Applied { made, totals: OutcomeTotals::default(), stale: 0, turned_down: false };
        let now = self.context.now();
        loop {
            let (outcomes, last) = self.apply_part(&mut batches, how, (agent, now), &mut applied)?;
            match (last, see(&outcomes)) {
                (true, _) => return Ok(applied),
                (false, true) => {}
                (false, false) => return Err(PlanError::Interrupted),
            }
        }
    }

    /// Applies a batch in a transaction of its own, or all batches where it is all or nothing: what
    /// became of each row, and whether the last was among them.
    fn apply_part<R: BufRead>(
        &mut self,
        batches: &mut Batches<'_, R>,
        how: How,
        (agent, now): (&Agent, Timestamp),
        applied: &mut Applied,
    ) -> Result<(Vec<RowOutcome>, bool), PlanError> {
        let (survey, fault) = (batches.survey(), self.context.fault.clone());
        fault.step(JOB);
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut run = Run::begin(&transaction, survey, agent, now, (&fault, how.dry_run))?;
        let mut outcomes = Vec::new();
        let last = loop {
            let (lines, last) = batches.read()?;
            for line in &lines {
                outcomes.push(run.line(line)?);
            }
            if last || !(how.atomic || how.dry_run) {
                break last;
            }
        };
        for outcome in &outcomes {
            applied.totals.count(outcome.status);
        }
        applied.stale += run.stale;
        applied.turned_down |= run.approval == Approval::TurnedDown;
        if how.atomic {
            refuse_parts(&applied.totals)?;
        }
        if last {
            run.end(survey, &applied.totals)?;
        }
        // What was done has its events; what was not done tells what stands.
        let told = told(&transaction, &run, how.dry_run)?;
        fault.step(JOB);
        if how.dry_run {
            transaction.rollback()?;
            if let Some(event) = told {
                self.commit_event(&event)?;
            }
        } else {
            if let Some(event) = told {
                audit::write(&transaction, &event)?;
            }
            self.place.as_ref().map_or(Ok(()), Place::check)?;
            transaction.commit()?;
        }
        fault.step(JOB);
        Ok((outcomes, last))
    }
}

/// The event of what a run tells without writing it; none where there is nothing.
fn told(connection: &Connection, run: &Run<'_>, dry_run: bool) -> Result<Option<Event>, StoreError> {
    if run.told.is_empty() {
        return Ok(None);
    }
    let what = if dry_run { "what applying it would do was" } else { "rows that were not applied were" };
    Ok(Some(Event {
        patients: change::all_bearers(connection, &run.told)?,
        detail: Some(format!("plan {}: {what} shown", run.plan)),
        ..Event::new(run.now, Action::Consent, EventOutcome::Success, run.agent.clone())
    }))
}

fn refuse_parts(totals: &OutcomeTotals) -> Result<(), PlanError> {
    let (rejected, pending, conflict) = (totals.rejected, totals.pending_approval, totals.conflict);
    if rejected + pending + conflict == 0 { Ok(()) } else { Err(PlanError::NotWhole { rejected, pending, conflict }) }
}
