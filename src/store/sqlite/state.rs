//! Stating one choice: at once where it restricts, after a second person's approval where it loosens.

use jiff::Timestamp;
use rusqlite::{Connection, TransactionBehavior};
use sha2::{Digest, Sha256};

use super::change::{self, Doing, Judged, Prior};
use super::place::Place;
use super::{SqliteStore, approvals, audit, forms, group};
use crate::audit::{Action, Agent, Event, EventOutcome};
use crate::consent::leaflet::FormReference;
use crate::consent::plan::{Operation, PlanRow};
use crate::consent::{ChoiceStatement, Effect, StandingChoice, Statement};
use crate::record::NhsNumber;
use crate::store::StoreError;

/// A change of one person's choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceChange {
    /// Whose choice it is. The person need not be known yet.
    pub number: NhsNumber,
    /// What was said; none where a statement is only marked as entered in error.
    pub statement: Option<Statement>,
    /// The statement, by its number, that is marked as entered in error.
    pub corrects: Option<i64>,
    /// Where it was said, such as `leaflet form`.
    pub source: String,
    /// The printed form on which it came back; it is entered once.
    pub form: Option<FormReference>,
}

/// Who takes a statement down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recorder {
    /// Somebody who administers consent: what loosens waits for a second person.
    Administrator,
    /// Somebody who cares for the person, with the person before them: a restriction, a Yes 1 and a
    /// Yes 2 hold at once; a Yes 3 and the default wait for a second person, whatever stands, so
    /// that the answer never tells what stands.
    PointOfCare,
}

/// What became of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// It is done.
    Done(Box<PlanRow>, StatementNumber),
    /// The very same is kept already.
    Unchanged(Box<PlanRow>),
    /// It waits for a second person; the request's name.
    NeedsApproval(Box<PlanRow>, String),
}

/// The number of a statement in its store.
pub type StatementNumber = i64;

impl ChoiceChange {
    /// A statement of a person, that replaces nothing.
    pub fn stating(number: NhsNumber, statement: impl Into<Statement>, source: impl Into<String>) -> Self {
        Self { number, statement: Some(statement.into()), corrects: None, source: source.into(), form: None }
    }

    pub(super) fn row(&self) -> PlanRow {
        PlanRow::new(self.number, self.statement.clone(), self.corrects)
    }
}

impl SqliteStore {
    /// Says what a change would do, and does nothing. It tells what stands, so its audit event is on disk
    /// first.
    ///
    /// # Errors
    /// Where the number identifies nobody, where what is to be corrected is not there, or the store
    /// cannot be read or its audit written.
    pub fn preview_choice(&mut self, change: &ChoiceChange, agent: &Agent) -> Result<PlanRow, StoreError> {
        self.refuse(change)?;
        let event = Event {
            patients: change::bearers(&self.connection, change.number)?,
            detail: Some("what a change of choice would do was shown, nothing of the record".to_owned()),
            ..Event::new(self.context.now(), Action::View, EventOutcome::Success, agent.clone())
        };
        self.commit_event(&event)?;
        let mut row = change.row();
        judge(&self.connection, &mut row, self.context.now())?;
        Ok(row)
    }

    /// Changes what a person chose, with its audit event in the same transaction; or, where it
    /// loosens, asks for a second person.
    ///
    /// # Errors
    /// As [`SqliteStore::preview_choice`], and where the store cannot be written.
    pub fn change_choice(
        &mut self,
        change: &ChoiceChange,
        recorder: Recorder,
        agent: &Agent,
    ) -> Result<Changed, StoreError> {
        self.refuse(change)?;
        let now = self.context.now();
        let transaction = group::step(&mut self.connection)?;
        let mut row = change.row();
        judge(&transaction, &mut row, now)?;
        let changed = if waits(change, &row, recorder) {
            let id = ask(&transaction, &row, &change.source, agent, now)?;
            Changed::NeedsApproval(Box::new(row), id)
        } else if row.operation == Operation::Unchanged && recorder == Recorder::Administrator {
            // It tells what stands.
            let event = Event {
                patients: change::bearers(&transaction, row.number)?,
                detail: Some("a choice was stated that is kept already: nothing changed".to_owned()),
                ..Event::new(now, Action::Consent, EventOutcome::Success, agent.clone())
            };
            audit::write(&transaction, &event)?;
            Changed::Unchanged(Box::new(row))
        } else {
            let doing = Doing { source: &change.source, plan: None, approved_by: None, asked_by: None, agent, now };
            let id = change::write(&transaction, &row, &doing)?;
            Changed::Done(Box::new(row), id)
        };
        if let Some(form) = change.form {
            forms::enter(&transaction, form, now)?;
        }
        self.place.as_ref().map_or(Ok(()), Place::check)?;
        transaction.commit()?;
        Ok(changed)
    }

