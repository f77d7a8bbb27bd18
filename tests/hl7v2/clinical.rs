//! Facts that come with administration: allergies, diagnoses, procedures, next of kin.

use dcr::record::{EntryAction, Resource, Section};

use crate::support::{PID, defects, message, observation, read};

#[test]
fn every_fact_is_an_entry_in_its_section() {
    let segments = [
        "EVN||20180412|||x|201804120900",
        PID,
        "NK1|1|SMITH^Bert^^^Mr|SPO^Spouse|1 Quay Road^^Poole^^BH15 1AA|01202 1",
        "PV1|1|I|||||||||||||||||V9",
        "OBX|1|NM|WT^Weight||71|kg|||||F|||20180412091000",
        "AL1|1|DA|91936005^Penicillin^SCT|SV|Rash~Swelling|20100101",
        "AL1|2|DA|^Elastoplast|5",
        "DG1|1||I21.9^Heart attack^I10||20180412|A",
        "DG1|2|I10|R07||20180412|F",
        "PR1|1||K40.1^Bypass^OPCS4||20180413|O|||||C1^Darwin^Sam^^^Dr",
        "ROL|1|UC",
        "GT1|1",
    ];
    let statement = read(&message("RDZ", "ADT^A01", &segments));
    let shown: Vec<(&str, Section, String)> = statement
        .entries
        .iter()
        .map(|entry| (entry.key.as_str(), entry.section, entry.resource.as_ref().unwrap().label()))
        .collect();
    let expected = [
        ("nk1:1", Section::Contacts, "SMITH, Bert (Mr)"),
        ("obx:adt:20180412091000:WT:", Section::Examinations, "Weight"),
        ("al1:91936005", Section::Allergies, "Penicillin"),
        ("al1:elastoplast", Section::Allergies, "Elastoplast"),
        ("dg1:V9:I21.9", Section::Diagnoses, "Heart attack"),
        ("dg1:V9:R07", Section::Diagnoses, "R07"),
        ("pr1:V9:K40.1:20180413", Section::Procedures, "Bypass"),
    ];
    assert_eq!(shown, expected.map(|(key, section, label)| (key, section, label.to_owned())));
    assert_eq!(statement.unread, ["ROL", "GT1"]);
    let Some(Resource::AllergyIntolerance(allergy)) = &statement.entries[2].resource else { panic!() };
    assert_eq!(allergy.category.as_ref().unwrap().label(), "Drug allergy");
    assert_eq!(allergy.severity.as_ref().unwrap().label(), "Severe");
    assert_eq!(allergy.reactions, ["Rash", "Swelling"]);
    let Some(Resource::Condition(condition)) = &statement.entries[5].resource else { panic!() };
    assert_eq!(condition.code.coding[0].system.as_deref(), Some("http://hl7.org/fhir/sid/icd-10"));
    assert_eq!(condition.kind.as_deref(), Some("Final"));
    assert_eq!(observation(&statement.entries[1]).value.as_ref().unwrap().label(), "71 kg");
}

#[test]
fn an_allergy_that_is_not_named_is_reported() {
    let statement = read(&message("RDZ", "ADT^A31", &[PID, "AL1|1|DA|\"\"", "AL1|2|DA||SV|Rash"]));
    assert_eq!(statement.entries.len(), 1, "one still says how it shows");
    assert_eq!(defects(&statement).len(), 2);
    assert!(
        statement.entries.iter().all(|entry| entry.action == EntryAction::Assert),
        "no allergy is withdrawn by absence"
    );
}

#[test]
fn deletions_are_withdrawals() {
    let segments = [PID, "NK1|1|\"\"", "DG1|1||I21.9^Heart attack^I10||||||||||||||||||D"];
    let statement = read(&message("RDZ", "ADT^A31", &segments));
    let keys: Vec<&str> = statement.entries.iter().map(|entry| entry.key.as_str()).collect();
    assert_eq!(keys, ["nk1:1", "dg1::I21.9"]);
    for entry in &statement.entries {
        assert!(matches!(entry.action, EntryAction::Withdraw(_)) && entry.resource.is_none());
    }
}

#[test]
fn names_addresses_and_ways_to_reach() {
    let pid = "PID|1||1^^^RDZ^MR||Smith^Anne^Jane^^Mrs^^L~Jones^Anne^^^^^M||1980|F|Annie^A||Flat 2&Quay Road&7^Old Town^Poole^Dorset^BH15 1AA^GBR^H~^^Bath||01202 1^PRN^PH~^NET^Internet^a@b.example|^WPN^PH^^1^1202^2";
    let patient = read(&message("RDZ", "ADT^A31", &[pid])).patient;
    let names: Vec<String> = patient.names.said().unwrap().iter().map(|it| format!("{:?} {it}", it.usage)).collect();
    assert_eq!(names, ["Official SMITH, Anne Jane (Mrs)", "Maiden JONES, Anne", "Nickname ANNIE, A"]);
    let addresses: Vec<String> = patient.addresses.said().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(addresses, ["Flat 2, Old Town, Poole, Dorset, BH15 1AA", "Bath"]);
    let telecoms: Vec<String> = patient
        .telecoms
        .said()
        .unwrap()
        .iter()
        .map(|it| format!("{:?} {} {}", it.system, it.usage.as_deref().unwrap_or_default(), it.value))
        .collect();
    assert_eq!(telecoms, ["Phone home 01202 1", "Email home a@b.example", "Phone work 1 1202 2"]);
}
