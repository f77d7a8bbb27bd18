//! What clients of a store that is served write under names of their own.

use rusqlite::{OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::audit_import::patients;
use super::times::micros;
use super::{SqliteStore, audit, gate};
use crate::access::{Reason, User};
use crate::audit::{Action, Event, EventOutcome};
use crate::record::NhsNumber;
use crate::store::{PatientId, PatientRef, StoreError, ViewRequest};

/// What became of a name before.
pub(crate) enum Before {
    /// Nothing was written under it.
    Nothing,
    /// The same was, with this answer.
    Same(String),
    /// Something else was.
    Other,
}

impl SqliteStore {
    /// What a user wrote under a name before.
    pub(crate) fn written_before(&self, user: &str, name: &str, content: &[u8]) -> Result<Before, StoreError> {
        let sql = "SELECT sha256, answer FROM served_write WHERE user = ?1 AND name = ?2";
        let row = |row: &rusqlite::Row<'_>| Ok((row.get::<_, [u8; 32]>(0)?, row.get::<_, String>(1)?));
        let found = self.connection.prepare_cached(sql)?.query_row((user, name), row).optional()?;
        Ok(match found {
            None => Before::Nothing,
            Some((hash, answer)) if hash == digest(content) => Before::Same(answer),
            Some(_) => Before::Other,
        })
    }

    /// Keeps what a user wrote under a name, by its hash, and the answer to it.
    pub(crate) fn keep_written(
        &mut self,
        user: &str,
        name: &str,
        content: &[u8],
        answer: &str,
    ) -> Result<(), StoreError> {
        let now = micros(self.context.now());
        self.connection.execute(
            "INSERT INTO served_write (user, name, sha256, answer, made) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![user, name, digest(content), answer, now],
        )?;
        Ok(())
    }

    /// Takes in an event that a client recorded, and says its number. Within a group.
    pub(crate) fn take_event(&mut self, event: &Event) -> Result<i64, StoreError> {
        let subjects = event.source.iter().flat_map(|source| source.subjects.iter().cloned()).collect::<Vec<_>>();
        let patients = patients(&self.connection, &subjects)?;
        audit::write(&self.connection, &Event { patients, ..event.clone() })
    }

    /// The person of a reference by the lowest of their numbers, as it is written; none where there is
    /// nobody, or more than one. Nothing of it is shown by this.
    pub(crate) fn lead(&self, reference: &PatientRef) -> Result<Option<String>, StoreError> {
        if let PatientRef::Patient(id) = reference {
            return Ok(Some(id.to_string()));
        }
        let people = gate::resolve(&self.connection, reference)?;
        let [person] = people.as_slice() else { return Ok(None) };
        Ok(person.iter().min().map(ToString::to_string))
    }

    /// The number under which a person's choices are kept. For after the gate let them be shown.
    pub(crate) fn number_of(&self, reference: &PatientRef) -> Result<Option<NhsNumber>, StoreError> {
        let people = gate::resolve(&self.connection, reference)?;
        let [person] = people.as_slice() else { return Ok(None) };
        let stored = super::patients::load(&self.connection, person, super::times::Times::NOW)?;
        Ok(super::choices::numbers(&stored).into_iter().next())
    }

    /// Writes that a write of several things was refused and nothing of it was done.
    pub(crate) fn record_refused_write(
        &mut self,
        user: &User,
        request: Option<&ViewRequest>,
        id: &str,
        why: &str,
    ) -> Result<(), StoreError> {
        let bare = ViewRequest { user: user.clone(), reason: Reason::default(), request: id.to_owned() };
        let request = request.unwrap_or(&bare);
        let event = Event {
            detail: Some(format!("a transaction was refused, and nothing of it was done: {why}")),
            ..gate::event(self, request, Action::Consent, EventOutcome::SeriousFailure)
        };
        self.commit_event(&event).map(|_proof| ())
    }

    /// Writes that a call failed before the gate was asked.
    pub(crate) fn record_failed_call(&mut self, request: &ViewRequest, what: &str) -> Result<(), StoreError> {
        let failed = gate::event(self, request, Action::View, EventOutcome::MinorFailure);
        let (detail, purpose, permission) = (Some(what.to_owned()), None, None);
        self.commit_event(&Event { purpose, permission, detail, ..failed }).map(|_proof| ())
    }

    /// Whether a source patient, or one who is the same person, bears a number. Nothing of it is shown
    /// by this.
    pub(crate) fn bears(&self, patient: PatientId, number: NhsNumber) -> Result<bool, StoreError> {
        let people = gate::resolve(&self.connection, &PatientRef::NhsNumber(number))?;
        Ok(people.iter().any(|person| person.contains(&patient)))
    }
}

fn digest(content: &[u8]) -> [u8; 32] {
    Sha256::digest(content).into()
}

/// The SHA-256 of a content, in hexadecimal digits.
pub(crate) fn content_hash(content: &[u8]) -> String {
    super::messages::hexadecimal(&digest(content))
}
