//! What people chose, kept by NHS number.

use rusqlite::{Connection, params};

use super::patients::StoredPatient;
use super::place::Place;
use super::{SqliteStore, audit};
use crate::audit::{Action, Agent, Event, EventOutcome};
use crate::consent::{ChoiceStatement, Choices, StandingChoice};
use crate::record::NhsNumber;
use crate::store::StoreError;

/// What the person chose: each number's statements combined, and the stricter where several
/// numbers of one person differ. A number under which nothing was said says nothing.
pub(super) fn of(connection: &Connection, patients: &[StoredPatient]) -> Result<Choices, StoreError> {
    of_known(connection, patients, i64::MAX)
}

/// As [`of`], of what was recorded by then (microseconds) and had not been found to be in error.
pub(super) fn of_known(connection: &Connection, patients: &[StoredPatient], known: i64) -> Result<Choices, StoreError> {
    let mut numbers: Vec<String> = Vec::new();
    for identifier in patients.iter().flat_map(|stored| &stored.patient.identifiers) {
        if identifier.nhs_number().is_some_and(|number| !number.is_placeholder())
            && !numbers.contains(&identifier.value)
        {
            numbers.push(identifier.value.clone());
        }
    }
    let mut all = Vec::with_capacity(numbers.len());
    for number in &numbers {
        all.extend(Some(of_number(connection, number, known)?).filter(|choices| *choices != Choices::default()));
    }
    Ok(Choices::stricter(&all))
}

/// Whether a standing No 2 was stated under this number.
pub(super) fn is_opted_out(connection: &Connection, number: NhsNumber) -> Result<bool, StoreError> {
    let choices = of_number(connection, &number.plain(), i64::MAX)?;
    Ok(choices.standing.is_some_and(|standing| standing.choice == StandingChoice::No2))
}

fn of_number(connection: &Connection, number: &str, known: i64) -> Result<Choices, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT body FROM choice
         WHERE nhs_number = ?1 AND recorded <= ?2 AND (in_error IS NULL OR in_error > ?2) ORDER BY id",
    )?;
    let bodies = statement.query_map((number, known), |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    let mut choices = Choices::default();
    for body in &bodies {
        choices.state(serde_json::from_str::<ChoiceStatement>(body)?);
    }
    Ok(choices)
}

impl SqliteStore {
    /// Records what a person chose, with its audit event in the same transaction. The person need
    /// not be known yet.
    ///
    /// # Errors
    /// Where the store cannot be written, or a demo store is given a number that could be real.
    pub fn state_choice(
        &mut self,
        number: NhsNumber,
        choice: &ChoiceStatement,
        source: &str,
        agent: Agent,
    ) -> Result<(), StoreError> {
        if self.demo && !number.is_test_range() {
            return Err(StoreError::NotForDemo);
        }
        let now = self.context.now();
        let transaction = self.connection.transaction()?;
        let mut statement =
            transaction.prepare("SELECT DISTINCT patient FROM identifier WHERE kind = 0 AND value = ?1")?;
        let patients = statement.query_map([number.plain()], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
        drop(statement);
        let event = Event {
            patients,
            detail: Some(format!("choice stated; source: {source}")),
            ..Event::new(now, Action::Consent, EventOutcome::Success, agent)
        };
        let sequence = audit::write(&transaction, &event)?;
        transaction.execute(
            "INSERT INTO choice (nhs_number, body, source, recorded, sequence) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![number.plain(), serde_json::to_string(choice)?, source, super::times::micros(now), sequence],
        )?;
        self.place.as_ref().map_or(Ok(()), Place::check)?;
        transaction.commit()?;
        Ok(())
    }
}
