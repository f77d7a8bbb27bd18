//! The bundle: as a whole, its inner references, and that the base definitions of R4 agree.

use std::collections::HashSet;

use dcr::interchange::fhir::r4::bundle;
use dcr::record::{AllergyStatus, ConditionStatus, EncounterStatus, EntryState, Resource};
use serde_json::{Value, json};

use crate::{definitions, loss, person, structure};

fn resources<'a>(bundle: &'a Value, kind: &str) -> Vec<&'a Value> {
    let entries = bundle["entry"].as_array().unwrap().iter();
    entries.map(|entry| &entry["resource"]).filter(|resource| resource["resourceType"] == kind).collect()
}

fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            found.extend(map.get("reference").and_then(Value::as_str).map(str::to_owned));
            map.values().for_each(|value| references(value, found));
        }
        Value::Array(list) => list.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

#[test]
fn the_whole_bundle_of_a_person() {
    insta::assert_json_snapshot!(bundle(&person::export()));
}

#[test]
fn the_same_export_makes_the_same_bundle() {
    assert_eq!(bundle(&person::export()).to_string(), bundle(&person::export()).to_string());
}

#[test]
fn every_reference_resolves_inside_the_bundle() {
    let bundle = bundle(&person::export());
    let entries = bundle["entry"].as_array().unwrap();
    let urls: HashSet<&str> = entries.iter().filter_map(|entry| entry["fullUrl"].as_str()).collect();
    assert_eq!(urls.len(), entries.len(), "each full URL is there once");
    for entry in entries {
        let resource = &entry["resource"];
        assert_eq!(entry["fullUrl"], json!(format!("urn:uuid:{}", resource["id"].as_str().unwrap())));
        let contained: Vec<String> = resource["contained"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|inner| format!("#{}", inner["id"].as_str().unwrap()))
            .collect();
        let mut found = Vec::new();
        references(resource, &mut found);
        assert!(contained.iter().all(|id| found.contains(id)), "what is contained is referred to");
        for reference in found {
            assert!(urls.contains(reference.as_str()) || contained.contains(&reference), "{reference}");
        }
    }
}

#[test]
fn every_clinical_resource_has_its_provenance() {
    let bundle = bundle(&person::export());
    let mut targets = Vec::new();
    for provenance in resources(&bundle, "Provenance") {
        references(&provenance["target"], &mut targets);
    }
    let clinical = person::export().entries.len();
    assert_eq!(targets.len(), clinical);
    assert_eq!(targets.iter().collect::<HashSet<_>>().len(), clinical);
}

#[test]
fn a_report_lists_its_lines_in_order() {
    let bundle = bundle(&person::export());
    let report = resources(&bundle, "DiagnosticReport")[0];
    let observations = resources(&bundle, "Observation");
    let line = |reference: &Value| {
        let id = reference["reference"].as_str().unwrap().trim_start_matches("urn:uuid:");
        observations.iter().find(|it| it["id"] == id).unwrap()["valueString"].as_str().map(str::to_owned)
    };
    let lines: Vec<String> = report["result"].as_array().unwrap().iter().filter_map(line).collect();
    assert_eq!(lines, ["First line of text", "  Second line of text", "1e5 10*9/L"]);
}

#[test]
fn an_entry_without_an_identity_is_never_given_to_another() {
    let mut export = person::export();
    export.identities.truncate(1);
    let bundle = bundle(&export);
    let patients = resources(&bundle, "Patient");
    assert_eq!(patients.len(), 2);
    assert!(patients[1].get("name").is_none() && patients[1].get("identifier").is_none());
    let condition = resources(&bundle, "Condition")[0];
    assert_eq!(condition["subject"]["reference"], json!(format!("urn:uuid:{}", patients[1]["id"].as_str().unwrap())));
    let issues = resources(&bundle, "OperationOutcome")[0]["issue"].as_array().unwrap();
    assert!(issues.iter().any(|issue| issue["code"] == "not-found"));
}

