//! Looking for people as they were known, or as was true, at a time.
//!
//! The index holds what is known now, former names among it. Who fits is told by what was held then.

use rusqlite::Connection;

use super::find::{birth_number, birth_range, by_name, column, prefix};
use super::patients::{self, StoredPatient};
use super::times::Times;
use super::{SqliteStore, clusters};
use crate::record::{Patient, fold_name, fold_postcode};
use crate::store::{PatientId, PatientQuery, PatientRef, StoreError};

/// The source patients that may fit: by name and birth date now or formerly; where neither is given,
/// by every address that was ever held.
pub(super) fn candidates(connection: &Connection, query: &PatientQuery) -> Result<Vec<i64>, StoreError> {
    let by_now = PatientQuery { postcode: None, given: None, as_of: None, valid_at: None, ..query.clone() };
    if by_now.family.is_some() {
        return by_name(connection, &PatientQuery { birth_date: None, ..by_now });
    }
    match (&query.postcode, &query.birth_date) {
        (Some(postcode), _) => {
            let held = format!("\"POSTCODE\":\"{}", fold_postcode(postcode));
            let sql = "SELECT DISTINCT patient FROM patient_version WHERE instr(replace(upper(body), ' ', ''), ?1) > 0 ORDER BY patient LIMIT 2000";
            column(connection, sql, &[&held])
        }
        (None, Some(_)) => by_name(connection, &by_now),
        (None, None) => Ok(Vec::new()),
    }
}

impl SqliteStore {
    /// The patients of a person as linked and held at the time of a search; nobody where they do not
    /// fit it.
    pub(super) fn then(&self, person: &[PatientId], query: &PatientQuery) -> Result<Vec<StoredPatient>, StoreError> {
        let times = Times::of_search(query);
        let mut left: Vec<PatientId> = person.to_vec();
        while let Some(first) = left.first().copied() {
            let linked = clusters::linked(&self.connection, first.0, Some(times.known()))?;
            let (group, others) = left.into_iter().partition(|id: &PatientId| linked.contains(&id.0));
            let group: Vec<PatientId> = group;
            let held = patients::load(&self.connection, &group, times)?;
            if held.iter().any(|stored| fits(stored, query)) {
                return Ok(held);
            }
            left = others;
        }
        Ok(Vec::new())
    }
}

/// Whether a source patient fits every part of a search.
fn fits(stored: &StoredPatient, query: &PatientQuery) -> bool {
    let patient = &stored.patient;
    let number = query.number.as_ref().is_none_or(|wanted| match wanted {
        PatientRef::Patient(id) => *id == stored.id,
        PatientRef::NhsNumber(wanted) => patient.identifiers.iter().any(|held| held.nhs_number() == Some(*wanted)),
        PatientRef::Local { authority, value } => patient
            .identifiers
            .iter()
            .any(|held| held.value == *value && held.authority.eq_ignore_ascii_case(authority)),
    });
    let local = query.local.as_ref().is_none_or(|wanted| patient.identifiers.iter().any(|held| held.value == *wanted));
    let born = query.birth_date.as_ref().is_none_or(|wanted| {
        let (from, until) = birth_range(wanted);
        patient.birth_date.is_some_and(|held| (from..=until).contains(&birth_number(&held)))
    });
    let lives = query.postcode.as_ref().is_none_or(|wanted| {
        let (low, _) = prefix(&fold_postcode(wanted));
        let held = patient.addresses.iter().filter_map(|address| address.postcode.as_deref());
        !patient.restricted && held.map(fold_postcode).any(|held| held.starts_with(&low))
    });
    number && local && born && lives && is_called(patient, query)
}

fn is_called(patient: &Patient, query: &PatientQuery) -> bool {
    if query.family.is_none() && query.given.is_none() {
        return true;
    }
    patient.names.iter().any(|name| {
        let family = name.family.as_deref().map(fold_name).unwrap_or_default();
        let given = name.given.first().map(|given| fold_name(given)).unwrap_or_default();
        let family_fits = query.family.as_ref().is_none_or(|wanted| {
            let folded = fold_name(wanted);
            if wanted.trim_end().ends_with('*') { family.starts_with(&folded) } else { family == folded }
        });
        family_fits && query.given.as_ref().is_none_or(|wanted| given.starts_with(&fold_name(wanted)))
    })
}
