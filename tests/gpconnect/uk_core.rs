//! UK Core, Care Connect and PDS: read, or refused for a named reason, and never a panic.

use std::collections::BTreeMap;
use std::path::Path;

use dcr::interchange::fhir::read::{header, masked_lines, statements};
use dcr::interchange::hl7v2::Mask;
use dcr::record::{FlagKind, NhsNumberStatus, Resource, Section, SignalKind};
use serde_json::json;

use crate::support::{corpus, read};

fn files(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|end| end == "json" || end == "xml") {
            found.push(path);
        }
    }
}

/// How many messages of a folder were read, and how many refused for which reason.
fn outcomes(folder: &str) -> Option<(usize, BTreeMap<&'static str, usize>)> {
    let mut found = Vec::new();
    files(&corpus(folder)?, &mut found);
    let (mut read, mut refused) = (0, BTreeMap::new());
    for path in found {
        let bytes = std::fs::read(&path).unwrap();
        let _ = (header(&bytes), masked_lines(&bytes, Mask { whereabouts: true, clinical: true }));
        match statements(&bytes) {
            Ok(_) => read += 1,
            Err(rejection) => *refused.entry(rejection.reason.slug()).or_default() += 1,
        }
    }
    Some((read, refused))
}

#[test]
fn the_published_examples_are_read_or_refused_by_name() {
    let folders = [
        "fhir/ukcore-r4-examples",
        "fhir/careconnect-stu3-examples",
        "fhir/pds",
        "fhir/stu3-examples",
        "fhir/test-cases/validator",
        "audit/ihe-balp",
        "consent/ihe-pcf",
    ];
    let all: Vec<_> = folders.into_iter().filter_map(|folder| Some((folder, outcomes(folder)?))).collect();
    if !all.is_empty() {
        insta::assert_debug_snapshot!("published_examples", all);
    }
}

#[test]
fn a_single_resource_names_its_patient_by_number() {
    let condition = json!({
        "resourceType": "Condition", "id": "c1",
        "meta": { "profile": ["https://fhir.hl7.org.uk/StructureDefinition/UKCore-Condition"], "lastUpdated": "2021-02-03T10:00:00Z" },
        "clinicalStatus": { "coding": [{ "code": "active" }] },
        "category": [{ "coding": [{ "code": "encounter-diagnosis" }] }],
        "code": { "text": "Asthma" },
        "subject": { "identifier": { "system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9990000018" } }
    });
    let statement = read(&condition);
    assert_eq!(statement.identifiers[0].value, "9990000018");
    assert_eq!(statement.identifiers[0].status, None, "nobody says that it is verified");
    assert_eq!(
        (statement.entries[0].key.as_str(), statement.entries[0].section),
        ("fhir:Condition/c1", Section::Diagnoses)
    );
    assert_eq!(statement.header.sent.unwrap().to_string(), "2021-02-03T10:00:00+00:00");
    assert!(!statement.demographics_count);
}

#[test]
fn a_restricted_person_is_restricted() {
    let patient = json!({
        "resourceType": "Patient", "id": "9990000018",
        "meta": { "security": [{ "system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "code": "R" }] },
        "identifier": [{
            "system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9990000018",
            "extension": [{
                "url": "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus",
                "valueCodeableConcept": { "coding": [{ "code": "number-present-and-verified" }] }
            }]
        }]
    });
    let statement = read(&patient);
    assert_eq!(statement.patient.restricted, Some(true));
    assert_eq!(statement.signals[0].kind, SignalKind::LocationHiding);
    assert_eq!(statement.identifiers[0].status, Some(NhsNumberStatus::NumberPresentAndVerified));
}

#[test]
fn resources_one_a_line_are_one_message() {
    let lines = [
        r#"{"resourceType":"Patient","id":"p","identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990000018"}]}"#,
        r#"{"resourceType":"Flag","id":"f","status":"active","code":{"text":"Dog"},"subject":{"reference":"Patient/p"}}"#,
    ];
    let statement = dcr::interchange::fhir::read::interpret(lines.join("\n").as_bytes()).unwrap();
    let Some(Resource::Flag(flag)) = &statement.entries[0].resource else { panic!("a flag") };
    assert_eq!((flag.kind, flag.code.label()), (FlagKind::Alert, "Dog"));
}
