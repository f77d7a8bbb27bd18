//! Applying a plan: whole rows with their audit events, batch by batch, each written down in the
//! journal, so that a run that was stopped anywhere goes on to the same end.

use std::collections::HashMap;
use std::io::{BufReader, Read, Seek, SeekFrom};

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use super::approvals::{self, Approval};
use super::change::{self, Doing, Judged, Prior};
use super::place::Place;
use super::plans::{self, Planned};
use super::{SqliteStore, times};
use crate::audit::Agent;
use crate::consent::Effect;
use crate::consent::plan::{
    Operation, OutcomeTotals, PlanHead, PlanLine, PlanMade, PlanReader, PlanRow, RowOutcome, RowStatus,
};
use crate::store::{Fault, PlanError, StoreError};

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
        Self { atomic: false, dry_run: false, batch: 500 }
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

/// What the first reading of a plan's file found.
struct Survey {
    head: PlanHead,
    made: PlanMade,
    /// The hash of everything up to the end of each batch: the second reading must meet the same.
    hashes: Vec<[u8; 32]>,
    loosening: Vec<PlanRow>,
}

/// A batch of lines, read again.
struct Batch {
    lines: Vec<PlanLine>,
    last: bool,
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
        mut see: impl FnMut(&[RowOutcome]) -> bool,
    ) -> Result<Applied, PlanError> {
        let batch = how.batch.max(1);
        let survey = survey(&mut file, batch)?;
        if survey.head.store != plans::store_name(&self.connection)? {
            return Err(PlanError::OtherStore);
        }
        file.seek(SeekFrom::Start(0)).map_err(crate::consent::plan::PlanFileError::from)?;
        let mut reader = PlanReader::open(BufReader::with_capacity(1 << 18, file))?;
        let mut applied =
            Applied { made: survey.made.clone(), totals: OutcomeTotals::default(), stale: 0, turned_down: false };
        let whole = how.atomic || how.dry_run;
        let (now, fault) = (self.context.now(), self.context.fault.clone());
        let mut next = 0;
        loop {
            fault.step(JOB);
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let mut run = Run::begin(&transaction, &survey, agent, now, &fault)?;
            let mut outcomes = Vec::new();
            let last = loop {
                let batch = read_batch(&mut reader, batch, survey.hashes.get(next))?;
                next += 1;
                for line in &batch.lines {
                    outcomes.push(run.line(line)?);
                }
                if batch.last || !whole {
                    break batch.last;
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
                run.end(&survey, &applied.totals)?;
            }
            fault.step(JOB);
            if how.dry_run {
                transaction.rollback()?;
            } else {
                self.place.as_ref().map_or(Ok(()), Place::check)?;
                transaction.commit()?;
            }
            fault.step(JOB);
            let go_on = see(&outcomes);
            match (last, go_on) {
                (true, _) => return Ok(applied),
                (false, true) => {}
                (false, false) => return Err(PlanError::Interrupted),
            }
        }
    }
}

/// The name of the job in a [`Fault`].
const JOB: &str = "apply";

fn refuse_parts(totals: &OutcomeTotals) -> Result<(), PlanError> {
    let (rejected, pending, conflict) = (totals.rejected, totals.pending_approval, totals.conflict);
    if rejected + pending + conflict == 0 { Ok(()) } else { Err(PlanError::NotWhole { rejected, pending, conflict }) }
}

/// Reads a plan to its end, and so knows that it is whole, before anything of it is done.
fn survey(file: &mut (impl Read + Seek), batch: usize) -> Result<Survey, PlanError> {
    let mut reader = PlanReader::open(BufReader::with_capacity(1 << 18, file))?;
    let (mut hashes, mut loosening, mut count) = (Vec::new(), Vec::new(), 0_usize);
    while let Some(line) = reader.line()? {
        count += 1;
        if count.is_multiple_of(batch) {
            hashes.push(reader.hash_so_far());
        }
        match line {
            PlanLine::Row(row) if row.effect == Effect::Loosening && loosening.len() < 1_000 => loosening.push(*row),
            _ => {}
        }
    }
    hashes.push(reader.hash_so_far());
    let head = reader.head().clone();
    let made = reader.made().cloned().ok_or(crate::consent::plan::PlanFileError::Cut)?;
    Ok(Survey { head, made, hashes, loosening })
}