#[test]
fn an_entry_stands_under_the_identity_that_holds_it() {
    let mut export = person::export();
    let mut second = export.identities[0].clone();
    second.id = "acute-8".into();
    second.merged = true;
    export.identities.insert(0, second);
    export.entries[8].identity = Some("acute-8".into());
    let bundle = bundle(&export);
    let patients = resources(&bundle, "Patient");
    let url = |number: usize| json!(format!("urn:uuid:{}", patients[number]["id"].as_str().unwrap()));
    assert_eq!(resources(&bundle, "Encounter")[0]["subject"]["reference"], url(0));
    assert_eq!(resources(&bundle, "ServiceRequest")[0]["subject"]["reference"], url(1), "not the merged one by guess");
    assert_eq!((&patients[0]["active"], &patients[1]["active"]), (&json!(false), &json!(true)));
}

#[test]
fn what_a_source_took_back_is_entered_in_error() {
    let mut export = person::export();
    for exported in &mut export.entries {
        exported.entry.state = EntryState::Withdrawn;
        if let Resource::Condition(it) = &mut exported.entry.resource {
            it.clinical_status = ConditionStatus::Inactive;
        }
        if let Resource::AllergyIntolerance(it) = &mut exported.entry.resource {
            it.status = AllergyStatus::Ended;
        }
    }
    let bundle = bundle(&export);
    for entry in bundle["entry"].as_array().unwrap() {
        let resource = &entry["resource"];
        match resource["resourceType"].as_str().unwrap() {
            "Person" | "Patient" | "Organization" | "Provenance" | "OperationOutcome" => {}
            "RelatedPerson" => assert_eq!(resource["active"], false),
            "Condition" | "AllergyIntolerance" => {
                assert_eq!(resource["verificationStatus"]["coding"][0]["code"], "entered-in-error");
                assert!(resource.get("clinicalStatus").is_none(), "con-5, ait-2");
            }
            kind => assert_eq!(resource["status"], "entered-in-error", "{kind}"),
        }
    }
}

#[test]
fn a_place_is_as_far_along_as_its_encounter() {
    let cases = [
        (EncounterStatus::Planned, ["planned", "planned"]),
        (EncounterStatus::InProgress, ["completed", "active"]),
        (EncounterStatus::Finished, ["completed", "completed"]),
        (EncounterStatus::Cancelled, ["planned", "planned"]),
    ];
    for (status, [first, last]) in cases {
        let mut export = person::export();
        for exported in &mut export.entries {
            if let Resource::Encounter(it) = &mut exported.entry.resource {
                it.status = status;
            }
        }
        let bundle = bundle(&export);
        let places = resources(&bundle, "Encounter")[0]["location"].as_array().unwrap();
        let (front, back) = (&places[0]["status"], &places[places.len() - 1]["status"]);
        assert_eq!((front, back), (&json!(first), &json!(last)), "{status:?}");
    }
}

#[test]
fn an_entry_given_twice_is_written_once_and_said() {
    let mut export = person::export();
    export.entries.push(export.entries[0].clone());
    let bundle = bundle(&export);
    assert_eq!(resources(&bundle, "DiagnosticReport").len(), 1);
    let issues = resources(&bundle, "OperationOutcome")[0]["issue"].as_array().unwrap();
    assert!(issues.iter().any(|issue| issue["code"] == "duplicate"));
}

/// The base definitions of R4 agree, as far as the corpus is at hand; without it the bundle is at
/// least held against itself above.
#[test]
fn the_definitions_of_r4_agree() {
    let bundles = [bundle(&person::export()), bundle(&loss::full_export())];
    assert!(bundles.iter().all(|bundle| bundle["type"] == "collection"));
    let Some(definitions) = definitions::Definitions::from_corpus() else { return };
    for bundle in &bundles {
        assert_eq!(structure::problems(bundle, &definitions), Vec::<String>::new());
    }
    let spoilt: [fn(&mut Value); 6] = [
        |it| it["status"] = json!("done"),
        |it| it["colour"] = json!("red"),
        |it| it["subject"] = json!([]),
        |it| it["effectiveDateTime"] = json!("2018-13"),
        |it| it["identifier"] = json!({ "value": "1" }),
        |it| drop(it.as_object_mut().unwrap().remove("code")),
    ];
    for (number, spoil) in spoilt.iter().enumerate() {
        let mut report = resources(&bundles[0], "DiagnosticReport")[0].clone();
        spoil(&mut report);
        assert_eq!(structure::problems(&report, &definitions).len(), 1, "the witness sees violation {number}");
    }
}
