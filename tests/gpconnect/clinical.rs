//! What single resources say.

use dcr::record::{EntryAction, Gender, MedicationStatus, NhsNumberStatus, Observation, Resource, Section, Value};
use serde_json::json;

use crate::support::{allergy, entry, list, observation, read_answer, resource};

#[test]
fn the_patient_is_known_by_the_verified_number() {
    let statement = read_answer(&[]);
    assert_eq!(statement.identifiers.len(), 1);
    assert_eq!(statement.identifiers[0].status, Some(NhsNumberStatus::NumberPresentAndVerified));
    assert_eq!(statement.organisation, "J81999");
    assert_eq!(statement.patient.gender.said(), Some(&Gender::Female));
    assert_eq!(statement.patient.general_practice.said().unwrap().display.as_deref(), Some("Quay Surgery"));
    assert_eq!(statement.patient.addresses.said().unwrap()[0].lines, ["1 Quay Road", "Poole"]);
    assert_eq!(statement.patient.restricted, None, "nothing said loosens nothing");
}

#[test]
fn degraded_allergies_keep_the_original_term() {
    for code in ["196461000000101", "196471000000108"] {
        let mut degraded = allergy("a", "Sensitivity to something of long ago");
        degraded["code"]["coding"] = json!([{ "system": "http://snomed.info/sct", "code": code }]);
        let statement = read_answer(&[degraded]);
        let Resource::AllergyIntolerance(it) =
            resource(&statement, "gpc:886921000000105/unlisted:AllergyIntolerance/a")
        else {
            panic!("an allergy")
        };
        assert!(it.degraded, "{code}");
        assert_eq!(it.code.label(), "Sensitivity to something of long ago");
    }
}

#[test]
fn what_was_entered_in_error_is_taken_back_and_what_is_refuted_has_ended() {
    let mut wrong = allergy("a", "Penicillin");
    wrong["verificationStatus"] = "entered-in-error".into();
    let mut refuted = allergy("b", "Latex");
    refuted["verificationStatus"] = "refuted".into();
    let statement = read_answer(&[wrong, refuted]);
    let wrong = entry(&statement, "gpc:886921000000105/unlisted:AllergyIntolerance/a");
    assert!(matches!(wrong.action, EntryAction::Withdraw(_)));
    assert!(resource(&statement, "gpc:886921000000105/unlisted:AllergyIntolerance/b").has_ended());
}

#[test]
fn medicines_have_plans_and_issues() {
    let request = |id: &str, intent: &str, based_on: &str| {
        json!({
            "resourceType": "MedicationRequest", "id": id, "intent": intent, "status": "active",
            "medicationReference": { "reference": "Medication/m" }, "basedOn": [{ "reference": based_on }],
            "subject": { "reference": "Patient/p" }, "authoredOn": "2018-01-02",
            "extension": [{
                "url": "https://fhir.nhs.uk/STU3/StructureDefinition/Extension-CareConnect-GPC-PrescriptionType-1",
                "valueCodeableConcept": { "coding": [{ "code": "repeat", "display": "Repeat" }] }
            }],
            "dispenseRequest": { "quantity": { "value": 28, "extension": [{
                "url": "https://fhir.nhs.uk/STU3/StructureDefinition/Extension-CareConnect-GPC-MedicationQuantityText-1",
                "valueString": "tablet"
            }] } }
        })
    };
    let statement = json!({
        "resourceType": "MedicationStatement", "id": "s", "status": "active", "taken": "unk",
        "basedOn": [{ "reference": "MedicationRequest/plan" }], "medicationReference": { "reference": "Medication/m" },
        "subject": { "reference": "Patient/p" }, "effectivePeriod": { "start": "2018-01-02", "end": "2018-02-02" },
        "dosage": [{ "text": "ONE daily", "patientInstruction": "With food" }]
    });
    let medication = json!({ "resourceType": "Medication", "id": "m", "code": { "text": "Ramipril 5mg capsules" } });
    let items = ["MedicationStatement/s"];
    let said = read_answer(&[
        request("issue", "order", "MedicationRequest/plan"),
        request("plan", "plan", "MedicationRequest/gone"),
        statement,
        medication,
        list("933361000000108", "Medications", &items),
    ]);
    let Resource::MedicationStatement(it) = resource(&said, "gpc:933361000000108:MedicationStatement/s") else {
        panic!("a statement")
    };
    assert_eq!((it.medication.label(), it.status), ("Ramipril 5mg capsules", MedicationStatus::Active));
    assert_eq!(it.dosage.as_deref(), Some("ONE daily. With food"));
    assert_eq!(it.prescription_type.as_deref(), Some("Repeat"));
    assert_eq!(
        resource(&said, "gpc:933361000000108:MedicationStatement/s").end(),
        None,
        "a repeat in use has not ended"
    );
    let Resource::MedicationRequest(issue) = resource(&said, "gpc:933361000000108:MedicationRequest/issue") else {
        panic!("an issue")
    };
    assert_eq!(issue.based_on.as_deref(), Some("gpc:933361000000108:MedicationStatement/s"));
    assert_eq!(issue.quantity.as_deref(), Some("28 tablet"));
}

