//! Whom the message is about, and whether each resource is about the same person.

use std::collections::HashSet;

use super::document::{Document, Place};
use super::json::Node;
use super::patient::is_nhs_system;
use super::scan::{Flavour, Scan, Subject};
use super::{Rejection, RejectionReason};

/// The people of the message: mostly one.
pub(super) enum Who {
    /// The patients of the message, by their slots; several only where a `Person` says that they are
    /// one, as an export has it.
    Patients(Vec<usize>),
    /// Nobody but a number in the subject of every resource: its system and value.
    Number(Option<String>, String),
}

/// What a resource's subject is to the people of the message.
pub(super) enum About {
    /// One of them, by the slot, or the only one where it does not say.
    Patient(Option<usize>),
    /// Somebody of whom the message holds nothing, which GP Connect servers do for the same person.
    Unknown,
    /// Not a person.
    Other,
}

/// Finds the people, and refuses where there are several.
pub(super) fn who(document: &Document<'_>, scan: &Scan) -> Result<Who, Rejection> {
    let patients = if scan.patients.is_empty() { contained(document) } else { distinct(document, &scan.patients) };
    let (Some(first), second) = (patients.first(), patients.get(1)) else { return by_number(document, scan) };
    let linked = scan.persons.iter().any(|person| patients.iter().all(|patient| person.contains(patient)));
    if let Some(second) = second.filter(|_| !linked) {
        return Err(document.rejection(*second, "", RejectionReason::MoreThanOnePatient));
    }
    let number = if second.is_none() { nhs_number(&document.node(*first)) } else { None };
    for (place, ties) in scan.ties.iter().enumerate() {
        let Some(subject) = &ties.subject else { continue };
        let known = subject.reference.as_deref().and_then(|text| document.resolve(place, text).first());
        let other = match known {
            Some(target) => document.slots[target].kind == "Patient" && !patients.contains(&target),
            // By the rules of GP Connect an answer is about one person, whatever its references say.
            None => {
                other_number(subject, number.as_deref()) || (stranger(subject) && scan.flavour != Flavour::GpConnect)
            }
        };
        if other || (known.is_some() && other_number(subject, number.as_deref())) {
            let below = format!("/{}", subject.element);
            return Err(document.rejection(place, &below, RejectionReason::MoreThanOnePatient));
        }
    }
    Ok(Who::Patients(patients))
}

/// Whether a subject names a patient that the message does not hold, and nothing else.
fn stranger(subject: &Subject) -> bool {
    let is_patient = |text: &str| text.contains("Patient/") || text.starts_with("urn:uuid:");
    subject.identifier.is_none() && subject.reference.as_deref().is_some_and(is_patient)
}

/// Whether a subject bears another NHS number.
fn other_number(subject: &Subject, number: Option<&str>) -> bool {
    let Some((system, value)) = &subject.identifier else { return false };
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    is_nhs_system(system.as_deref()) && number.is_some_and(|number| digits(number) != digits(value))
}

fn nhs_number(node: &Node<'_>) -> Option<String> {
    let identifiers = node.items("identifier").iter();
    let mut nhs = identifiers.filter(|identifier| is_nhs_system(identifier.text_of("system")));
    nhs.find_map(|identifier| identifier.string_of("value"))
}

/// The patients, those left out that are sent twice word for word.
fn distinct(document: &Document<'_>, patients: &[usize]) -> Vec<usize> {
    let mut seen = HashSet::new();
    let words = |number: usize| {
        let mut words = String::new();
        document.node(number).write(&mut words);
        words
    };
    if patients.len() == 1 {
        return patients.to_vec();
    }
    patients.iter().copied().filter(|number| seen.insert(words(*number))).collect()
}

/// A patient that is contained in the only resource of the message.
fn contained(document: &Document<'_>) -> Vec<usize> {
    let slots = document.slots.iter().enumerate();
    let is_contained = |slot: &super::document::Slot<'_>| matches!(slot.place, Place::Contained(..));
    slots.filter(|(_, slot)| slot.kind == "Patient" && is_contained(slot)).map(|(number, _)| number).collect()
}

/// Where no patient is sent: the one number that every subject bears.
fn by_number(document: &Document<'_>, scan: &Scan) -> Result<Who, Rejection> {
    let mut found: Option<(Option<String>, String)> = None;
    let mut references = HashSet::new();
    for (place, ties) in scan.ties.iter().enumerate() {
        let Some(subject) = &ties.subject else { continue };
        references.extend(subject.reference.as_deref());
        let differs = subject.identifier.as_ref().is_some_and(|number| found.as_ref().is_some_and(|it| it != number));
        if differs || references.len() > 1 {
            let below = format!("/{}", subject.element);
            return Err(document.rejection(place, &below, RejectionReason::MoreThanOnePatient));
        }
        found = found.or_else(|| subject.identifier.clone());
    }
    if let Some((system, value)) = found {
        return Ok(Who::Number(system, value));
    }
    let only = |kind: &str| document.slots.iter().all(|slot| slot.kind == kind || slot.kind == "Bundle");
    let kind = ["Bundle", "OperationOutcome"].into_iter().find(|kind| only(kind));
    let reason = kind.map_or(RejectionReason::NoPatient, |kind| RejectionReason::NothingToRead(kind.to_owned()));
    Err(document.rejection(0, "", reason))
}

impl Who {
    /// Whom a resource is about.
    pub(super) fn of(&self, document: &Document<'_>, scan: &Scan, number: usize) -> About {
        let Self::Patients(patients) = self else { return About::Patient(None) };
        let only = (patients.len() == 1).then(|| patients[0]);
        let holder = match document.slots[number].place {
            Place::Contained(holder, _) => holder,
            _ => number,
        };
        let subject = scan.ties[number].subject.as_ref().or(scan.ties[holder].subject.as_ref());
        let Some(subject) = subject else { return About::Patient(only) };
        let Some(text) = &subject.reference else { return About::Patient(only) };
        match document.resolve(number, text).first() {
            // Patients that are sent twice are one.
            Some(target) if document.slots[target].kind == "Patient" => {
                About::Patient(if patients.contains(&target) { Some(target) } else { only })
            }
            Some(_) => About::Other,
            None if subject.identifier.is_some() => About::Patient(only),
            None if ["Group/", "Device/", "Location/", "Practitioner/"].iter().any(|kind| text.starts_with(kind)) => {
                About::Other
            }
            None => About::Unknown,
        }
    }
}
