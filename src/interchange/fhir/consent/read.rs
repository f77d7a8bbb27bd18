//! Reads consents out of a file.

use std::collections::BTreeMap;

use super::elements::{Standing, of_consent, of_part};
use super::look::Look;
use super::provision::provision;
use super::{Consent, ConsentStatus, Note, Problem, patient};
use crate::interchange::fhir::read::Rejection;
use crate::interchange::fhir::read::document::{Document, text_of};
use crate::interchange::fhir::read::json::Node;
use crate::record::NhsNumber;

/// The scope that PCF fixes.
const SCOPE: (&str, &str) = ("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy");
const LOINC: &str = "http://loinc.org";
const CATEGORIES: &str = "http://terminology.hl7.org/CodeSystem/consentcategorycodes";
const ACT_CODE: &str = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
/// Categories of a consent to the sharing of a record.
const CATEGORY: [(&str, &str); 8] = [
    (LOINC, "59284-0"),
    (LOINC, "57016-8"),
    (LOINC, "57017-6"),
    (LOINC, "64292-6"),
    (CATEGORIES, "idscl"),
    (CATEGORIES, "npp"),
    (ACT_CODE, "IDSCL"),
    (ACT_CODE, "INFA"),
];
/// What may stand in the file beside consents.
const BESIDE: [&str; 11] = [
    "Bundle",
    "DocumentReference",
    "Group",
    "OperationOutcome",
    "Organization",
    "Patient",
    "Practitioner",
    "PractitionerRole",
    "Provenance",
    "RelatedPerson",
    "CareTeam",
];

/// A consent of a file.
#[derive(Debug)]
pub struct Found {
    /// Which resource of the file it is, from 1, contained ones counted.
    pub ordinal: u32,
    /// Its id, where it has one that FHIR allows.
    pub id: Option<String>,
    /// `status`, where it is known: what is not in force need not be whole.
    pub status: Option<ConsentStatus>,
    /// Whether it denies, or permits less than everything to everybody; where that cannot be told it
    /// does.
    pub restricts: bool,
    /// Whether it is marked as made for a test (`meta.security` HTEST).
    pub test_data: bool,
    /// Whose it is.
    pub nhs_number: Result<NhsNumber, Problem>,
    /// What it says, or every element that makes it unreadable.
    pub consent: Result<Consent, Vec<Problem>>,
    /// What was left out of account.
    pub notes: Vec<Note>,
}

/// Reads every consent of a file: a bundle, resources one a line, or a single resource, in JSON or
/// XML. The notes are about the file as a whole.
///
/// # Errors
/// Where the file as a whole cannot be read, with the place.
pub fn read(bytes: &[u8]) -> Result<(Vec<Found>, Vec<Note>), Rejection> {
    let (text, in_place) = text_of(bytes)?;
    let document = Document::read(&text, in_place)?;
    let (mut consents, mut others) = (Vec::new(), BTreeMap::new());
    for (number, slot) in document.slots.iter().enumerate() {
        match slot.kind.as_ref() {
            "Consent" => consents.push(found(&document, number)),
            kind if BESIDE.contains(&kind) => {}
            kind => *others.entry(kind.to_owned()).or_insert(0_u64) += 1,
        }
    }
    let note = |(kind, count): (String, u64)| {
        Note::new(kind, format!("{count} of them, which no consent needs, were not read"))
    };
    Ok((consents, others.into_iter().take(50).map(note).collect()))
}

fn found(document: &Document<'_>, number: usize) -> Found {
    let node = document.node(number);
    let mut look = Look::default();
    let consent = consent(&mut look, document, number, &node);
    let status = node.text_of("status").and_then(|code| ConsentStatus::ALL.into_iter().find(|it| it.code() == code));
    let restricts = match &consent {
        Some(consent) if look.problems.is_empty() => denies(consent),
        _ => !surely_permits(&node),
    };
    let id = document.slots[number].id.as_deref().filter(|id| is_id(id)).map(ToOwned::to_owned);
    let whole = consent.filter(|_| look.problems.is_empty());
    Found {
        ordinal: u32::try_from(number + 1).unwrap_or(u32::MAX),
        id,
        status,
        restricts,
        test_data: is_test_data(&node),
        nhs_number: patient::nhs_number(document, number, &node),
        consent: whole.ok_or(look.problems),
        notes: look.notes,
    }
}

/// Whether a resource is labelled as test health data.
fn is_test_data(node: &Node<'_>) -> bool {
    let labels = node.get("meta").map_or(&[][..], |meta| meta.items("security"));
    labels.iter().any(|label| label.text_of("code") == Some("HTEST"))
}