#[test]
fn results_keep_digits_ranges_layout_and_parts() {
    let mut pressure = observation("bp", "Blood pressure");
    let part = |words: &str, value: u32| json!({ "code": { "text": words }, "valueQuantity": { "value": value, "unit": "mm[Hg]" } });
    pressure["component"] = json!([part("Systolic", 130), part("Diastolic", 72)]);
    let mut comment = observation("c", "Comment");
    comment["code"] = json!({ "coding": [{ "code": "37331000000100", "display": "Comment note" }] });
    comment["comment"] = "A  1\n   B  2".into();
    let report = json!({
        "resourceType": "DiagnosticReport", "id": "r", "status": "final", "code": { "text": "Report" },
        "subject": { "reference": "Patient/p" }, "issued": "2018-03-04T10:00:00+00:00",
        "result": [{ "reference": "Observation/g" }, { "reference": "Observation/c" }]
    });
    let mut group = observation("g", "Full blood count");
    group["related"] = json!([{ "type": "has-member", "target": { "reference": "Observation/hb" } }]);
    let mut haemoglobin = observation("hb", "Haemoglobin");
    haemoglobin["referenceRange"] = json!([{ "low": { "value": 115 }, "high": { "value": 165, "unit": "g/L" } }]);
    let statement = read_answer(&[pressure, comment, report, group, haemoglobin]);
    let read = |key: &str| -> Observation {
        let Resource::Observation(it) = resource(&statement, key) else { panic!("{key}") };
        it.clone()
    };
    let line = resource(&statement, "gpc:826501000000100/unlisted:Observation/bp").value_line();
    assert_eq!(line, "Systolic 130 mm[Hg]; Diastolic 72 mm[Hg]");
    let comment = read("gpc:887191000000108/unlisted:Observation/c");
    assert_eq!(comment.value, Some(Value::Text { text: "A  1\n   B  2".into(), unit: None }));
    assert_eq!(comment.group.as_deref(), Some("gpc:887191000000108/unlisted:DiagnosticReport/r"));
    let haemoglobin = read("gpc:887191000000108/unlisted:Observation/hb");
    assert_eq!(haemoglobin.group.as_deref(), Some("gpc:887191000000108/unlisted:Observation/g"));
    assert_eq!(haemoglobin.reference_range.as_deref(), Some("115 - 165 g/L"));
    assert_eq!(entry(&statement, "gpc:887191000000108/unlisted:Observation/hb").section, Section::Investigations);
}

#[test]
fn what_is_not_carried_is_named() {
    let mut odd = observation("x", "Smoker");
    odd["device"] = json!({ "display": "A device" });
    odd["extension"] = json!([{ "url": "https://example.org/Extension-Something-1", "valueString": "x" }]);
    let mut changed = observation("y", "Diabetes");
    changed["modifierExtension"] = json!([{ "url": "https://example.org/not", "valueBoolean": true }]);
    let answers = json!({ "resourceType": "QuestionnaireResponse", "id": "q", "status": "completed" });
    let statement = read_answer(&[odd, changed, answers]);
    let unread = [
        "Observation.device",
        "Observation.extension(Something)",
        "Observation.modifierExtension",
        "QuestionnaireResponse",
    ];
    assert_eq!(statement.unread, unread);
    assert!(statement.entries.iter().all(|entry| !entry.key.ends_with("Observation/y")), "its meaning is not known");
}
