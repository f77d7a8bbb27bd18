//! Printed forms: whose each reference is.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use serde::Serialize;

use super::place::Place;
use super::times::{instant, micros};
use super::{SqliteStore, audit, change};
use crate::audit::{Action, Agent, Event, EventOutcome};
use crate::consent::leaflet::FormReference;
use crate::record::NhsNumber;
use crate::store::StoreError;

/// How often another reference is drawn.
const TRIES: usize = 8;

/// A form that was printed for one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PrintedForm {
    /// Whose it is.
    pub nhs_number: NhsNumber,
    /// When it was printed.
    pub printed: Timestamp,
    /// When the choice on it was entered.
    pub used: Option<Timestamp>,
}

impl SqliteStore {
    /// Draws the reference of a form that is about to be printed for a person, with its audit event in
    /// the same transaction. The person need not be known yet.
    ///
    /// # Errors
    /// Where a demo store is given a number that could be real, where there is no randomness, or the
    /// store cannot be written.
    pub fn print_form(&mut self, number: NhsNumber, agent: &Agent) -> Result<FormReference, StoreError> {
        if self.demo && !number.is_test_range() {
            return Err(StoreError::NotForDemo);
        }
        let now = self.context.now();
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for _ in 0..TRIES {
            let mut random = [0; 32];
            let filled = self.context.randomness.fill(&mut random);
            filled.map_err(|source| StoreError::Io { context: "no randomness is to be had".to_owned(), source })?;
            let Some(reference) = FormReference::from_random(&random) else { continue };
            let known = "SELECT 1 FROM choice_form WHERE reference = ?1";
            if transaction.query_row(known, [reference.plain()], |_| Ok(())).optional()?.is_some() {
                continue;
            }
            let event = Event {
                patients: change::bearers(&transaction, number)?,
                detail: Some("a form for the person's choice was printed".to_owned()),
                ..Event::new(now, Action::Consent, EventOutcome::Success, agent.clone())
            };
            let sequence = audit::write(&transaction, &event)?;
            transaction.execute(
                "INSERT INTO choice_form (reference, nhs_number, printed, printed_by, sequence) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![reference.plain(), number.plain(), micros(now), agent.user, sequence],
            )?;
            self.place.as_ref().map_or(Ok(()), Place::check)?;
            transaction.commit()?;
            return Ok(reference);
        }
        Err(StoreError::Missing("reference that is free".to_owned()))
    }

    /// Whose a returned form is. Its audit event is on disk first, also where there is no such form.
    ///
    /// # Errors
    /// Where no form of that reference was printed here, or the store cannot be read or its audit
    /// written.
    pub fn printed_form(&mut self, reference: FormReference, agent: &Agent) -> Result<PrintedForm, StoreError> {
        let found = self.form_of(reference);
        let (outcome, patients, detail) = match &found {
            Ok(form) => {
                let patients = change::bearers(&self.connection, form.nhs_number)?;
                (EventOutcome::Success, patients, "whose a returned form is was shown")
            }
            Err(_) => (EventOutcome::MinorFailure, Vec::new(), "a returned form was not printed here"),
        };
        let event = Event::new(self.context.now(), Action::View, outcome, agent.clone());
        self.commit_event(&Event { patients, detail: Some(detail.to_owned()), ..event })?;
        found
    }

    fn form_of(&self, reference: FormReference) -> Result<PrintedForm, StoreError> {
        let sql = "SELECT nhs_number, printed, used FROM choice_form WHERE reference = ?1";
        let found = self.connection.query_row(sql, [reference.plain()], |row| {
            Ok((row.get::<_, String>(0)?, row.get(1)?, row.get::<_, Option<i64>>(2)?))
        });
        let (number, printed, used) =
            found.optional()?.ok_or_else(|| StoreError::Missing("form of that reference".to_owned()))?;
        let damaged = |_| StoreError::Damaged("a form without an NHS number".to_owned());
        let nhs_number = number.parse().map_err(damaged)?;
        Ok(PrintedForm { nhs_number, printed: instant(printed), used: used.map(instant) })
    }
}

/// Records that the choice on a form was entered, in the transaction of the change itself.
pub(super) fn enter(connection: &Connection, reference: FormReference, now: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE choice_form SET used = ?2 WHERE reference = ?1 AND used IS NULL";
    let entered = connection.execute(sql, params![reference.plain(), micros(now)])?;
    if entered == 1 {
        return Ok(());
    }
    Err(StoreError::Stale("the choice on that form was entered already".to_owned()))
}
