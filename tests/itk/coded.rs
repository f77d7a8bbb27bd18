//! Coded entries: what becomes a fact of the record, and what does not.

use dcr::record::{Resource, Section, Value};

use crate::support::{CODED, documents, enveloped, of_kind, read, text, told};

#[test]
fn what_is_certain_becomes_an_entry_and_the_rest_is_named() {
    insta::assert_snapshot!(told(&read(&enveloped(CODED))));
}

#[test]
fn a_diagnosis_keeps_its_code_and_the_words_it_stands_for() {
    let statement = read(&enveloped(CODED));
    let entry = of_kind(&statement, "Condition")[0];
    let Some(Resource::Condition(condition)) = &entry.resource else { panic!() };
    assert_eq!(condition.code.text.as_deref(), Some("Tonsillitis, by streptococci"));
    let coding = &condition.code.coding[0];
    assert_eq!((coding.system.as_deref(), coding.code.as_deref()), (Some("http://snomed.info/sct"), Some("41582007")));
    assert_eq!(entry.source.text.as_deref(), Some("Streptococcal tonsillitis"));
    assert_eq!(condition.onset.unwrap().to_string(), "2018-06-02");
    assert_eq!(entry.section, Section::Diagnoses);
    assert_eq!(text(documents(&statement)[0]), "Diagnoses\nWhat | Since\nTonsillitis, by streptococci | yesterday");
}

#[test]
fn a_measurement_keeps_its_zeros_and_a_supply_its_course() {
    let statement = read(&enveloped(CODED));
    let observations = of_kind(&statement, "Observation");
    let Some(Resource::Observation(temperature)) = &observations[0].resource else { panic!() };
    let value = Value::Quantity { comparator: None, value: "38.20".to_owned(), unit: Some("Cel".to_owned()) };
    assert_eq!(temperature.value, Some(value));
    let Some(Resource::MedicationRequest(issue)) = &of_kind(&statement, "MedicationRequest")[0].resource else {
        panic!()
    };
    assert_eq!(issue.medication.label(), "Amoxicillin 250mg capsules");
    assert_eq!(issue.dosage.as_deref(), Some("one three times a day"));
    assert_eq!(issue.quantity.as_deref(), Some("21 capsules, for 7 days"));
}

/// What is negated, planned, given up, about somebody else, or turned by a qualifier is no fact
/// about the patient, and the statement says that it was left out.
#[test]
fn what_is_doubtful_is_left_out_aloud() {
    let statement = read(&enveloped(CODED));
    let stated = format!("{:?}", statement.entries);
    for absent in ["Rash", "Breathlessness", "Heart attack", "Finding of allergy", "Headache", "diabetes"] {
        assert!(!stated.contains(absent), "{absent} is not so");
    }
    let problems: Vec<&str> = statement.defects.iter().map(|defect| defect.problem.as_str()).collect();
    assert_eq!(problems.len(), 5, "{problems:?}");
    assert!(statement.unread.iter().any(|name| name == "entry FamilyHistory"));
    assert!(statement.unread.iter().any(|name| name == "entry Finding"));
}
