//! The twelve published GP Connect bundles: every resource counted by type, and each list's items
//! under its section as the list counts them.

use std::collections::BTreeMap;

use dcr::interchange::fhir::read::interpret;
use dcr::record::{AllergyStatus, FlagKind, MedicationRequestIntent, Observation, Resource, Section, Statement};
use serde_json::Value;

use crate::support::{corpus, notices};

/// Types that are read through others and make no entries.
const THROUGH_OTHERS: [&str; 10] = [
    "HealthcareService",
    "List",
    "Location",
    "Medication",
    "Organization",
    "Patient",
    "Practitioner",
    "PractitionerRole",
    "QuestionnaireResponse",
    "Specimen",
];

fn bundles() -> Vec<(String, Value, Statement)> {
    let Some(folder) = corpus("fhir/gpconnect-structured-stu3") else { return Vec::new() };
    let mut bundles = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).unwrap();
        let statement = interpret(&bytes).unwrap_or_else(|rejection| panic!("{name}: {rejection}"));
        bundles.push((name, serde_json::from_slice(&bytes).unwrap(), statement));
    }
    assert_eq!(bundles.len(), 12);
    bundles
}

fn resources(bundle: &Value) -> Vec<&Value> {
    let top = bundle["entry"].as_array().unwrap().iter().map(|entry| &entry["resource"]);
    let all = top.flat_map(|resource| {
        let contained = resource["contained"].as_array().into_iter().flatten();
        std::iter::once(resource).chain(contained)
    });
    all.collect()
}

#[test]
fn every_resource_is_counted_by_type() {
    for (name, bundle, statement) in bundles() {
        let mut sent: BTreeMap<&str, usize> = BTreeMap::new();
        for resource in resources(&bundle) {
            let kind = resource["resourceType"].as_str().unwrap();
            if !THROUGH_OTHERS.contains(&kind) {
                *sent.entry(kind).or_default() += 1;
            }
        }
        let mut read: BTreeMap<&str, usize> = BTreeMap::new();
        let is_flag = |resource: &Option<Resource>| matches!(resource, Some(Resource::Flag(_)));
        let is_contact = |resource: &Option<Resource>| matches!(resource, Some(Resource::RelatedPerson(_)));
        for entry in &statement.entries {
            if !is_flag(&entry.resource) && !is_contact(&entry.resource) {
                *read.entry(entry.location.segment.as_str()).or_default() += 1;
            }
        }
        assert_eq!(read, sent, "{name}");
        let keys: std::collections::BTreeSet<&str> = statement.entries.iter().map(|it| it.key.as_str()).collect();
        assert_eq!(keys.len(), statement.entries.len(), "{name}: every key is unique");
    }
}

/// The primary lists, by code and section.
const LISTS: [(&str, Section); 9] = [
    ("886921000000105", Section::Allergies),
    ("1103671000000101", Section::Allergies),
    ("714311000000108", Section::Administrative),
    ("1102181000000102", Section::Immunisations),
    ("887191000000108", Section::Investigations),
    ("933361000000108", Section::Medication),
    ("792931000000107", Section::Referrals),
    ("717711000000103", Section::Problems),
    ("826501000000100", Section::Examinations),
];

#[test]
fn each_list_has_its_items_under_its_section() {
    let mut counted = 0;
    for (name, bundle, statement) in bundles() {
        for list in resources(&bundle).into_iter().filter(|resource| resource["resourceType"] == "List") {
            let code = list["code"]["coding"][0]["code"].as_str().unwrap();
            let Some((_, section)) = LISTS.iter().find(|(known, _)| *known == code) else { continue };
            let items: Vec<&str> = list["entry"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|it| it["item"]["reference"].as_str())
                .collect();
            let is_item = |key: &str| {
                let rest = key
                    .strip_prefix("gpc:")
                    .and_then(|rest| rest.strip_prefix(code))
                    .and_then(|it| it.strip_prefix(':'));
                let rest = rest.map(|rest| rest.split_once('#').map_or(rest, |(rest, _)| rest));
                rest.is_some_and(|rest| {
                    let id = rest.split_once('/').map_or(rest, |(_, id)| id);
                    items.iter().any(|item| *item == rest || *item == id || item.strip_prefix('#') == Some(id))
                })
            };
            let read =
                statement.entries.iter().filter(|entry| entry.section == *section && is_item(&entry.key)).count();
            assert_eq!(read, items.len(), "{name}: list {code}");
            counted += 1;
        }
    }
    assert!(counted == 0 || counted > 20, "{counted} lists");
}

fn bundle(name: &str) -> Option<Statement> {
    bundles().into_iter().find(|(known, ..)| known == name).map(|(_, _, statement)| statement)
}

