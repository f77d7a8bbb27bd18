//! Entries: asserted, corrected, taken back.

use super::demographics::order;
use crate::record::{EntryAction, EntryState, EntryStatement, MessageId, Observation, Resource, Statement};
use crate::store::sqlite::{NewEntry, Writer};
use crate::store::{PatientId, StoreError};

/// Applies every entry of a message, then what it replaces as a whole.
pub(super) fn apply(
    writer: &Writer<'_>,
    patient: PatientId,
    statement: Statement,
    message: MessageId,
) -> Result<(), StoreError> {
    let stated = order(&statement);
    let mut replaced = Vec::new();
    for entry in statement.entries {
        let version_time = entry.version_time.map_or(stated, |time| time.earliest().as_microsecond());
        if let Some(prefix) = &entry.replaces {
            replaced.push((prefix.clone(), version_time));
        }
        apply_one(writer, patient, entry, version_time, message)?;
    }
    for (prefix, version_time) in replaced {
        writer.supersede_others(patient, &prefix, message, Some(version_time))?;
    }
    Ok(())
}

fn apply_one(
    writer: &Writer<'_>,
    patient: PatientId,
    entry: EntryStatement,
    version_time: i64,
    message: MessageId,
) -> Result<(), StoreError> {
    let state = match entry.action {
        EntryAction::Assert | EntryAction::Correct => EntryState::Current,
        EntryAction::Withdraw(_) => EntryState::Withdrawn,
    };
    let unknown = entry.resource.is_none();
    let new = NewEntry {
        patient,
        key: &entry.key,
        section: entry.section,
        state,
        resource: entry.resource.unwrap_or_else(|| Resource::Observation(Observation::default())),
        source: entry.source,
        location: entry.location,
        version_time: Some(version_time),
        message,
    };
    if unknown || state == EntryState::Withdrawn {
        writer.withdraw_entry(new)?;
    } else {
        writer.put_entry(&new)?;
    }
    Ok(())
}
