//! What one message says, carried into the store.

use super::family::Family;
use super::source::Bearer;
use super::{demographics, encounter, entries, link, merge, source};
use crate::identity::ConflictKind;
use crate::record::{MessageId, Patient, SourceLocation, Statement, Trigger};
use crate::store::sqlite::{MessageRow, Writer};
use crate::store::{PatientId, StoreError};

/// Why a message that could be read cannot be applied.
pub(super) struct Refused {
    pub(super) reason: String,
    pub(super) location: Option<SourceLocation>,
}

impl Refused {
    fn at(statement: &Statement, segment: &str, field: u16, reason: &str) -> Self {
        if statement.trigger == Trigger::Record {
            return Self { reason: format!("Patient.identifier: {reason}"), location: None };
        }
        let location = SourceLocation { segment: segment.to_owned(), ordinal: 0, set_id: None, field: Some(field) };
        Self { reason: format!("{segment}-{field}: {reason}"), location: Some(location) }
    }
}

/// Why a message cannot be applied, where it cannot.
pub(super) fn refusal(writer: &Writer<'_>, statement: &Statement) -> Result<Option<Refused>, StoreError> {
    Ok(whom(writer, statement)?.err())
}

/// Applies a message: its patient, encounter, entries and signals, and the links that follow.
pub(super) fn apply(
    writer: &mut Writer<'_>,
    feed: i64,
    statement: Statement,
    row: &MessageRow<'_>,
) -> Result<Result<(MessageId, PatientId), Refused>, StoreError> {
    let (mut patient, renamed) = match whom(writer, &statement)? {
        Ok(Bearer::Known(known)) => (known, false),
        // Somebody brought in unknown is recognised later, by another name and date of birth.
        Ok(Bearer::Renamed(known)) => {
            let recognised = known.patient.identity_unknown;
            (known, !recognised)
        }
        Ok(Bearer::New(key)) => (writer.add_patient(&key, feed)?, false),
        Ok(Bearer::TooMany) => {
            return Err(StoreError::Damaged("a number of too many people was let through".to_owned()));
        }
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

/// The patient of the source whom the message speaks of; refused where it speaks of nobody who can be
/// told. Nothing is written.
fn whom(writer: &Writer<'_>, statement: &Statement) -> Result<Result<Bearer, Refused>, StoreError> {
    let refused = |reason: &str| Ok(Err(Refused::at(statement, "PID", 3, reason)));
    let placeholder = "the only number is a placeholder, which is never identity";
    if writer.is_demo() && !only_test_numbers(statement) {
        return refused("a demo store takes only NHS numbers from 999 000 0000 to 999 999 9999");
    }
    let Some(source) = source::source(statement, &statement.identifiers) else { return refused(placeholder) };
    if statement.trigger == Trigger::Merge && source::source(statement, &statement.merges).is_none() {
        return Ok(Err(Refused::at(statement, "MRG", 1, placeholder)));
    }
    let mut said = Patient::default();
    said.apply(&statement.patient);
    match source.bearer(writer, &said, statement.demographics_count)? {
        Bearer::TooMany => refused("more people came under this number than one number can mean"),
        bearer => Ok(Ok(bearer)),
    }
}

fn only_test_numbers(statement: &Statement) -> bool {
    let numbers =
        statement.identifiers.iter().chain(&statement.merges).filter_map(crate::record::Identifier::nhs_number);
    numbers.filter(|number| !number.is_placeholder()).all(crate::record::NhsNumber::is_test_range)
}
