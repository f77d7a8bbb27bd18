//! Source patients as they are kept.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row};

use super::disclosure::Disclosure;
use super::entries::{StoredBody, StoredEntry, sensitivity};
use super::times::{Times, micros};
use crate::interchange::wire;
use crate::record::{Encounter, PartialDateTime, Patient, Resource, Statement, directory};
use crate::store::view::{PatientHit, SourcePatient};
use crate::store::{Mask, PatientId, StoreError};

/// A source patient with its current, or then current, demographics.
#[derive(Clone)]
pub(super) struct StoredPatient {
    pub(super) id: PatientId,
    pub(super) source: String,
    pub(super) organisation: String,
    pub(super) system: String,
    pub(super) merged: bool,
    pub(super) stated: Option<PartialDateTime>,
    pub(super) recorded: i64,
    pub(super) patient: Patient,
}

const COLUMNS: &str =
    "SELECT patient.id, source, organisation, system, merged_into, version.stated, version.recorded, version.body
     FROM patient JOIN patient_version AS version ON version.patient = patient.id";

/// The patients of a person, as known and as true at these times.
pub(super) fn load(connection: &Connection, ids: &[PatientId], times: Times) -> Result<Vec<StoredPatient>, StoreError> {
    let sql = format!(
        "{COLUMNS} WHERE patient.id = ?1 AND version.recorded <= ?2 AND (version.superseded IS NULL OR version.superseded > ?2)"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        let row = statement.query_row((id.0, times.known()), read).optional()?;
        let Some((mut stored, body)) = row else { continue };
        stored.patient = serde_json::from_str(&body)?;
        if let Some(at) = times.valid_at
            && stored.stated.is_some_and(|stated| stated.earliest() > at)
        {
            held_at(connection, &mut stored, at, times.known())?;
        }
        found.push(stored);
    }
    Ok(found)
}

/// What the source held at a time, by its own dates: all that it had said by then, read again; before
/// its first word, that word. Its numbers stay: they say who the person is.
fn held_at(connection: &Connection, stored: &mut StoredPatient, at: Timestamp, known: i64) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT message.id, feed.dialect, coalesce(message.body, first.body)
         FROM message JOIN feed ON feed.id = message.feed LEFT JOIN message AS first ON first.id = message.same_as
         WHERE message.patient = ?1 AND message.outcome = 0 AND message.received <= ?2 ORDER BY message.id",
    )?;
    let mut rows = statement.query((stored.id.0, known))?;
    let mut said = Vec::new();
    while let Some(row) = rows.next()? {
        let (message, dialect): (i64, String) = (row.get(0)?, row.get(1)?);
        let body = row.get::<_, Option<Vec<u8>>>(2)?.unwrap_or_default();
        let statement = wire::read_again(&body, &dialect, |statement| speaks_of(statement, &stored.source));
        said.extend(statement.map(|statement| (statement.order(), message, statement)));
    }
    said.sort_by_key(|(order, message, _)| (*order, *message));
    let by_then = said.iter().filter(|(order, ..)| *order <= micros(at)).count().max(1);
    said.truncate(by_then);
    let now = Patient::after(said.iter().map(|(.., statement)| (&statement.patient, statement.demographics_count)));
    stored.patient = Patient { identifiers: std::mem::take(&mut stored.patient.identifiers), ..now };
    stored.stated = said.last().and_then(|(.., statement)| statement.stated);
    Ok(())
}

/// Whether a statement is about the source patient of this name, which begins with the system that
/// speaks and its number for the person.
fn speaks_of(statement: &Statement, source: &str) -> bool {
    let system = format!("{}/{}|", statement.header.application, statement.header.facility);
    let is_named = |rest: &str| {
        statement.identifiers.iter().any(|number| {
            rest.strip_prefix(&format!("{}|{}", number.authority, number.value))
                .is_some_and(|rest| rest.is_empty() || rest.starts_with("|#"))
        })
    };
    source.strip_prefix(&system).is_some_and(is_named)
}

fn read(row: &Row<'_>) -> rusqlite::Result<(StoredPatient, String)> {
    let stored = StoredPatient {
        id: PatientId(row.get(0)?),
        source: row.get(1)?,
        organisation: row.get(2)?,
        system: row.get(3)?,
        merged: row.get::<_, Option<i64>>(4)?.is_some(),
        stated: row.get::<_, Option<String>>(5)?.and_then(|text| text.parse().ok()),
        recorded: row.get(6)?,
        patient: Patient::default(),
    };
    Ok((stored, row.get(7)?))
}

/// What a search, and the head of a record, say of a person, conflicts apart. The best source is one whose number
/// is verified, then the one that wrote last.
pub(super) fn summarise(patients: &[StoredPatient], mask: Mask, inpatient: bool) -> Option<PatientHit> {
    let rank = |stored: &&StoredPatient| {
        (!stored.merged, stored.patient.verified_nhs_number().is_some(), stored.patient.name().is_some(), stored.stated)
    };
    let best = patients.iter().max_by_key(rank)?;
    let verified = patients.iter().find_map(|stored| stored.patient.verified_nhs_number());
    let mut organisations: Vec<String> =
        patients.iter().map(|stored| organisation_name(&stored.organisation)).collect();
    organisations.sort();
    organisations.dedup();
    let hide = mask.technical_only;
    let postcode = patients.iter().filter_map(|stored| stored.patient.addresses.first()?.postcode.clone()).next_back();
    Some(PatientHit {
        patient: patients.iter().map(|stored| stored.id).min().unwrap_or(best.id),
        nhs_number: verified.or_else(|| best.patient.nhs_number()).filter(|_| !hide),
        verified: verified.is_some() && !hide,
        name: if hide {
            super::HIDDEN.to_owned()
        } else {
            best.patient.name().map_or_else(|| "(no name)".to_owned(), ToString::to_string)
        },
        birth_date: best.patient.birth_date.filter(|_| !hide),
        gender: best.patient.gender.filter(|_| !hide),
        postcode: postcode.filter(|_| !hide && !mask.whereabouts),
        organisations,
        inpatient: inpatient && !hide,
        in_conflict: false,
    })
}

