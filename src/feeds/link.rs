//! Which source patients are one person, looked at again whenever something changes by which
//! people are told apart.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::identity::{BIRTH_DATE_UNKNOWN, ConflictKind, Known, Match, Occasion, compare};
use crate::record::{Identifier, IdentifierKind, MessageId, NhsNumber, london};
use crate::store::sqlite::{KeptPatient, StoredLink, Writer};
use crate::store::{PatientId, StoreError};

/// The most holders of one number that are compared. A number that more hold is a filler that
/// nobody has listed yet, and identifies nobody.
const MOST_HOLDERS: usize = 100;

/// Compares a patient with everybody who holds one of its numbers: makes the links that the
/// evidence allows, undoes those it no longer bears, and lists what it leaves open.
pub(super) fn relink(writer: &Writer<'_>, patient: &KeptPatient, message: MessageId) -> Result<(), StoreError> {
    let links = writer.links(patient.id)?;
    let mut others: BTreeSet<PatientId> = links.iter().map(|link| link.other).collect();
    for identifier in patient.patient.identifiers.iter().filter(|identifier| may_link(identifier)) {
        let holders = writer.holders(identifier, patient.id)?;
        if holders.len() > MOST_HOLDERS {
            let reason = "more people hold this number than one number can mean; it links nobody";
            writer.conflict(ConflictKind::NumberAlone, &[patient.id], reason, Some(message))?;
            continue;
        }
        others.extend(holders);
    }
    let today = writer.received().to_zoned(london().clone()).date();
    for other in others {
        let between: Vec<&StoredLink> = links.iter().filter(|link| link.other == other).collect();
        if let Some(known) = writer.patient(other)? {
            settle(writer, (patient, &known), &between, today, message)?;
        }
    }
    Ok(())
}

fn may_link(identifier: &Identifier) -> bool {
    match identifier.kind {
        IdentifierKind::NhsNumber => identifier.nhs_number().is_some_and(NhsNumber::may_identify),
        IdentifierKind::Local => true,
        IdentifierKind::Account => false,
    }
}

/// Brings the links between two patients in line with what is known of them now.
fn settle(
    writer: &Writer<'_>,
    (patient, known): (&KeptPatient, &KeptPatient),
    between: &[&StoredLink],
    today: Date,
    message: MessageId,
) -> Result<(), StoreError> {
    let do_not_link = between.iter().any(|link| link.kind == "do-not-link");
    let (left, right) =
        (Known { patient: &patient.patient, local: &[] }, Known { patient: &known.patient, local: &[] });
    let verdict = compare(&left, &right, &Occasion { today, do_not_link });
    let pair = [patient.id.min(known.id), patient.id.max(known.id)];
    let merged = between.iter().find(|link| link.kind == "merge");
    match verdict {
        Match::Link(evidence) => {
            if between.is_empty() && !writer.person_of(patient.id)?.contains(&known.id) {
                join(writer, (patient.id, known.id), evidence.kind(), &evidence.sentence(), message)?;
            }
        }
        // Other evidence joins them already: that this number would not have done so is no question.
        Match::Conflict { kind, reason }
            if (kind == ConflictKind::NumberNotVerified || reason == BIRTH_DATE_UNKNOWN)
                && between.iter().all(|link| link.kind == "merge")
                && writer.person_of(patient.id)?.contains(&known.id) => {}
        Match::Conflict { kind, reason } => {
            undo(writer, patient.id, between, |link| link.kind != "merge" || kind == ConflictKind::TwoNumbers)?;
            writer.conflict(kind, &pair, reason, Some(message))?;
        }
        Match::Distinct => undo(writer, patient.id, between, |link| link.kind != "merge")?,
    }
    if let Some(merge) = merged
        && two_numbers(&[&patient.patient, &known.patient])
    {
        undo(writer, patient.id, &[merge], |_| true)?;
        let reason =
            "a merge joined two patients whose verified NHS numbers now differ; it is undone until somebody decides";
        writer.conflict(ConflictKind::MergeAcrossNumbers, &pair, reason, Some(message))?;
    }
    Ok(())
}

/// Undoes the links between two patients that no longer stand on anything.
fn undo(
    writer: &Writer<'_>,
    patient: PatientId,
    links: &[&StoredLink],
    falls: impl Fn(&StoredLink) -> bool,
) -> Result<(), StoreError> {
    for link in links.iter().filter(|link| link.kind != "do-not-link" && falls(link)) {
        writer.undo_link(link.id, patient, link.other)?;
    }
    Ok(())
}

/// Links two patients, unless that would make one person of two verified NHS numbers by way of
/// others.
pub(super) fn join(
    writer: &Writer<'_>,
    (first, second): (PatientId, PatientId),
    kind: &str,
    evidence: &str,
    message: MessageId,
) -> Result<bool, StoreError> {
    let mut everybody = Vec::new();
    for id in writer.person_of(first)?.into_iter().chain(writer.person_of(second)?) {
        everybody.extend(writer.patient(id)?);
    }
    let patients: Vec<_> = everybody.iter().map(|kept| &kept.patient).collect();
    if two_numbers(&patients) {
        let reason = "a link would make one person of two verified NHS numbers";
        writer.conflict(ConflictKind::TwoNumbers, &[first.min(second), first.max(second)], reason, Some(message))?;
        return Ok(false);
    }
    writer.link(first, second, kind, evidence, Some(message))?;
    writer.resolve_within_person(ConflictKind::NumberNotVerified, None, first)?;
    writer.resolve_within_person(ConflictKind::NumberAlone, Some(BIRTH_DATE_UNKNOWN), first)?;
    Ok(true)
}

/// Whether these patients hold more than one verified NHS number among them.
fn two_numbers(patients: &[&crate::record::Patient]) -> bool {
    let verified = |patient: &crate::record::Patient| {
        patient
            .identifiers
            .iter()
            .filter(|identifier| identifier.is_verified())
            .filter_map(Identifier::nhs_number)
            .collect::<Vec<_>>()
    };
    let numbers: BTreeSet<NhsNumber> = patients.iter().flat_map(|patient| verified(patient)).collect();
    numbers.len() > 1
}
