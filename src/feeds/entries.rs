//! Entries: asserted, corrected, taken back.

use std::collections::BTreeMap;

use super::family::Family;
use crate::record::{
    EntryAction, EntryState, EntryStatement, MessageId, Observation, Resource, SourceCoding, SourceLocation, Statement,
};
use crate::store::sqlite::{NewEntry, Writer};
use crate::store::{PatientId, StoreError};

/// Applies every entry of a message, then what it replaces as a whole. Where a later statement of
/// such a whole stands already, all that this one says of it is history: a part that the later one
/// left out or took back must not come up again because the earlier one was slow.
pub(super) fn apply(
    writer: &Writer<'_>,
    family: &Family,
    mut statement: Statement,
    message: MessageId,
) -> Result<(), StoreError> {
    super::partial::place(writer, family, &mut statement)?;
    let stated = statement.order();
    let mut replaced = Vec::new();
    let mut late: Vec<String> = Vec::new();
    let emptied: BTreeMap<String, SourceLocation> =
        statement.entries.iter().filter_map(|entry| Some((report_of(entry)?, entry.location.clone()))).collect();
    for entry in statement.entries {
        let version_time = entry.version_time.map_or(stated, |time| time.earliest().as_microsecond());
        if let Some(prefix) = &entry.replaces {
            replaced.push((prefix.clone(), version_time));
            let home = family.home(writer, &entry.key)?;
            let standing = writer.current_entry(home, &entry.key)?.and_then(|standing| standing.version_time);
            late.extend(standing.filter(|standing| *standing > version_time).map(|_| prefix.clone()));
        }
        let is_late = late.iter().any(|prefix| entry.key.starts_with(prefix.as_str()));
        apply_one(writer, family.home(writer, &entry.key)?, entry, (version_time, is_late), message)?;
    }
    for (prefix, version_time) in replaced {
        for member in family.members() {
            writer.supersede_others(member, &prefix, message, Some(version_time))?;
        }
    }
    for (report, location) in emptied {
        withdraw_if_empty(writer, family, &report, stated, message, location)?;
    }
    Ok(())
}

/// The report of a result, where a statement takes a result back.
fn report_of(entry: &EntryStatement) -> Option<String> {
    let withdrawn = matches!(entry.action, EntryAction::Withdraw(_));
    let members = entry.key.strip_prefix("obx:").filter(|_| withdrawn)?;
    // The result's own code and sub-id are the last two parts of its key.
    let report = members.rsplitn(3, ':').nth(2)?;
    Some(report.to_owned())
}

/// A report of which every result was taken back says nothing any more: it leaves with them.
fn withdraw_if_empty(
    writer: &Writer<'_>,
    family: &Family,
    report: &str,
    stated: i64,
    message: MessageId,
    location: SourceLocation,
) -> Result<(), StoreError> {
    for member in family.members() {
        if writer.has_current(member, &format!("obx:{report}:"))? {
            return Ok(());
        }
    }
    let key = format!("obr:{report}");
    let patient = family.home(writer, &key)?;
    let Some(standing) = writer.current_entry(patient, &key)?.filter(|standing| !standing.withdrawn) else {
        return Ok(());
    };
    writer.withdraw_entry(NewEntry {
        patient,
        key: &key,
        section: standing.section,
        state: EntryState::Withdrawn,
        resource: standing.resource,
        source: SourceCoding::default(),
        location,
        version_time: Some(stated.max(standing.version_time.unwrap_or(i64::MIN))),
        message,
    })?;
    Ok(())
}

fn apply_one(
    writer: &Writer<'_>,
    patient: PatientId,
    entry: EntryStatement,
    (version_time, is_late): (i64, bool),
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
    } else if is_late {
        writer.put_history(&new)?;
    } else {
        writer.put_entry(&new)?;
    }
    Ok(())
}
