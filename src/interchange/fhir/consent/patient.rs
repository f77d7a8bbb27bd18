//! Whose consent it is, and whether they agreed themselves.

use super::elements::of_part;
use super::look::Look;
use super::{Performer, Problem};
use crate::interchange::fhir::read::document::{Document, Target};
use crate::interchange::fhir::read::json::Node;
use crate::interchange::opt_out::usable;
use crate::record::NhsNumber;

/// The system of the NHS number.
pub(super) const NHS_NUMBER: &str = "https://fhir.nhs.uk/Id/nhs-number";
const OLDER: [&str; 2] = ["http://fhir.nhs.net/Id/nhs-number", "urn:oid:2.16.840.1.113883.2.1.4.1"];
/// The system of what allows somebody to speak for a patient, in a dcr store.
pub(super) const AUTHORITY: &str = "urn:x-dcr:proxy-authority";
/// Where the Personal Demographics Service keeps its patients, by NHS number.
const DEMOGRAPHICS: &str = "/personal-demographics/FHIR/R4/Patient/";

/// Somebody whom a reference names.
#[derive(PartialEq, Eq)]
struct Named {
    reference: Option<String>,
    slot: Option<usize>,
    number: Option<NhsNumber>,
}

/// The patient's NHS number, or why it cannot be told.
pub(super) fn nhs_number(document: &Document<'_>, from: usize, consent: &Node<'_>) -> Result<NhsNumber, Problem> {
    let at = "Consent.patient";
    let node = consent.get("patient").ok_or_else(|| Problem::new(at, "PCF requires it, and it is not there"))?;
    if !matches!(node, Node::Object(_)) {
        return Err(Problem::new(at, "expected a reference"));
    }
    let mut numbers = Vec::new();
    if let Some(identifier) = node.get("identifier") {
        numbers.extend(number_of(identifier, "Consent.patient.identifier")?);
    }
    if let Some(reference) = node.text_of("reference") {
        numbers.extend(behind(document, from, reference, numbers.is_empty())?);
    }
    numbers.sort_unstable();
    numbers.dedup();
    match numbers[..] {
        [number] => Ok(number),
        [] => Err(Problem::new(at, "no NHS number can be found for the person whom it names")),
        _ => Err(Problem::new(at, "it names more than one NHS number")),
    }
}

/// The NHS numbers of the patient behind a reference. Where a number is known already, the patient
/// need not be in the file.
fn behind(document: &Document<'_>, from: usize, reference: &str, needed: bool) -> Result<Vec<NhsNumber>, Problem> {
    let at = "Consent.patient.reference";
    if let Some((_, number)) = reference.split_once(DEMOGRAPHICS) {
        return usable(number).map(|number| vec![number]).map_err(|why| Problem::new(at, why.to_string()));
    }
    let slot = match document.resolve(from, reference) {
        Target::Found(slot) => slot,
        Target::Ambiguous(_) => return Err(Problem::new(at, "several resources in the file bear that name")),
        Target::Missing if needed => {
            return Err(Problem::new(at, "the patient is not in the file, and no NHS number stands beside"));
        }
        Target::Missing => return Ok(Vec::new()),
    };
    if document.slots[slot].kind != "Patient" {
        return Err(Problem::new(at, "it leads to something else than a Patient"));
    }
    let patient = document.node(slot);
    let mut numbers = Vec::new();
    for identifier in patient.items("identifier") {
        numbers.extend(number_of(identifier, "Patient.identifier")?);
    }
    Ok(numbers)
}

/// The number of an identifier; none of one of another system.
fn number_of(identifier: &Node<'_>, at: &str) -> Result<Option<NhsNumber>, Problem> {
    let system = identifier.text_of("system").unwrap_or_default();
    if system != NHS_NUMBER && !OLDER.contains(&system) {
        return Ok(None);
    }
    let number = usable(identifier.text_of("value").unwrap_or_default());
    number.map(Some).map_err(|why| Problem::new(at, why.to_string()))
}

/// Who agreed.
pub(super) fn performers(look: &mut Look, document: &Document<'_>, from: usize, consent: &Node<'_>) -> Vec<Performer> {
    let at = "Consent.performer";
    let patient = consent.get("patient").map(|node| named(document, from, node));
    let mut found = Vec::new();
    for node in look.objects(consent, "Consent", "performer") {
        look.members(node, at, |name| of_part(name, &["reference", "identifier"]));
        let named = named(document, from, node);
        let same = patient.as_ref().is_some_and(|patient| {
            let any = |one: bool, other: bool| one && other;
            any(named.slot.is_some(), named.slot == patient.slot)
                || any(named.reference.is_some(), named.reference == patient.reference)
                || any(named.number.is_some(), named.number == patient.number)
        });
        if same {
            found.push(Performer::Patient);
            continue;
        }
        if let Some(identifier) = node.get("identifier").filter(|it| it.text_of("system") == Some(AUTHORITY)) {
            let authority = identifier.string_of("value").unwrap_or_default();
            found.push(Performer::Proxy { authority, relationship: node.string_of("display") });
            continue;
        }
        let kind = named.slot.map(|slot| document.slots[slot].kind.clone().into_owned());
        let kind = kind.or_else(|| node.string_of("type"));
        let kind = kind.or_else(|| Some(named.reference?.rsplit('/').nth(1)?.to_owned()));
        let kind = kind.filter(|kind| kind.len() <= 64 && kind.bytes().all(|byte| byte.is_ascii_alphabetic()));
        found.push(Performer::Other(kind.unwrap_or_default()));
    }
    if found.is_empty() && consent.get("performer").is_none() {
        look.missing(at);
    }
    found
}

fn named(document: &Document<'_>, from: usize, node: &Node<'_>) -> Named {
    let reference = node.string_of("reference");
    let slot = reference.as_deref().and_then(|reference| match document.resolve(from, reference) {
        Target::Found(slot) => Some(slot),
        Target::Ambiguous(_) | Target::Missing => None,
    });
    let own = node.get("identifier").and_then(|identifier| number_of(identifier, "").ok().flatten());
    let behind = || behind(document, from, reference.as_deref()?, true).ok()?.first().copied();
    Named { number: own.or_else(behind), slot, reference }
}