fn count(statement: &Statement, prefix: &str, test: impl Fn(&Resource) -> bool) -> usize {
    let entries = statement.entries.iter().filter(|entry| entry.key.starts_with(prefix));
    entries.filter_map(|entry| entry.resource.as_ref()).filter(|resource| test(resource)).count()
}

#[test]
fn the_full_record() {
    let Some(statement) = bundle("full_record.json") else { return };
    let listed = |code: &str, test: fn(&Resource) -> bool| count(&statement, &format!("gpc:{code}:"), test);
    assert_eq!(listed("933361000000108", |it| matches!(it, Resource::MedicationStatement(_))), 5);
    assert_eq!(listed("717711000000103", |it| matches!(it, Resource::Condition(_))), 4);
    let is_report =
        |it: &Resource| matches!(it, Resource::Observation(Observation { is_group: true, group: None, .. }));
    assert_eq!(listed("887191000000108", is_report), 1);
    let ended = |it: &Resource| matches!(it, Resource::AllergyIntolerance(it) if it.status == AllergyStatus::Ended);
    assert_eq!(listed("1103671000000101", ended), 1);
    let of_intent = |intent| {
        count(
            &statement,
            "gpc:933361000000108",
            move |it| matches!(it, Resource::MedicationRequest(it) if it.intent == intent && it.based_on.is_some()),
        )
    };
    assert_eq!((of_intent(MedicationRequestIntent::Plan), of_intent(MedicationRequestIntent::Order)), (10, 59));
    let Some(Resource::Encounter(consultation)) = statement
        .entries
        .iter()
        .find(|it| it.key.ends_with("Encounter/Encounter1"))
        .and_then(|it| it.resource.as_ref())
    else {
        panic!("the consultation is an encounter");
    };
    let topics: Vec<String> = consultation.parts.iter().map(dcr::record::ConsultationPart::line).collect();
    insta::assert_debug_snapshot!("topics_of_a_consultation", topics);
    assert_eq!(notices(&statement, Section::Medication, FlagKind::Incomplete).len(), 1);
    assert!(statement.demographics_count && statement.stated.is_none() && statement.header.sent.is_none());
}

#[test]
fn investigations_have_reports_over_observations() {
    let Some(statement) = bundle("Investigations_Consumer_Data_Extract_File.json") else { return };
    let of_kind =
        |kind: &str| statement.entries.iter().filter(|entry| entry.location.segment == kind).collect::<Vec<_>>();
    let (reports, observations) = (of_kind("DiagnosticReport"), of_kind("Observation"));
    assert_eq!((reports.len(), observations.len()), (14, 99));
    assert!(observations.iter().all(|entry| entry.section == Section::Investigations));
    let in_report = |entry: &&&dcr::record::EntryStatement| matches!(&entry.resource, Some(Resource::Observation(it)) if it.group.is_some());
    assert_eq!(observations.iter().filter(in_report).count(), 99, "each stands in a report or a group of it");
    let layout = observations.iter().filter_map(|entry| match &entry.resource {
        Some(Resource::Observation(it)) => it.notes.iter().find(|note| note.text.contains("Mechanical Prosthetic")),
        _ => None,
    });
    let layout: Vec<&str> = layout.map(|note| note.text.as_str()).collect();
    assert!(
        layout[0].contains("PE                )\nArterial Disease                   )INR"),
        "columns and lines are kept"
    );
}

#[test]
fn allergies_current_ended_and_degraded() {
    let Some(statement) = bundle("Consolidated_Allergies_Test_Record_v0_1.json") else { return };
    let of_status = |status| {
        count(&statement, "gpc:", move |it| matches!(it, Resource::AllergyIntolerance(it) if it.status == status))
    };
    assert_eq!((of_status(AllergyStatus::Current), of_status(AllergyStatus::Ended)), (28, 2));
    let degraded = statement.entries.iter().filter_map(|entry| match &entry.resource {
        Some(Resource::AllergyIntolerance(it)) if it.degraded => Some(it.code.label()),
        _ => None,
    });
    let degraded: Vec<&str> = degraded.collect();
    assert_eq!(degraded.len(), 3);
    assert!(degraded.contains(&"Lentil Allergy"), "the original term is kept");
}

#[test]
fn an_empty_list_is_never_no_known_allergies() {
    let Some(statement) = bundle("Hack_9465702013_Steinberg_MA_20210322.json") else { return };
    let said = notices(&statement, Section::Allergies, FlagKind::NotAvailable);
    assert_eq!(
        said,
        ["Allergies and adverse reactions: information not available", "Ended allergies: information not available"]
    );
    assert_eq!(count(&statement, "gpc:", |it| matches!(it, Resource::AllergyIntolerance(_))), 0);
}