/// Reads a batch again. It must be what the survey read: a file that changes in between is refused
/// before anything of the batch is done.
fn read_batch<R: std::io::BufRead>(
    reader: &mut PlanReader<R>,
    most: usize,
    hash: Option<&[u8; 32]>,
) -> Result<Batch, PlanError> {
    let mut lines = Vec::with_capacity(most);
    let mut last = false;
    while lines.len() < most && !last {
        match reader.line()? {
            Some(line) => lines.push(line),
            None => last = true,
        }
    }
    if hash != Some(&reader.hash_so_far()) {
        return Err(crate::consent::plan::PlanFileError::Changed.into());
    }
    Ok(Batch { lines, last })
}

/// One transaction of a plan.
struct Run<'a> {
    connection: &'a Connection,
    plan: &'a str,
    source: &'a str,
    hash: Vec<u8>,
    agent: &'a Agent,
    now: Timestamp,
    approval: Approval,
    spent: bool,
    fault: &'a Fault,
    stale: u64,
    journal: HashMap<u64, (RowStatus, Option<i64>)>,
    journal_read_to: u64,
}

impl<'a> Run<'a> {
    fn begin(
        connection: &'a Connection,
        survey: &'a Survey,
        agent: &'a Agent,
        now: Timestamp,
        fault: &'a Fault,
    ) -> Result<Self, StoreError> {
        let Survey { head, made, .. } = survey;
        let sql = "INSERT OR IGNORE INTO consent_plan (id, hash, source, made_by, made, begun, reverses, totals)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let (planned, begun) = (times::micros(head.made), times::micros(now));
        let totals = serde_json::to_string(&made.totals)?;
        let values = params![made.id, made.hash, head.source, head.made_by, planned, begun, head.reverses, totals];
        connection.prepare_cached(sql)?.execute(values)?;
        let kept: String =
            connection.query_row("SELECT hash FROM consent_plan WHERE id = ?1", [&made.id], |row| row.get(0))?;
        if kept != made.hash {
            return Err(StoreError::Stale("another plan has the same name".to_owned()));
        }
        let hash = plans::hash_bytes(made);
        let approval = approvals::state(connection, &made.id, &hash, now)?;
        Ok(Self {
            connection,
            plan: &made.id,
            source: &head.source,
            hash,
            agent,
            now,
            approval,
            spent: false,
            fault,
            stale: 0,
            journal: HashMap::new(),
            journal_read_to: 0,
        })
    }

    fn line(&mut self, line: &PlanLine) -> Result<RowOutcome, StoreError> {
        match line {
            PlanLine::Rejected(rejected) => Ok(RowOutcome {
                row: rejected.row,
                line: rejected.line,
                key: None,
                status: RowStatus::Rejected,
                code: rejected.code.word(),
                message: match &rejected.column {
                    Some(column) => format!("{column}: {}", rejected.message),
                    None => rejected.message.clone(),
                },
                statement: None,
            }),
            PlanLine::Row(row) => self.row(row),
        }
    }

    fn row(&mut self, planned: &PlanRow) -> Result<RowOutcome, StoreError> {
        if let Some((status, statement)) = self.done_before(planned.row)? {
            return Ok(RowOutcome { statement, ..outcome(planned, status, "done-before", "") });
        }
        self.fault.step(JOB);
        let mut row = planned.clone();
        let judged = change::judge(self.connection, &mut row, (Some(self.plan), &Prior::default()), self.now)?;
        let is_stale = row.saw != planned.saw;
        self.stale += u64::from(is_stale);
        match judged {
            Judged::KeyReused => {
                return Ok(outcome(planned, RowStatus::Conflict, "key-reused", "another row came under its key"));
            }
            Judged::NothingToCorrect => {
                let message = "what it corrects is marked as entered in error already";
                return Ok(outcome(planned, RowStatus::Conflict, "nothing-to-correct", message));
            }
            Judged::Fits if row.operation == Operation::Unchanged => {
                self.note(row.row, RowStatus::Unchanged, None)?;
                return Ok(outcome(planned, RowStatus::Unchanged, "unchanged", ""));
            }
            Judged::Fits if is_stale => {
                let message = "what this person chose changed after the plan was made: make the plan again";
                return Ok(outcome(planned, RowStatus::Conflict, "stale", message));
            }
            Judged::Fits => {}
        }
        if row.effect == Effect::Loosening && !self.is_approved()? {
            let (code, message) = self.approval.why();
            return Ok(outcome(planned, RowStatus::PendingApproval, code, message));
        }
        let approved_by = if row.effect == Effect::Loosening { self.approval.by() } else { None };
        let doing = Doing { source: self.source, plan: Some(self.plan), approved_by, agent: self.agent, now: self.now };
        let statement = change::write(self.connection, &row, &doing)?;
        self.fault.step(JOB);
        let status = if row.held { RowStatus::Held } else { RowStatus::Applied };
        self.note(row.row, status, Some(statement))?;
        self.fault.step(JOB);
        let message = row.notes.first().map_or("", |note| note.sentence());
        Ok(RowOutcome { statement: Some(statement), ..outcome(&row, status, row.operation.word(), message) })
    }

