//! Making a plan: each proposal against what stands.

use std::collections::HashMap;
use std::io::Write;

use rusqlite::{Connection, TransactionBehavior, params};

use super::change::{self, Judged, Prior};
use super::place::Place;
use super::survey::SHOWN;
use super::{SqliteStore, approvals};
use crate::audit::{Action, Agent, Event, EventOutcome};
use crate::consent::Effect;
use crate::consent::plan::{
    Operation, PlanHead, PlanLine, PlanMade, PlanRow, PlanWriter, Proposal, Rejection, RejectionCode, RowKey,
    SourceError,
};
use crate::store::{PlanError, StoreError};

/// A plan that was written, and what somebody who approves it needs to see.
#[derive(Debug)]
pub struct Planned {
    /// Its name, hash and totals.
    pub made: PlanMade,
    /// Its first line.
    pub head: PlanHead,
    /// The first rows that loosen.
    pub loosening: Vec<PlanRow>,
}

impl SqliteStore {
    /// Makes a plan of proposals and writes it: what each would do to what stands now. Nothing is
    /// changed but the audit, which says that it was made and whom the first thousand rows are about.
    /// Rows that cannot be taken in are written too, with why. `see` is shown each line.
    ///
    /// # Errors
    /// Where the source cannot be read to its end, the plan cannot be written, or the store fails.
    pub fn make_plan(
        &mut self,
        head: PlanHead,
        proposals: impl Iterator<Item = Result<Result<Proposal, Rejection>, SourceError>>,
        writer: impl Write,
        agent: &Agent,
        mut see: impl FnMut(&PlanLine) -> Result<(), PlanError>,
    ) -> Result<Planned, PlanError> {
        let mut proposals = proposals;
        let first: Vec<_> = proposals.by_ref().take(change::NAMED).collect();
        let numbers: Vec<_> = first.iter().flatten().flatten().map(|proposal| proposal.number).collect();
        let event = Event {
            patients: change::all_bearers(&self.connection, &numbers)?,
            detail: Some(format!("a consent plan was made: {} compared with what people chose", head.source)),
            ..Event::new(self.context.now(), Action::Consent, EventOutcome::Success, agent.clone())
        };
        self.commit_event(&event)?;
        // One view of the store from the first row to the last.
        let (now, demo) = (self.context.now(), self.demo);
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Deferred)?;
        let mut file = PlanWriter::begin(writer, &head)?;
        let mut planner = Planner { connection: &transaction, source: &head.source, demo, seen: Seen::default(), now };
        let mut loosening = Vec::new();
        for proposal in first.into_iter().chain(proposals) {
            let line = match proposal? {
                Ok(proposal) => planner.plan(proposal)?,
                Err(rejection) => PlanLine::Rejected(rejection),
            };
            match &line {
                PlanLine::Rejected(rejection) => file.reject(rejection)?,
                PlanLine::Row(row) => {
                    file.row(row)?;
                    if loosening.len() < SHOWN
                        && row.effect == Effect::Loosening
                        && row.operation != Operation::Unchanged
                    {
                        loosening.push(PlanRow::clone(row));
                    }
                }
            }
            see(&line)?;
        }
        let (made, _writer) = file.end()?;
        Ok(Planned { made, head, loosening })
    }

    /// The head of a plan for this store.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn plan_head(&self, source: &str, agent: &Agent) -> Result<PlanHead, StoreError> {
        let (made, made_by) = (self.context.now(), agent.user.clone());
        Ok(PlanHead::new(store_name(&self.connection)?, source.to_owned(), made, made_by))
    }

    /// Asks a second user to approve the rows of a plan that loosen. The same plan twice is one
    /// request. Its name is the plan's.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn ask_for_plan(&mut self, planned: &Planned, agent: &Agent) -> Result<(), StoreError> {
        let now = self.context.now();
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        ask(&transaction, planned, agent, now)?;
        self.place.as_ref().map_or(Ok(()), Place::check)?;
        transaction.commit()?;
        Ok(())
    }
}