/// Whether a text is an `id` of FHIR.
fn is_id(id: &str) -> bool {
    (1..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'))
}

fn denies(consent: &Consent) -> bool {
    let provision = &consent.provision;
    let limited = !provision.security_labels.is_empty() || provision.data_period || !provision.data.is_empty();
    let denied = !provision.permits || provision.exceptions.iter().any(|exception| !exception.permits);
    denied || limited || !provision.actors.is_empty()
}

/// Whether an unreadable consent at least permits everything to everybody.
fn surely_permits(node: &Node<'_>) -> bool {
    let Some(provision) = node.get("provision") else { return false };
    if node.members().iter().any(|(name, _)| matches!(of_consent(name), Standing::Refused(_))) {
        return false;
    }
    let known = ["type", "purpose", "period"];
    let permits = provision.text_of("type") == Some("permit");
    permits && provision.members().iter().all(|(name, _)| known.contains(&name.as_ref()))
}

/// Reads the resource; what is wrong with it is kept in `look`.
fn consent(look: &mut Look, document: &Document<'_>, number: usize, node: &Node<'_>) -> Option<Consent> {
    let at = "Consent";
    look.members(node, at, of_consent);
    let status = look.required_text(node, at, "status").and_then(|code| {
        let status = ConsentStatus::ALL.into_iter().find(|status| status.code() == code);
        if status.is_none() {
            look.problem("Consent.status", "expected a status of R4");
        }
        status
    });
    scope_and_category(look, node);
    if node.get("dateTime").is_none() {
        look.missing("Consent.dateTime");
    }
    let date_time = look.time(node, at, "dateTime");
    let performers = patient::performers(look, document, number, node);
    let organizations = organizations(look, node);
    let source = source(look, node);
    let policies = policies(look, node);
    let provision = match node.get("provision") {
        Some(Node::List(_)) => {
            look.problem("Consent.provision", "is a list, as in FHIR R5: expected one, as in R4");
            None
        }
        Some(node) => Some(provision(look, node, "Consent.provision", false)),
        None => {
            look.missing("Consent.provision");
            None
        }
    };
    Some(Consent {
        status: status?,
        date_time: date_time?,
        performers,
        organizations,
        source: source.as_ref().map(|(words, _)| words.clone())?,
        evidence: source?.1,
        policies,
        provision: provision?,
    })
}

fn scope_and_category(look: &mut Look, node: &Node<'_>) {
    let scope = look.concepts(node, "Consent", "scope");
    if node.get("scope").is_none() {
        look.missing("Consent.scope");
    } else if !scope.iter().any(|code| code.is(SCOPE.0, SCOPE.1)) {
        look.problem("Consent.scope", "is not about privacy: expected `patient-privacy`");
    }
    let categories = look.concepts(node, "Consent", "category");
    if node.get("category").is_none() {
        look.missing("Consent.category");
    } else if !categories.iter().any(|code| CATEGORY.iter().any(|(system, known)| code.is(system, known))) {
        look.problem(
            "Consent.category",
            "is not that of a consent to the sharing of a record, as far as is known here",
        );
    }
}

/// Each organisation, by its ODS code where it has one.
fn organizations(look: &mut Look, node: &Node<'_>) -> Vec<Option<String>> {
    let at = "Consent.organization";
    let mut found = Vec::new();
    for organization in look.objects(node, "Consent", "organization") {
        look.members(organization, at, |name| of_part(name, &["reference", "identifier"]));
        let ods = organization
            .get("identifier")
            .filter(|identifier| identifier.text_of("system") == Some("https://fhir.nhs.uk/Id/ods-organization-code"));
        let code = ods.and_then(|identifier| identifier.string_of("value"));
        found.push(code.filter(|code| code.len() <= 12 && code.bytes().all(|byte| byte.is_ascii_alphanumeric())));
    }
    if found.is_empty() && node.get("organization").is_none() {
        look.missing(at);
    }
    found
}

/// What shows the consent, in a few words, and by its number or its address where it has one.
fn source(look: &mut Look, node: &Node<'_>) -> Option<(String, Option<String>)> {
    match (node.get("sourceReference"), node.get("sourceAttachment")) {
        (Some(_), Some(_)) => {
            look.problem("Consent.source[x]", "there are two, expected one");
            None
        }
        (None, None) => {
            look.missing("Consent.source[x]");
            None
        }
        (Some(reference), None) => {
            let at = "Consent.sourceReference";
            look.members(reference, at, |name| of_part(name, &["reference", "identifier"]));
            let named = reference.text_of("reference");
            let value = reference.get("identifier").and_then(|identifier| identifier.text_of("value"));
            let evidence = value.or(named).map(short);
            let words = reference.text_of("display").map(short).or_else(|| evidence.clone());
            if words.is_none() {
                look.problem(at, "it names nothing");
            }
            words.map(|words| (words, evidence))
        }
        (None, Some(attachment)) => {
            let read = ["contentType", "data", "url", "title", "hash", "size", "creation", "language"];
            look.members(attachment, "Consent.sourceAttachment", |name| of_part(name, &read));
            let url = attachment.text_of("url").map(short);
            Some((attachment.text_of("title").map_or_else(|| "attached".to_owned(), short), url))
        }
    }
}

fn short(words: &str) -> String {
    words.chars().filter(|character| !character.is_control()).take(200).collect()
}

fn policies(look: &mut Look, node: &Node<'_>) -> Vec<String> {
    let at = "Consent.policy";
    let mut found = Vec::new();
    if node.get("policy").is_none() {
        look.missing("Consent.policy.uri");
    }
    for policy in look.objects(node, "Consent", "policy") {
        if policy.get("authority").is_some() {
            look.problem("Consent.policy.authority", "PCF does not use it");
        }
        look.members(policy, at, |name| of_part(name, &["uri", "authority"]));
        found.extend(look.required_text(policy, at, "uri").map(ToOwned::to_owned));
    }
    found
}
