//! Lists: what they replace, what they say of themselves, what stands in several.

use dcr::record::{AllergyStatus, FlagKind, Resource, Section, Statement};
use serde_json::json;

use crate::support::{allergy, answer, defects, entry, list, notices, observation, read, read_answer, resource};

const ALLERGIES: &str = "886921000000105";
const ENDED: &str = "1103671000000101";
const UNCATEGORISED: &str = "826501000000100";
const SECONDARY: &str = "consultations-uncategorised-data-contained-in-consultations";

fn replaced(statement: &Statement) -> Vec<&str> {
    let mut all: Vec<&str> = statement.entries.iter().filter_map(|entry| entry.replaces.as_deref()).collect();
    all.retain(|prefix| !prefix.starts_with("gpc:supplier:"));
    all.sort_unstable();
    all
}

#[test]
fn a_list_replaces_the_whole_of_what_it_lists_and_nothing_else() {
    let items = ["AllergyIntolerance/a", "AllergyIntolerance/b"];
    let statement =
        read_answer(&[allergy("a", "Penicillin"), allergy("b", "Latex"), list(ALLERGIES, "Allergies", &items)]);
    assert_eq!(replaced(&statement), ["gpc:886921000000105"]);
    assert_eq!(entry(&statement, "gpc:886921000000105:AllergyIntolerance/a").section, Section::Allergies);
    assert_eq!(
        entry(&statement, "gpc:886921000000105:AllergyIntolerance/b").source.heading.as_deref(),
        Some("Allergies")
    );
}

#[test]
fn an_empty_list_replaces_too_and_says_that_nothing_is_available() {
    let statement = read_answer(&[list(ALLERGIES, "Allergies", &[])]);
    assert_eq!(replaced(&statement), ["gpc:886921000000105"]);
    let said = notices(&statement, Section::Allergies, FlagKind::NotAvailable);
    assert_eq!(said, ["Allergies: information not available"]);
}

#[test]
fn a_list_that_names_what_is_not_sent_replaces_nothing() {
    let items = ["AllergyIntolerance/a", "AllergyIntolerance/lost"];
    let statement = read_answer(&[allergy("a", "Penicillin"), list(ALLERGIES, "Allergies", &items)]);
    assert_eq!(replaced(&statement), Vec::<&str>::new());
    assert_eq!(defects(&statement), ["List: it lists a resource that is not in the message"]);
    let said = notices(&statement, Section::Allergies, FlagKind::Incomplete);
    assert_eq!(said, ["Allergies: items are listed that were not sent"]);
}

#[test]
fn what_only_a_secondary_list_has_is_replaced_by_it_and_by_the_primary() {
    let items = ["Observation/x"];
    let secondary = read_answer(&[observation("x", "Smoker"), list(SECONDARY, "In consultations", &items)]);
    let prefix = format!("gpc:{UNCATEGORISED}/{SECONDARY}:");
    assert_eq!(replaced(&secondary), [prefix.as_str()]);
    assert_eq!(entry(&secondary, &format!("{prefix}Observation/x")).section, Section::Examinations);
    let both =
        [observation("x", "Smoker"), list(SECONDARY, "In consultations", &items), list(UNCATEGORISED, "Data", &items)];
    let both = read_answer(&both);
    assert_eq!(replaced(&both), [format!("gpc:{UNCATEGORISED}")], "the primary list covers the secondary one");
    assert!(prefix.starts_with(replaced(&both)[0]));
    assert_eq!(entry(&both, &format!("gpc:{UNCATEGORISED}:Observation/x")).source.heading.as_deref(), Some("Data"));
}

#[test]
fn warnings_are_facts_with_the_words_of_the_source() {
    let mut medicines = list("933361000000108", "Medications", &[]);
    let url = "https://fhir.nhs.uk/STU3/StructureDefinition/Extension-CareConnect-GPC-ListWarningCode-1";
    medicines["extension"] = json!([
        { "url": url, "valueCode": "confidential-items" },
        { "url": url, "valueCode": "data-in-transit" }
    ]);
    medicines["note"] = json!([{ "text": "Recorded before 02-Mar-2020 may be missing." }]);
    let statement = read_answer(&[medicines]);
    assert_eq!(notices(&statement, Section::Medication, FlagKind::Incomplete).len(), 2);
    let Resource::Flag(flag) = resource(&statement, "gpc:933361000000108:!empty") else { panic!("a notice") };
    assert_eq!(flag.notes[0].text, "Recorded before 02-Mar-2020 may be missing.");
}

