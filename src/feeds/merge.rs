//! Merges: a source says that two of its numbers were always one person.

use super::link;
use super::source::{self, Bearer};
use crate::identity::{ConflictKind, Known, MergeVerdict, merge_verdict};
use crate::record::{Identifier, IdentifierKind, MessageId, Patient, Statement};
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
    let local = |number: &&Identifier| number.kind == IdentifierKind::Local && !number.is_placeholder();
    let mut locals = statement.merges.iter().filter(local).peekable();
    if locals.peek().is_none() {
        for number in source::nhs_numbers(&statement.merges) {
            retire_nhs_number(writer, feed, survivor, (statement, number), message)?;
        }
    }
    for identifier in locals {
        let held: Vec<Identifier> =
            std::iter::once(identifier).chain(source::nhs_numbers(&statement.merges)).cloned().collect();
        if let Some(loser) = bearer(writer, feed, statement, &held, message)? {
            retire(writer, survivor, &loser, message)?;
        }
    }
    Ok(())
}

/// The patient of the source who bears the first of these numbers, all of which are learned.
fn bearer(
    writer: &Writer<'_>,
    feed: i64,
    statement: &Statement,
    held: &[Identifier],
    message: MessageId,
) -> Result<Option<KeptPatient>, StoreError> {
    let Some(source) = source::source(statement, held) else { return Ok(None) };
    let mut loser = match source.bearer(writer, &Patient::default(), false)? {
        Bearer::Known(known) | Bearer::Renamed(known) => known,
        Bearer::New(key) => writer.add_patient(&key, feed)?,
        Bearer::TooMany => return Ok(None),
    };
    let mut now = loser.patient.clone();
    now.learn_identifiers(held);
    let counted = loser.counted;
    writer.save_patient(&mut loser, now, counted, statement.stated, message)?;
    Ok(Some(loser))
}

/// Retires an NHS number that comes without a local one: of the patients of the feed who bear it,
/// the one; of several, which is meant would be a guess.
fn retire_nhs_number(
    writer: &Writer<'_>,
    feed: i64,
    survivor: &KeptPatient,
    (statement, number): (&Statement, &Identifier),
    message: MessageId,
) -> Result<(), StoreError> {
    let bearers = writer.holders_in_feed(number, feed)?;
    let unclear = |reason| {
        let mut patients = bearers.clone();
        patients.push(survivor.id);
        patients.sort_unstable();
        patients.dedup();
        writer.conflict(ConflictKind::MergeUnclear, &patients, reason, Some(message))
    };
    match bearers.as_slice() {
        [] => match bearer(writer, feed, statement, std::slice::from_ref(number), message)? {
            Some(loser) => retire(writer, survivor, &loser, message),
            None => unclear("a merge retires an NHS number under which more people came than one number can mean"),
        },
        [only] if *only == survivor.id => {
            unclear("a merge retires an NHS number that the surviving patient bears as well")
        }
        [only] => match writer.patient(*only)? {
            Some(loser) => retire(writer, survivor, &loser, message),
            None => Ok(()),
        },
        _ => unclear("a merge retires an NHS number that several patients of the source bear"),
    }
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
