//! Bundles for the tests, and reading them.

use std::path::PathBuf;

use dcr::interchange::fhir::read::{Rejection, interpret};
use dcr::record::{EntryStatement, Flag, FlagKind, Resource, Section, Statement};
use serde_json::{Value, json};

const GPC: &str = "https://fhir.nhs.uk/STU3/StructureDefinition";

/// A folder of the corpus, where it is at hand.
pub(crate) fn corpus(folder: &str) -> Option<PathBuf> {
    Some(PathBuf::from(std::env::var_os("DCR_CORPUS")?).join(folder))
}

/// A patient of a practice, with a verified number of the test range.
pub(crate) fn patient() -> Value {
    json!({
        "resourceType": "Patient", "id": "p", "meta": { "profile": [format!("{GPC}/CareConnect-GPC-Patient-1")] },
        "identifier": [nhs_number("9990000018")],
        "name": [{ "use": "official", "family": "Smith", "given": ["Anne"], "prefix": ["Mrs"] }],
        "gender": "female", "birthDate": "1980-02-03",
        "address": [{ "use": "home", "line": ["1 Quay Road"], "city": "Poole", "postalCode": "BH15 1AA" }],
        "managingOrganization": { "reference": "Organization/o" }
    })
}

/// A verified NHS number.
pub(crate) fn nhs_number(digits: &str) -> Value {
    let status = json!({ "coding": [{ "code": "01", "display": "Number present and verified" }] });
    let url = format!("{GPC}/Extension-CareConnect-GPC-NHSNumberVerificationStatus-1");
    json!({
        "extension": [{ "url": url, "valueCodeableConcept": status }],
        "system": "https://fhir.nhs.uk/Id/nhs-number", "value": digits
    })
}

fn practice() -> Value {
    let identifier = json!({ "system": "https://fhir.nhs.uk/Id/ods-organization-code", "value": "J81999" });
    json!({ "resourceType": "Organization", "id": "o", "identifier": [identifier], "name": "Quay Surgery" })
}

/// A GP Connect answer about the patient.
pub(crate) fn answer(resources: &[Value]) -> Value {
    let all = [patient(), practice()].into_iter().chain(resources.iter().cloned());
    let entries: Vec<Value> = all.map(|resource| json!({ "resource": resource })).collect();
    let profile = format!("{GPC}/GPConnect-StructuredRecord-Bundle-1");
    json!({ "resourceType": "Bundle", "meta": { "profile": [profile] }, "type": "collection", "entry": entries })
}

/// A list of a code with its items.
pub(crate) fn list(code: &str, title: &str, items: &[&str]) -> Value {
    let entries: Vec<Value> = items.iter().map(|item| json!({ "item": { "reference": item } })).collect();
    json!({
        "resourceType": "List", "status": "current", "mode": "snapshot", "title": title,
        "code": { "coding": [{ "system": "http://snomed.info/sct", "code": code }] },
        "subject": { "reference": "Patient/p" }, "entry": entries
    })
}

/// An allergy to something.
pub(crate) fn allergy(id: &str, words: &str) -> Value {
    json!({
        "resourceType": "AllergyIntolerance", "id": id, "clinicalStatus": "active", "verificationStatus": "unconfirmed",
        "category": ["medication"], "code": { "text": words }, "patient": { "reference": "Patient/p" },
        "assertedDate": "2018-01-02"
    })
}

/// A coded observation.
pub(crate) fn observation(id: &str, words: &str) -> Value {
    json!({
        "resourceType": "Observation", "id": id, "status": "final", "code": { "text": words },
        "subject": { "reference": "Patient/p" }, "effectiveDateTime": "2018-03-04"
    })
}

pub(crate) fn try_read(bundle: &Value) -> Result<Statement, Rejection> {
    interpret(bundle.to_string().as_bytes())
}

pub(crate) fn read(bundle: &Value) -> Statement {
    try_read(bundle).unwrap_or_else(|rejection| panic!("{rejection}"))
}

/// What an answer with these resources says.
pub(crate) fn read_answer(resources: &[Value]) -> Statement {
    read(&answer(resources))
}

/// The entry of a key.
pub(crate) fn entry<'s>(statement: &'s Statement, key: &str) -> &'s EntryStatement {
    let keys: Vec<&str> = statement.entries.iter().map(|entry| entry.key.as_str()).collect();
    statement.entries.iter().find(|entry| entry.key == key).unwrap_or_else(|| panic!("no {key} in {keys:?}"))
}

/// The resource of the entry of a key.
pub(crate) fn resource<'s>(statement: &'s Statement, key: &str) -> &'s Resource {
    entry(statement, key).resource.as_ref().unwrap()
}

/// The notices of a kind in a section, in words.
pub(crate) fn notices(statement: &Statement, section: Section, kind: FlagKind) -> Vec<String> {
    let flag = |entry: &EntryStatement| match &entry.resource {
        Some(Resource::Flag(flag @ Flag { .. })) if entry.section == section && flag.kind == kind => {
            Some(flag.code.label().to_owned())
        }
        _ => None,
    };
    statement.entries.iter().filter_map(flag).collect()
}

/// What was odd, by the type of resource.
pub(crate) fn defects(statement: &Statement) -> Vec<String> {
    statement.defects.iter().map(|defect| format!("{}: {}", defect.location.segment, defect.problem)).collect()
}
