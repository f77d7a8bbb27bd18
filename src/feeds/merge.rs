//! Merges: a source says that two of its numbers were always one person.

use super::link;
use super::source::source_key;
use crate::identity::{ConflictKind, Known, MergeVerdict, merge_verdict};
use crate::record::{Identifier, IdentifierKind, MessageId, Statement};
use crate::store::sqlite::{KeptPatient, Writer};
use crate::store::{PatientId, StoreError};

/// Links each number that the message retires to the one that survives. A number that is not
/// registered yet is kept as retired, so that whatever comes for it later joins the survivor.
pub(super) fn apply(
    writer: &Writer<'_>,
    feed: i64,
    survivor: &KeptPatient,
    statement: &Statement,
    message: MessageId,
) -> Result<(), StoreError> {
    let locals = statement.merges.iter().filter(|identifier| identifier.kind == IdentifierKind::Local);
    for identifier in locals {
        let others: Vec<Identifier> =
            statement.merges.iter().filter(|other| other.kind == IdentifierKind::NhsNumber).cloned().collect();
        let held: Vec<Identifier> = std::iter::once(identifier.clone()).chain(others).collect();
        let Some(key) = source_key(statement, &held) else { continue };
        let mut loser = match writer.patient_of(&key)? {
            Some(known) => known,
            None => writer.add_patient(&key, feed)?,
        };
        let mut now = loser.patient.clone();
        now.learn_identifiers(&held);
        let counted = loser.counted;
        writer.save_patient(&mut loser, now, counted, statement.stated, message)?;
        retire(writer, survivor, &loser, message)?;
    }
    Ok(())
}

fn retire(
    writer: &Writer<'_>,
    survivor: &KeptPatient,
    loser: &KeptPatient,
    message: MessageId,
) -> Result<(), StoreError> {
    let pair = [survivor.id.min(loser.id), survivor.id.max(loser.id)];
    if loser.id == survivor.id || merged_into(writer, survivor.id, loser.id)? {
        let reason = "a merge retires a number into one that was itself retired into it";
        return writer.conflict(ConflictKind::MergeUnclear, &pair, reason, Some(message));
    }
    let links = writer.links(loser.id)?;
    let mut between = links.iter().filter(|link| link.other == survivor.id);
    let do_not_link = between.clone().any(|link| link.kind == "do-not-link");
    let (left, right) =
        (Known { patient: &survivor.patient, local: &[] }, Known { patient: &loser.patient, local: &[] });
    match merge_verdict(&left, &right, do_not_link) {
        MergeVerdict::Conflict { kind, reason } => writer.conflict(kind, &pair, reason, Some(message)),
        MergeVerdict::Link(evidence) => {
            let linked = between.any(|link| link.kind == "merge")
                || link::join(writer, (survivor.id, loser.id), evidence.kind(), &evidence.sentence(), message)?;
            if linked { writer.set_merged_into(loser.id, Some(survivor.id)) } else { Ok(()) }
        }
    }
}

/// Whether `patient` was retired, through any number of merges, into `other`.
fn merged_into(writer: &Writer<'_>, patient: PatientId, other: PatientId) -> Result<bool, StoreError> {
    let mut at = patient;
    for _ in 0..100 {
        match writer.patient(at)?.and_then(|kept| kept.merged_into) {
            Some(next) if next == other => return Ok(true),
            Some(next) => at = next,
            None => return Ok(false),
        }
    }
    Ok(true)
}