/// Asks inside the caller's transaction.
pub(super) fn ask(
    connection: &Connection,
    planned: &Planned,
    agent: &Agent,
    now: jiff::Timestamp,
) -> Result<(), StoreError> {
    let Planned { made, head, loosening } = planned;
    let body = serde_json::json!({"plan": made, "head": head, "loosening": loosening});
    let hash = hash_bytes(made);
    approvals::ask(connection, (approvals::RequestKind::ConsentPlan, &made.id, &hash), &body, agent, now)
}

/// The hash of a plan as an approval holds it.
pub(super) fn hash_bytes(made: &PlanMade) -> Vec<u8> {
    made.hash.as_bytes().to_vec()
}

/// What tells this store from another: when it was made.
pub(super) fn store_name(connection: &Connection) -> Result<String, StoreError> {
    Ok(connection.query_row("SELECT value FROM meta WHERE key = 'created'", params![], |row| row.get(0))?)
}

struct Planner<'a> {
    connection: &'a Connection,
    source: &'a str,
    demo: bool,
    seen: Seen,
    now: jiff::Timestamp,
}

/// What came before in the same file.
#[derive(Default)]
struct Seen {
    /// What each person's rows did so far, by number.
    people: HashMap<u64, Prior>,
    /// The line of each content, by the first half of its hash.
    contents: HashMap<[u8; 16], u64>,
    /// The line of each key that was supplied, by the first half of its hash.
    keys: HashMap<[u8; 16], u64>,
}

impl Planner<'_> {
    fn plan(&mut self, proposal: Proposal) -> Result<PlanLine, StoreError> {
        let place = (proposal.row, proposal.line);
        if self.demo && !proposal.number.is_test_range() {
            let message = "a demo store takes only numbers from 999 000 0000 to 999 999 9999";
            return Ok(rejected(place, "nhs_number", RejectionCode::NotForDemo, message));
        }
        if let Some(line) = self.seen.before(&proposal) {
            return Ok(line);
        }
        let number = proposal.number.digits();
        let mut row = PlanRow::of(proposal, self.source);
        let prior = self.seen.people.entry(number).or_default();
        match change::judge(self.connection, &mut row, (None, prior), self.now)? {
            Judged::Fits => {
                prior.without.extend(row.corrects);
                // Nearly everybody comes once, and there may be as many people as rows.
                prior.added.reserve_exact(1);
                prior.added.extend(row.statement.as_ref().map(|statement| statement.choice.clone()));
                Ok(PlanLine::Row(Box::new(row)))
            }
            Judged::KeyReused => {
                let message = "this key came before with another content: give the row a key of its own";
                Ok(rejected(place, "key", RejectionCode::KeyReused, message))
            }
            Judged::NothingToCorrect => {
                let message = "what it corrects is not there, or is marked as entered in error already";
                Ok(rejected(place, "", RejectionCode::NothingToCorrect, message))
            }
        }
    }
}

impl Seen {
    /// A row that is there already in the same file, or whose key is.
    fn before(&mut self, proposal: &Proposal) -> Option<PlanLine> {
        let place = (proposal.row, proposal.line);
        let content = half(&proposal.content);
        if let Some(line) = self.contents.insert(content, proposal.line).filter(|_| proposal.corrects.is_none()) {
            self.contents.insert(content, line);
            return Some(rejected(place, "", RejectionCode::Duplicate, &format!("the same as line {line}")));
        }
        let key = half(&RowKey::supplied(proposal.key.as_ref()?).0);
        let line = self.keys.insert(key, proposal.line)?;
        self.keys.insert(key, line);
        let message = format!("line {line} has the same key and another content");
        Some(rejected(place, "key", RejectionCode::KeyReused, &message))
    }
}

/// The first half of a hash.
fn half(hash: &[u8; 32]) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&hash[..16]);
    half
}

fn rejected((row, line): (u64, u64), column: &str, code: RejectionCode, message: &str) -> PlanLine {
    let column = (!column.is_empty()).then(|| column.to_owned());
    PlanLine::Rejected(Rejection { row, line, column, code, message: message.to_owned() })
}
