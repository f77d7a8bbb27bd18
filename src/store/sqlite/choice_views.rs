//! What people chose, for those who administer consent: what stands, and how it came to be.

use jiff::Timestamp;
use serde::Serialize;

use super::change::is_registered;
use super::choices::{self, Stored};
use super::{SqliteStore, gate, patients};
use crate::audit::{Action, Agent, Event, EventOutcome};
use crate::consent::{Choices, Statement};
use crate::record::NhsNumber;
use crate::store::sqlite::times::Times;
use crate::store::{PatientRef, StoreError};

/// A statement with all that is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeptStatement {
    /// Its number in the store.
    pub id: i64,
    /// The statement.
    pub statement: Statement,
    /// Where it was said.
    pub source: String,
    /// When the store knew it.
    pub recorded: Timestamp,
    /// When it was marked as entered in error.
    pub in_error: Option<Timestamp>,
    /// The statement that it takes the place of.
    pub corrects: Option<i64>,
    /// The plan that brought it.
    pub plan: Option<String>,
}

/// What was said under one number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NumberChoices {
    /// The number.
    pub nhs_number: NhsNumber,
    /// Whether a source knows somebody of this number. Where none does, the choices wait for them.
    pub registered: bool,
    /// What stands under it.
    pub stands: Choices,
    /// Whether different statements were made at one instant: the stricter stands, and a privacy
    /// officer must look.
    pub tied: bool,
    /// Every statement, in the order they were recorded.
    pub statements: Vec<KeptStatement>,
}

/// What one person chose, under all their numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonChoices {
    /// What holds for the person: the strictest of all numbers.
    pub stands: Choices,
    /// Each number.
    pub numbers: Vec<NumberChoices>,
}

impl From<Stored> for KeptStatement {
    fn from(stored: Stored) -> Self {
        let Stored { id, statement, source, recorded, in_error, corrects, plan, .. } = stored;
        Self { id, statement, source, recorded, in_error, corrects, plan }
    }
}

impl SqliteStore {
    /// What a person chose and how it came to be; its audit event is on disk before anything is
    /// handed out. Nothing of the record is in it. Whether the user may ask is for the caller to
    /// have checked.
    ///
    /// # Errors
    /// Where a number that is not an NHS number names nobody, or the store cannot be read or its
    /// audit written.
    pub fn choices_of(&mut self, patient: &PatientRef, agent: &Agent) -> Result<PersonChoices, StoreError> {
        let people = gate::resolve(&self.connection, patient)?;
        let ids: Vec<_> = people.concat();
        let event = Event {
            patients: ids.iter().map(|id| id.0).collect(),
            detail: Some("the person's choices were shown, nothing of the record".to_owned()),
            ..Event::new(self.context.now(), Action::View, EventOutcome::Success, agent.clone())
        };
        self.commit_event(&event)?;
        let mut numbers = choices::numbers(&patients::load(&self.connection, &ids, Times::NOW)?);
        if let PatientRef::NhsNumber(number) = patient
            && !numbers.contains(number)
        {
            numbers.insert(0, *number);
        }
        let mut views = Vec::with_capacity(numbers.len());
        let mut all = Vec::new();
        for number in numbers {
            let stored = choices::of_number(&self.connection, number)?;
            let chosen = choices::chosen(&stored, &[]);
            all.extend((!chosen.is_silent()).then(|| chosen.choices()));
            views.push(NumberChoices {
                nhs_number: number,
                registered: is_registered(&self.connection, number)?,
                stands: chosen.choices(),
                tied: chosen.standing_tied() || chosen.overlay_tied(),
                statements: stored.into_iter().map(KeptStatement::from).collect(),
            });
        }
        if views.is_empty() {
            return Err(StoreError::Missing("person of that number with an NHS number".to_owned()));
        }
        Ok(PersonChoices { stands: Choices::stricter(&all), numbers: views })
    }
}
