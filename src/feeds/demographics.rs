//! What a source holds for a patient, in the order in which it wrote it down.

use jiff::Timestamp;

use super::source::source;
use crate::identity::ConflictKind;
use crate::interchange::wire;
use crate::record::{MessageId, PartialDateTime, Patient, PatientUpdate, Statement};
use crate::store::StoreError;
use crate::store::sqlite::{KeptPatient, Writer};

/// Applies the demographics and numbers of a message. Says whether anything changed by which
/// people are told apart.
pub(super) fn apply(
    writer: &Writer<'_>,
    kept: &mut KeptPatient,
    statement: &Statement,
    message: MessageId,
) -> Result<bool, StoreError> {
    let at = statement.order();
    let mut now = kept.patient.clone();
    let mut counted = kept.counted;
    let lifts = kept.patient.restricted && statement.patient.restricted == Some(false);
    match (statement.demographics_count, kept.counted) {
        (true, Some(last)) if at < last => now = refold(writer, kept, statement, message)?,
        (true, _) if lifts => {
            // Whether it is lifted depends on who said last that it holds, results among them.
            now = refold(writer, kept, statement, message)?;
            counted = Some(at);
        }
        (true, last) => {
            // Results may have spoken first: what they said gives way to the source that counts.
            if last.is_none() {
                now = Patient { identifiers: now.identifiers, restricted: now.restricted, ..Patient::default() };
            }
            now.apply(&statement.patient);
            counted = Some(at);
        }
        (false, None) => now.apply(&statement.patient),
        (false, Some(_)) => restrict(&mut now, &statement.patient),
    }
    let late = kept.counted.is_some_and(|last| at < last);
    if statement.demographics_count && !late {
        if now.retire_nhs_numbers(&statement.identifiers) {
            let reason = "one local number, two verified NHS numbers over time: the source replaced one by another";
            writer.conflict(ConflictKind::TwoNumbers, &[kept.id], reason, Some(message))?;
        }
        now.learn_identifiers(&statement.identifiers);
    } else {
        now.learn_late_identifiers(&statement.identifiers, statement.demographics_count);
    }
    // What came late changes what the source had said by its last word, not when that was.
    let last = kept.counted.filter(|last| at < *last).and_then(|last| Timestamp::from_microsecond(last).ok());
    let stated = last.map(PartialDateTime::from).or(statement.stated);
    writer.save_patient(kept, now, counted, stated, message)
}

/// A restriction applies at once, whoever says so; only a source that counts lifts it.
fn restrict(now: &mut Patient, update: &PatientUpdate) {
    if update.restricted == Some(true) {
        now.restricted = true;
    }
}

/// An older update after a newer one: everything the source said, read again in its own order.
fn refold(
    writer: &Writer<'_>,
    kept: &KeptPatient,
    late: &Statement,
    message: MessageId,
) -> Result<Patient, StoreError> {
    let mut updates = vec![(late.order(), message, late.patient.clone(), true)];
    for earlier in writer.earlier_messages(kept.id)? {
        if earlier.message == message {
            continue;
        }
        let statement = wire::read_again(&earlier.body, &earlier.dialect, |said| {
            source(said, &said.identifiers) == source(late, &late.identifiers)
        });
        let Some(statement) = statement else { continue };
        updates.push((statement.order(), earlier.message, statement.patient, statement.demographics_count));
    }
    updates.sort_by_key(|(at, message, ..)| (*at, *message));
    let now = Patient::after(updates.iter().map(|(_, _, update, counts)| (update, *counts)));
    Ok(Patient { identifiers: kept.patient.identifiers.clone(), ..now })
}
