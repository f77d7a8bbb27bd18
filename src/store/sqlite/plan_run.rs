//! One transaction of a plan: rows with their audit events, each written down in the journal.

use std::collections::HashMap;

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::approvals::{self, Approval};
use super::change::{self, Doing, Judged, Prior};
use super::plans::{self, Planned};
use super::survey::Survey;
use super::times;
use crate::audit::Agent;
use crate::consent::Effect;
use crate::consent::plan::{Operation, OutcomeTotals, PlanLine, PlanRow, RowOutcome, RowStatus};
use crate::record::NhsNumber;
use crate::store::{Fault, StoreError};

/// The name of the job in a [`Fault`].
pub(super) const JOB: &str = "apply";

/// One transaction of a plan.
pub(super) struct Run<'a> {
    connection: &'a Connection,
    pub(super) plan: &'a str,
    source: &'a str,
    made_by: &'a str,
    hash: Vec<u8>,
    pub(super) agent: &'a Agent,
    pub(super) now: Timestamp,
    pub(super) approval: Approval,
    spent: bool,
    fault: &'a Fault,
    only_told: bool,
    /// How many rows met something that changed after the plan was made.
    pub(super) stale: u64,
    /// Whose choices were compared with a row that was not written, the first of them.
    pub(super) told: Vec<NhsNumber>,
    journal: HashMap<u64, (RowStatus, Option<i64>)>,
    journal_read_to: u64,
}

impl<'a> Run<'a> {
    /// Begins, and writes down that something of the plan is applied.
    pub(super) fn begin(
        connection: &'a Connection,
        survey: &'a Survey,
        agent: &'a Agent,
        now: Timestamp,
        (fault, only_told): (&'a Fault, bool),
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
            made_by: &head.made_by,
            hash,
            agent,
            now,
            approval,
            spent: false,
            fault,
            only_told,
            stale: 0,
            told: Vec::new(),
            journal: HashMap::new(),
            journal_read_to: 0,
        })
    }

    /// Does what a line says.
    pub(super) fn line(&mut self, line: &PlanLine) -> Result<RowOutcome, StoreError> {
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
            PlanLine::Row(row) => {
                let outcome = self.row(row)?;
                let written = matches!(outcome.status, RowStatus::Applied | RowStatus::Held);
                if (self.only_told || !written) && self.told.len() < change::NAMED {
                    self.told.push(row.number);
                }
                Ok(outcome)
            }
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
        let (source, plan, asked_by) = (self.source, Some(self.plan), Some(self.made_by));
        let doing = Doing { source, plan, approved_by, asked_by, agent: self.agent, now: self.now };
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
    pub(super) fn end(&self, survey: &Survey, totals: &OutcomeTotals) -> Result<(), StoreError> {
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