    /// Whether a second user approved this plan. The approval is spent by the first row that needs
    /// it; what it was spent on goes on after an interruption.
    fn is_approved(&mut self) -> Result<bool, StoreError> {
        let approved = matches!(self.approval, Approval::Given { .. });
        if approved && !self.spent {
            approvals::spend_for_plan(self.connection, self.plan, &self.hash, self.now)?;
            self.spent = true;
        }
        Ok(approved)
    }

    /// What became of a row in a run before. The journal is read a thousand rows at a time.
    fn done_before(&mut self, row: u64) -> Result<Option<(RowStatus, Option<i64>)>, StoreError> {
        if row >= self.journal_read_to {
            self.journal.clear();
            self.journal_read_to = row + 1_000;
            let sql = "SELECT row, status, choice FROM consent_journal WHERE plan = ?1 AND row >= ?2 AND row < ?3";
            let mut statement = self.connection.prepare_cached(sql)?;
            let mut rows = statement.query(params![self.plan, row, self.journal_read_to])?;
            while let Some(kept) = rows.next()? {
                let word: String = kept.get(1)?;
                let status = RowStatus::of(&word)
                    .ok_or_else(|| StoreError::Damaged(format!("a journal line of the unknown status {word:?}")))?;
                self.journal.insert(kept.get(0)?, (status, kept.get(2)?));
            }
        }
        Ok(self.journal.get(&row).copied())
    }

    fn note(&self, row: u64, status: RowStatus, statement: Option<i64>) -> Result<(), StoreError> {
        let sql = "INSERT INTO consent_journal (plan, row, status, choice) VALUES (?1, ?2, ?3, ?4)";
        self.connection.prepare_cached(sql)?.execute(params![self.plan, row, status.word(), statement])?;
        Ok(())
    }

    /// Says that nothing of the plan is left to do, or asks for what is.
    fn end(&self, survey: &Survey, totals: &OutcomeTotals) -> Result<(), StoreError> {
        if totals.pending_approval == 0 && totals.conflict == 0 {
            let sql = "UPDATE consent_plan SET applied = ?2 WHERE id = ?1 AND applied IS NULL";
            self.connection.execute(sql, params![self.plan, times::micros(self.now)])?;
        }
        if totals.pending_approval > 0 && self.approval == Approval::None {
            let Survey { head, made, loosening, .. } = survey;
            let planned = Planned { made: made.clone(), head: head.clone(), loosening: loosening.clone() };
            plans::ask(self.connection, &planned, self.agent, self.now)?;
        }
        Ok(())
    }
}

fn outcome(row: &PlanRow, status: RowStatus, code: &'static str, message: &str) -> RowOutcome {
    let (key, message) = (row.key, message.to_owned());
    RowOutcome { row: row.row, line: row.line, key, status, code, message, statement: None }
}

/// A plan of which something was applied.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct KeptPlan {
    /// Its name.
    pub id: String,
    /// What it was made from.
    pub source: String,
    /// Who made it.
    pub made_by: String,
    /// When.
    pub made: Timestamp,
    /// When nothing of it was left to do.
    pub applied: Option<Timestamp>,
    /// The plan that it took back.
    pub reverses: Option<String>,
}

impl SqliteStore {
    /// A plan of which something was applied.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn kept_plan(&self, id: &str) -> Result<Option<KeptPlan>, StoreError> {
        let sql = "SELECT id, source, made_by, made, applied, reverses FROM consent_plan WHERE id = ?1";
        let read = |row: &rusqlite::Row<'_>| {
            Ok(KeptPlan {
                id: row.get(0)?,
                source: row.get(1)?,
                made_by: row.get(2)?,
                made: times::instant(row.get(3)?),
                applied: row.get::<_, Option<i64>>(4)?.map(times::instant),
                reverses: row.get(5)?,
            })
        };
        Ok(self.connection.query_row(sql, [id], read).optional()?)
    }
}