#[test]
fn contained_allergies_are_ended_whatever_they_say() {
    let mut ended = list(ENDED, "Ended allergies", &["#1"]);
    let mut was = allergy("1", "Peanut");
    was["extension"] = json!([{
        "url": "https://fhir.nhs.uk/STU3/StructureDefinition/Extension-CareConnect-GPC-AllergyIntoleranceEnd-1",
        "extension": [{ "url": "endDate", "valueDateTime": "2016-11-01" }, { "url": "reasonEnded", "valueString": "Desensitised" }]
    }]);
    ended["contained"] = json!([was]);
    let statement = read_answer(&[ended]);
    let Resource::AllergyIntolerance(it) = resource(&statement, "gpc:1103671000000101:AllergyIntolerance/1") else {
        panic!("an allergy")
    };
    assert_eq!((it.status, it.ended.unwrap().to_string().as_str()), (AllergyStatus::Ended, "2016-11-01"));
    assert_eq!(it.notes[0].text, "Ended: Desensitised");
}

#[test]
fn two_resources_of_one_id_are_both_kept() {
    let items = ["AllergyIntolerance/a"];
    let statement =
        read_answer(&[allergy("a", "Penicillin"), allergy("a", "Latex"), list(ALLERGIES, "Allergies", &items)]);
    entry(&statement, "gpc:886921000000105:AllergyIntolerance/a");
    entry(&statement, "gpc:886921000000105:AllergyIntolerance/a#2");
    assert_eq!(defects(&statement), ["AllergyIntolerance: another resource of its type has the same id"]);
}

#[test]
fn the_supplier_says_what_it_cannot_send() {
    let mut emis = allergy("a", "Penicillin");
    emis["identifier"] = json!([{ "system": "https://EMISWeb/J81999", "value": "1" }]);
    let statement = read_answer(&[emis, list(ALLERGIES, "Allergies", &["AllergyIntolerance/a"])]);
    let said = notices(&statement, Section::Allergies, FlagKind::SourceLimit);
    assert_eq!(said, ["EMIS Web: Ended allergies are not supported: every allergy is listed as current."]);
    assert_eq!(notices(&statement, Section::Medication, FlagKind::SourceLimit), Vec::<String>::new(), "no such list");
}

#[test]
fn consultations_keep_their_topics_and_circles_end() {
    let encounter = json!({
        "resourceType": "Encounter", "id": "e", "status": "finished", "type": [{ "text": "Surgery consultation" }],
        "subject": { "reference": "Patient/p" }, "period": { "start": "2018-03-04T10:00:00+00:00" }
    });
    let mut consultation = list("325851000000107", "Surgery consultation", &["List/t"]);
    consultation["id"] = "c".into();
    consultation["encounter"] = json!({ "reference": "Encounter/e" });
    let mut topic = list("25851000000105", "Cough", &["List/h", "Observation/y", "List/t"]);
    topic["id"] = "t".into();
    let mut history = list("24781000000107", "History", &["Observation/x"]);
    history["id"] = "h".into();
    history["entry"].as_array_mut().unwrap().push(json!({ "item": { "display": "Referrals are not supported" } }));
    let all = [encounter, consultation, topic, history, observation("x", "Dry cough"), observation("y", "Chest clear")];
    let statement = read(&answer(&[&all[..], &[list("1149501000000101", "Consultations", &["Encounter/e"])]].concat()));
    let Resource::Encounter(it) = resource(&statement, "gpc:1149501000000101:Encounter/e") else {
        panic!("an encounter")
    };
    let lines: Vec<String> = it.parts.iter().map(dcr::record::ConsultationPart::line).collect();
    assert_eq!(lines, ["Cough, History: 1 entry: Referrals are not supported", "Cough: 1 entry"]);
    assert_eq!(
        entry(&statement, "gpc:826501000000100/unlisted:Observation/x").source.heading.as_deref(),
        Some("Cough / History")
    );
    assert!(defects(&statement).iter().any(|defect| defect.contains("stands in itself")));
}
