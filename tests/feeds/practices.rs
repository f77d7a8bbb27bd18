//! What practices send by GP Connect, through the doors: snapshots that replace only what they carry,
//! and nothing lost on the way in and out.

use dcr::record::Section;
use dcr::store::sqlite::SqliteStore;
use dcr::store::{RecordQuery, Store};
use serde_json::{Value, json};

use super::support::{dead_letters, ingest, open, store};

const ALLERGIES: &str = "886921000000105";
const PROBLEMS: &str = "717711000000103";

fn list(code: &str, items: &[&str]) -> Value {
    let items: Vec<Value> = items.iter().map(|item| json!({ "item": { "reference": item } })).collect();
    json!({ "resource": {
        "resourceType": "List", "id": code, "status": "current", "mode": "snapshot",
        "code": { "coding": [{ "system": "http://snomed.info/sct", "code": code }] },
        "subject": { "reference": "Patient/1" }, "entry": items
    } })
}

fn allergy(id: &str, words: &str) -> Value {
    json!({ "resource": {
        "resourceType": "AllergyIntolerance", "id": id, "clinicalStatus": "active", "verificationStatus": "unconfirmed",
        "code": { "text": words }, "patient": { "reference": "Patient/1" }, "assertedDate": "2018-03-01"
    } })
}

fn problem(id: &str, words: &str) -> Value {
    json!({ "resource": {
        "resourceType": "Condition", "id": id, "clinicalStatus": "active", "code": { "text": words },
        "subject": { "reference": "Patient/1" }, "assertedDate": "2018-03-01"
    } })
}

/// An answer of the practice J81001 about the person of this number.
fn answer(number: &str, resources: &[Value]) -> Vec<u8> {
    let mut entries = vec![
        json!({ "resource": {
            "resourceType": "Patient", "id": "1",
            "identifier": [{
                "extension": [{
                    "url": "https://fhir.nhs.uk/STU3/StructureDefinition/Extension-CareConnect-GPC-NHSNumberVerificationStatus-1",
                    "valueCodeableConcept": { "coding": [{ "code": "01" }] }
                }],
                "system": "https://fhir.nhs.uk/Id/nhs-number", "value": number
            }],
            "name": [{ "use": "official", "family": "Ridgeway", "given": ["Rose"] }],
            "birthDate": "1950-04-02", "managingOrganization": { "reference": "Organization/1" }
        } }),
        json!({ "resource": {
            "resourceType": "Organization", "id": "1", "name": "The practice",
            "identifier": [{ "system": "https://fhir.nhs.uk/Id/ods-organization-code", "value": "J81001" }]
        } }),
    ];
    entries.extend_from_slice(resources);
    json!({
        "resourceType": "Bundle", "type": "collection",
        "meta": { "profile": ["https://fhir.nhs.uk/STU3/StructureDefinition/GPConnect-StructuredRecord-Bundle-1"] },
        "entry": entries
    })
    .to_string()
    .into_bytes()
}

fn take_in(store: &mut SqliteStore, message: &[u8]) {
    let totals = ingest(store, "test", message);
    assert_eq!((totals.received, totals.applied), (1, 1), "{:?}", dead_letters(store));
}

/// The titles of what a section shows, notices of the system apart.
fn shown(store: &mut SqliteStore, section: Section) -> Vec<String> {
    let viewing = open(store, "9990000018");
    let record = store.record(&viewing, &RecordQuery::default()).unwrap();
    let entries = record.sections.into_iter().filter(|shown| shown.section == section).flat_map(|shown| shown.entries);
    let entries = entries.filter(|entry| !matches!(entry.resource, Some(dcr::record::Resource::Flag(_))));
    entries.map(|entry| entry.label).collect()
}

#[test]
fn a_later_answer_replaces_only_the_lists_it_carries() {
    let mut store = store();
    let both = [
        list(ALLERGIES, &["AllergyIntolerance/a", "AllergyIntolerance/b"]),
        allergy("a", "Penicillin"),
        allergy("b", "Latex"),
        list(PROBLEMS, &["Condition/p"]),
        problem("p", "Asthma"),
    ];
    take_in(&mut store, &answer("9990000018", &both));
    assert_eq!(shown(&mut store, Section::Allergies).len(), 2);
    let fewer = [list(ALLERGIES, &["AllergyIntolerance/b"]), allergy("b", "Latex")];
    take_in(&mut store, &answer("9990000018", &fewer));
    assert_eq!(shown(&mut store, Section::Allergies), ["Latex"]);
    assert_eq!(shown(&mut store, Section::Problems), ["Asthma"], "a list that is absent says nothing");
    // Never deleted: an answer of before, come again after another, stands again.
    take_in(&mut store, &answer("9990000018", &both));
    assert_eq!(shown(&mut store, Section::Allergies).len(), 2);
    let again = ingest(&mut store, "test", &answer("9990000018", &both));
    assert_eq!((again.received, again.duplicate), (1, 1), "said twice in a row it is a duplicate");
}

#[test]
fn an_empty_list_leaves_nothing_standing_and_says_that_nothing_is_available() {
    let mut store = store();
    let one = [list(ALLERGIES, &["AllergyIntolerance/a"]), allergy("a", "Penicillin")];
    take_in(&mut store, &answer("9990000018", &one));
    take_in(&mut store, &answer("9990000018", &[list(ALLERGIES, &[])]));
    assert!(shown(&mut store, Section::Allergies).is_empty());
    let viewing = open(&mut store, "9990000018");
    let all = serde_json::to_string(&store.record(&viewing, &RecordQuery::default()).unwrap()).unwrap();
    assert!(all.contains("information not available") && !all.to_lowercase().contains("no known allerg"));
}

#[test]
fn a_person_with_a_placeholder_is_known_by_the_number_of_the_practice() {
    let mut store = store();
    take_in(&mut store, &answer("9999999999", &[list(PROBLEMS, &["Condition/p"]), problem("p", "Asthma")]));
    let viewing = open(&mut store, "J81001/Patient:1");
    let person = store.person(&viewing, &RecordQuery::default()).unwrap();
    assert_eq!(person.sources.len(), 1);
}
