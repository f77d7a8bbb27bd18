//! What one message says, carried into the store.

use super::family::Family;
use super::{demographics, encounter, entries, link, merge, source};
use crate::record::{MessageId, SourceLocation, Statement, Trigger};
use crate::store::sqlite::{MessageRow, Writer};
use crate::store::{PatientId, StoreError};

/// Why a message that could be read cannot be applied.
pub(super) struct Refused {
    pub(super) reason: String,
    pub(super) location: Option<SourceLocation>,
}

impl Refused {
    fn patient(statement: &Statement, reason: &str) -> Self {
        if statement.trigger == Trigger::Record {
            return Self { reason: format!("Patient.identifier: {reason}"), location: None };
        }
        let location = SourceLocation { segment: "PID".to_owned(), ordinal: 0, set_id: None, field: Some(3) };
        Self { reason: format!("PID-3: {reason}"), location: Some(location) }
    }
}

/// Why a message cannot be applied, where it cannot.
pub(super) fn refusal(writer: &Writer<'_>, statement: &Statement) -> Option<Refused> {
    if writer.is_demo() && !only_test_numbers(statement) {
        let reason = "a demo store takes only NHS numbers from 999 000 0000 to 999 999 9999";
        return Some(Refused::patient(statement, reason));
    }
    let reason = "the only number is a placeholder, which is never identity";
    source::source_key(statement, &statement.identifiers).is_none().then(|| Refused::patient(statement, reason))
}

/// Applies a message of which [`refusal`] says nothing: its patient, encounter, entries and signals,
/// and the links that follow.
pub(super) fn apply(
    writer: &mut Writer<'_>,
    feed: i64,
    statement: Statement,
    row: &MessageRow<'_>,
) -> Result<(MessageId, PatientId), StoreError> {
    let key = source::source_key(&statement, &statement.identifiers);
    let key = key.ok_or_else(|| StoreError::Damaged("a message about nobody was to be applied".to_owned()))?;
    let known = writer.patient_of(&key)?;
    let mut patient = match known {
        Some(known) => known,
        None => writer.add_patient(&key, feed)?,
    };
    let visit = encounter::key(writer, &Family::of(writer, patient.id)?, &statement)?;
    let message = writer.add_message(&MessageRow {
        patient: Some(patient.id),
        encounter: visit.as_deref(),
        stated: statement.stated,
        entries: statement.entries.len() + usize::from(visit.is_some()),
        defects: &statement.defects,
        unread: &statement.unread,
        ..*row
    })?;
    let told_apart = demographics::apply(writer, &mut patient, &statement, message)?;
    if told_apart {
        link::relink(writer, &patient, message)?;
    }
    let documents = statement.entries.iter().any(|entry| entry.key.starts_with("cda:"));
    let family = if documents { Family::of_documents(writer, patient.id)? } else { Family::of(writer, patient.id)? };
    if let Some(visit) = &visit {
        encounter::apply(writer, &family, visit, &statement, message, row.body)?;
    }
    for signal in &statement.signals {
        writer.add_signal(patient.id, message, signal)?;
    }
    if statement.trigger == Trigger::Merge {
        merge::apply(writer, feed, &patient, &statement, message)?;
    }
    entries::apply(writer, &family, statement, message)?;
    Ok((message, patient.id))
}

fn only_test_numbers(statement: &Statement) -> bool {
    let numbers =
        statement.identifiers.iter().chain(&statement.merges).filter_map(crate::record::Identifier::nhs_number);
    numbers.filter(|number| !number.is_placeholder()).all(crate::record::NhsNumber::is_test_range)
}
