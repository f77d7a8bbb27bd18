//! What a source holds for a patient, in the order in which it wrote it down.

use super::source::source;
use crate::identity::ConflictKind;
use crate::interchange::wire;
use crate::record::{MessageId, Patient, PatientUpdate, Statement};
use crate::store::StoreError;
use crate::store::sqlite::{KeptPatient, Writer};

/// The order of an update: when the source wrote it down (microseconds), the time sent where that
/// is not said, and the beginning of time where neither is.
pub(super) fn order(statement: &Statement) -> i64 {
    statement.stated.or(statement.header.sent).map_or(i64::MIN, |time| time.earliest().as_microsecond())
}

/// Applies the demographics and numbers of a message. Says whether anything changed by which
/// people are told apart.
pub(super) fn apply(
    writer: &Writer<'_>,
    kept: &mut KeptPatient,
    statement: &Statement,
    message: MessageId,
) -> Result<bool, StoreError> {
    let at = order(statement);
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
    writer.save_patient(kept, now, counted, statement.stated, message)
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
    let mut updates = vec![(order(late), message, late.patient.clone(), true)];
    for earlier in writer.earlier_messages(kept.id)? {
        if earlier.message == message {
            continue;
        }
        let statement = wire::read_again(&earlier.body, &earlier.dialect, |said| {
            source(said, &said.identifiers) == source(late, &late.identifiers)
        });
        let Some(statement) = statement else { continue };
        updates.push((order(&statement), earlier.message, statement.patient, statement.demographics_count));
    }
    updates.sort_by_key(|(at, message, ..)| (*at, *message));
    let mut now = Patient { identifiers: kept.patient.identifiers.clone(), ..Patient::default() };
    for (_, _, update, counts) in &updates {
        if *counts {
            now.apply(update);
        } else {
            restrict(&mut now, update);
        }
    }
    Ok(now)
}