/// The encounters, by patient, in which somebody lies in a bed now, or did at these times, as far as
/// they may be seen.
pub(super) fn inpatients(
    connection: &Connection,
    patients: &[StoredPatient],
    times: Times,
    disclosure: &Disclosure,
) -> Result<Vec<(PatientId, Encounter)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT body, key, time, sensitivity FROM entry WHERE patient = ?1 AND key >= 'visit:' AND key < 'visit;' AND recorded <= ?2 AND (superseded IS NULL OR superseded > ?2) AND state = 0
         AND body ->> '$.resource.class' = 'inpatient'
         AND (body ->> '$.resource.status' = 'in-progress' AND (?3 IS NULL OR time IS NULL OR time <= ?3)
              OR body ->> '$.resource.status' = 'finished' AND time <= ?3 AND until > ?3)",
    )?;
    let mut found = Vec::new();
    for stored in patients {
        let values = (stored.id.0, times.known(), times.valid());
        let mut rows = statement.query(values)?;
        while let Some(row) = rows.next()? {
            let (body, key): (String, String) = (row.get(0)?, row.get(1)?);
            let kept = StoredEntry { key: &key, time: row.get(2)?, sensitivity: sensitivity(row.get(3)?)? };
            if !disclosure.allows(stored, kept) {
                continue;
            }
            let body: StoredBody = serde_json::from_str(&body)?;
            let Resource::Encounter(encounter) = body.resource else { continue };
            found.push((
                stored.id,
                match times.valid_at {
                    Some(at) => encounter.as_true_at(at),
                    None => encounter,
                },
            ));
        }
    }
    Ok(found)
}

/// A name for a reader: the organisation's, or its code where it is not known.
pub(super) fn organisation_name(code: &str) -> String {
    directory().find(code).map_or_else(|| code.to_owned(), |organisation| organisation.name.clone())
}

/// Whether any source asks for the whereabouts to be hidden: then they are hidden in all.
pub(super) fn is_restricted(patients: &[StoredPatient]) -> bool {
    patients.iter().any(|stored| stored.patient.restricted)
}

/// A source patient for a reader, masked.
pub(super) fn source_view(
    connection: &Connection,
    stored: &StoredPatient,
    mask: Mask,
) -> Result<SourcePatient, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT body FROM signal WHERE patient = ?1 ORDER BY message, ordinal")?;
    let bodies = statement.query_map([stored.id.0], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    let signals = bodies.iter().map(|body| serde_json::from_str(body)).collect::<Result<Vec<_>, _>>()?;
    Ok(SourcePatient {
        patient: stored.id,
        organisation: stored.organisation.clone(),
        organisation_name: organisation_name(&stored.organisation),
        system: stored.system.clone(),
        demographics: masked(&stored.patient, mask),
        merged: stored.merged,
        stated: stored.stated,
        recorded: super::times::instant(stored.recorded),
        signals,
    })
}

/// The demographics with what the view hides taken out.
fn masked(patient: &Patient, mask: Mask) -> Patient {
    if mask.technical_only {
        return Patient::default();
    }
    let mut shown = patient.clone();
    if mask.whereabouts {
        shown.addresses.clear();
        shown.telecoms.clear();
        shown.general_practice = None;
        shown.general_practitioner = None;
    }
    shown
}

/// The fields in which the sources of one person disagree.
pub(super) fn disagreements(patients: &[StoredPatient]) -> Vec<String> {
    let fold = |text: Option<&str>| text.map(crate::record::fold_name);
    let mut names = Vec::new();
    let mut check = |name: &str, value: &dyn Fn(&Patient) -> Option<String>| {
        let mut values: Vec<_> =
            patients.iter().filter(|stored| !stored.merged).filter_map(|stored| value(&stored.patient)).collect();
        values.sort();
        values.dedup();
        if values.len() > 1 {
            names.push(name.to_owned());
        }
    };
    check("family name", &|patient| fold(patient.name()?.family.as_deref()));
    check("given name", &|patient| fold(patient.name()?.given.first().map(String::as_str)));
    check("birth date", &|patient| Some(patient.birth_date?.to_string().chars().take(10).collect()));
    check("gender", &|patient| patient.gender.map(|gender| format!("{gender:?}")));
    check("postcode", &|patient| Some(crate::record::fold_postcode(patient.addresses.first()?.postcode.as_deref()?)));
    check("NHS number", &|patient| patient.nhs_number().map(crate::record::NhsNumber::plain));
    check("death", &|patient| patient.deceased.map(|deceased| deceased.to_string()));
    check("GP practice", &|patient| patient.general_practice.as_ref()?.code.clone());
    names
}
