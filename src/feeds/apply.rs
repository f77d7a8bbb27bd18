//! What one message says, carried into the store.

use super::family::Family;
use super::source::{Bearer, Source};
use super::{demographics, encounter, entries, link, merge, source};
use crate::identity::ConflictKind;
use crate::record::{MessageId, Patient, SourceLocation, Statement, Trigger};
use crate::store::sqlite::{KeptPatient, MessageRow, Writer};
use crate::store::{PatientId, StoreError};

/// Why a message that could be read cannot be applied.
pub(super) struct Refused {
    pub(super) reason: String,
    pub(super) location: Option<SourceLocation>,
}

impl Refused {
    fn patient(reason: &str) -> Self {
        Self::at("PID", 3, reason)
    }

    fn at(segment: &str, field: u16, reason: &str) -> Self {
        let location = SourceLocation { segment: segment.to_owned(), ordinal: 0, set_id: None, field: Some(field) };
        Self { reason: reason.to_owned(), location: Some(location) }
    }
}

/// Applies a message: its patient, encounter, entries and signals, and the links that follow.
pub(super) fn apply(
    writer: &mut Writer<'_>,
    feed: i64,
    statement: Statement,
    row: &MessageRow<'_>,
) -> Result<Result<(MessageId, PatientId), Refused>, StoreError> {
    if writer.is_demo() && !only_test_numbers(&statement) {
        return Ok(Err(Refused::patient(
            "PID-3: a demo store takes only NHS numbers from 999 000 0000 to 999 999 9999",
        )));
    }
    let Some(source) = source::source(&statement, &statement.identifiers) else {
        return Ok(Err(Refused::patient("PID-3: the only number is a placeholder, which is never identity")));
    };
    if statement.trigger == Trigger::Merge && source::source(&statement, &statement.merges).is_none() {
        let reason = "MRG-1: the only number is a placeholder, which is never identity";
        return Ok(Err(Refused::at("MRG", 1, reason)));
    }
    let (mut patient, renamed) = match whom(writer, feed, &source, &statement)? {
        Ok(found) => found,
        Err(refused) => return Ok(Err(refused)),
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
    if renamed {
        let reason = "one local number, and name and date of birth both changed: the source corrected them, or gave the number to somebody else";
        writer.conflict(ConflictKind::LocalNumberReused, &[patient.id], reason, Some(message))?;
    }
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
    Ok(Ok((message, patient.id)))
}

/// The patient of the source whom the message speaks of, and whether it gives them another name and
/// date of birth.
fn whom(
    writer: &Writer<'_>,
    feed: i64,
    source: &Source,
    statement: &Statement,
) -> Result<Result<(KeptPatient, bool), Refused>, StoreError> {
    let mut said = Patient::default();
    said.apply(&statement.patient);
    Ok(Ok(match source.bearer(writer, &said, statement.demographics_count)? {
        Bearer::Known(known) => (known, false),
        // Somebody brought in unknown is recognised later, by another name and date of birth.
        Bearer::Renamed(known) => {
            let recognised = known.patient.identity_unknown;
            (known, !recognised)
        }
        Bearer::New(key) => (writer.add_patient(&key, feed)?, false),
        Bearer::TooMany => {
            let reason = "PID-3: more people came under this number than one number can mean";
            return Ok(Err(Refused::patient(reason)));
        }
    }))
}

fn only_test_numbers(statement: &Statement) -> bool {
    let numbers =
        statement.identifiers.iter().chain(&statement.merges).filter_map(crate::record::Identifier::nhs_number);
    numbers.filter(|number| !number.is_placeholder()).all(crate::record::NhsNumber::is_test_range)
}