    /// Does what was asked for and approved.
    ///
    /// # Errors
    /// Where there is no such request, or it was not approved, expired or was used; where what it was
    /// asked for has changed since; where the store cannot be written.
    pub fn apply_request(&mut self, id: &str, agent: &Agent) -> Result<Changed, StoreError> {
        let now = self.context.now();
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let request = approvals::find(&transaction, id)?.ok_or_else(|| StoreError::Missing(format!("request {id}")))?;
        let (Some(row), Some(source)) = (request.body.get("row"), request.body["source"].as_str()) else {
            return Err(StoreError::Approval { id: id.to_owned(), why: "is for a whole plan: apply the plan's file" });
        };
        let request = approvals::spend(&transaction, id, &hash(&request.body), now)?;
        let asked: PlanRow = serde_json::from_value(row.clone())?;
        let mut row = asked.clone();
        judge(&transaction, &mut row, now)?;
        if row.saw != asked.saw {
            return Err(StoreError::Stale("what this person chose has changed since it was asked for".to_owned()));
        }
        let approved_by = request.decided_by.as_deref();
        let asked_by = Some(request.requested_by.as_str());
        let doing = Doing { source, plan: None, approved_by, asked_by, agent, now };
        let number = change::write(&transaction, &row, &doing)?;
        self.place.as_ref().map_or(Ok(()), Place::check)?;
        transaction.commit()?;
        Ok(Changed::Done(Box::new(row), number))
    }

    /// Records what a person chose as it is, without asking for a second person: for making a store
    /// from what is agreed already. The person need not be known yet.
    ///
    /// # Errors
    /// Where the store cannot be written, or a demo store is given a number that could be real.
    pub fn state_choice(
        &mut self,
        number: NhsNumber,
        choice: &ChoiceStatement,
        source: &str,
        agent: &Agent,
    ) -> Result<(), StoreError> {
        self.refuse_real(number)?;
        let now = self.context.now();
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut row = ChoiceChange::stating(number, choice.clone(), source).row();
        judge(&transaction, &mut row, now)?;
        change::write(
            &transaction,
            &row,
            &Doing { source, plan: None, approved_by: None, asked_by: None, agent, now },
        )?;
        self.place.as_ref().map_or(Ok(()), Place::check)?;
        transaction.commit()?;
        Ok(())
    }

    fn refuse(&self, change: &ChoiceChange) -> Result<(), StoreError> {
        if !change.number.may_identify() {
            return Err(StoreError::Unidentified);
        }
        let problem = change.statement.as_ref().and_then(|statement| statement.problem(self.context.now()));
        problem.map_or_else(|| self.refuse_real(change.number), |problem| Err(StoreError::Statement(problem)))
    }

    const fn refuse_real(&self, number: NhsNumber) -> Result<(), StoreError> {
        if self.demo && !number.is_test_range() { Err(StoreError::NotForDemo) } else { Ok(()) }
    }
}

pub(super) fn judge(connection: &Connection, row: &mut PlanRow, now: Timestamp) -> Result<(), StoreError> {
    match change::judge(connection, row, (None, &Prior::default()), now)? {
        Judged::Fits => Ok(()),
        Judged::KeyReused => Err(StoreError::Stale("another row came under the same key".to_owned())),
        Judged::NothingToCorrect => {
            let what = "statement of that number for this person, but for those entered in error";
            Err(StoreError::Missing(what.to_owned()))
        }
    }
}

/// Whether a second person has to approve it.
fn waits(change: &ChoiceChange, row: &PlanRow, recorder: Recorder) -> bool {
    match recorder {
        Recorder::Administrator => row.effect == Effect::Loosening && row.operation != Operation::Unchanged,
        Recorder::PointOfCare => {
            let choice = change.statement.as_ref().map(|statement| &statement.choice);
            change.corrects.is_some()
                || match choice {
                    Some(ChoiceStatement::Standing(standing)) => standing.choice == StandingChoice::Yes3,
                    Some(ChoiceStatement::Overlay(_) | ChoiceStatement::EndOverlay { .. }) => false,
                    Some(ChoiceStatement::Default { .. }) | None => true,
                }
        }
    }
}

/// Asks for a second person, and says under which name.
fn ask(
    connection: &Connection,
    row: &PlanRow,
    source: &str,
    agent: &Agent,
    now: Timestamp,
) -> Result<String, StoreError> {
    let body = serde_json::json!({"row": row, "source": source});
    let hash = hash(&body);
    let id = request_name(&hash);
    approvals::ask(connection, (approvals::RequestKind::ConsentPlan, &id, &hash), &body, agent, now)?;
    Ok(id)
}

fn hash(body: &serde_json::Value) -> Vec<u8> {
    Sha256::digest(body.to_string()).to_vec()
}

/// The name of a request, from the hash of what is asked.
pub(super) fn request_name(hash: &[u8]) -> String {
    super::messages::hexadecimal(&hash[..hash.len().min(6)])
}
