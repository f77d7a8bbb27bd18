//! The raw message as lines, whole and with parts hidden; and what it carries.

use dcr::interchange::fhir::read::{attachment, masked_lines};
use dcr::interchange::hl7v2::{HIDDEN, Mask};
use dcr::record::Resource;
use serde_json::{Value, json};

use crate::support::{allergy, answer, list, read, resource};

fn message() -> Value {
    let mut person = allergy("a", "Penicillin");
    person["recorder"] = json!({ "reference": "Practitioner/x", "display": "Dr Quay" });
    person["note"] = json!([{ "text": "Moved to Poole" }]);
    let mut ended = list("1103671000000101", "Ended allergies", &["#1"]);
    ended["contained"] = json!([allergy("1", "Peanut")]);
    answer(&[person, ended])
}

fn text(mask: Mask) -> String {
    let lines = masked_lines(message().to_string().as_bytes(), mask);
    lines.iter().map(|line| line.text.clone() + "\n").collect()
}

#[test]
fn every_resource_has_a_line_and_every_element_a_field() {
    let lines = masked_lines(message().to_string().as_bytes(), Mask::default());
    let names: Vec<&str> = lines.iter().map(|line| line.name.as_str()).collect();
    assert_eq!(names, ["Bundle", "Patient", "Organization", "AllergyIntolerance", "List", "AllergyIntolerance"]);
    for (place, line) in lines.iter().enumerate() {
        assert_eq!(line.ordinal as usize, place + 1);
        for field in &line.fields {
            assert_eq!(line.text[field.range.clone()], field.text);
            assert!(!field.hidden);
        }
    }
    let statement = read(&message());
    let entry = statement.entries.iter().find(|entry| entry.key.ends_with("AllergyIntolerance/1")).unwrap();
    assert_eq!(entry.location.ordinal, 6, "entries and lines are numbered alike");
}

#[test]
fn whereabouts_are_hidden_and_the_rest_is_shown() {
    let shown = text(Mask { whereabouts: true, clinical: false });
    for hidden in ["Quay", "Poole", "BH15", "J81999"] {
        assert!(!shown.contains(hidden), "{hidden} in {shown}");
    }
    assert!(shown.contains("Penicillin") && shown.contains("Smith") && shown.contains(HIDDEN));
}

#[test]
fn clinical_content_is_hidden_and_the_rest_is_shown() {
    let shown = text(Mask { whereabouts: false, clinical: true });
    for hidden in ["Penicillin", "Peanut", "medication", "Moved", "Ended allergies"] {
        assert!(!shown.contains(hidden), "{hidden} in {shown}");
    }
    assert!(shown.contains("Quay Road") && shown.contains("9990000018") && shown.contains("\"id\": \"a\""));
}

#[test]
fn what_is_not_known_is_hidden_by_either_mask() {
    let mut odd = allergy("a", "Penicillin");
    odd["surprise"] = "BH15 1AA and hepatitis".into();
    let bytes = answer(&[odd, json!({ "resourceType": "Surprise", "id": "s", "words": "hepatitis" })]).to_string();
    for mask in [Mask { whereabouts: true, clinical: false }, Mask { whereabouts: false, clinical: true }] {
        assert!(masked_lines(bytes.as_bytes(), mask).iter().all(|line| !line.text.contains("hepatitis")));
    }
}

#[test]
fn documents_are_opened_from_the_message() {
    let document = |url: Value, data: Value| {
        json!({
            "resourceType": "DocumentReference", "id": "d", "status": "current", "type": { "text": "Letter" },
            "subject": { "reference": "Patient/p" }, "indexed": "2018-03-04T10:00:00+00:00",
            "content": [
                { "attachment": { "contentType": "text/plain", "url": url } },
                { "attachment": { "contentType": "text/plain", "data": data } }
            ]
        })
    };
    let binary = json!({ "resourceType": "Binary", "id": "b", "contentType": "text/plain", "content": "aGVsbG8=" });
    let message = answer(&[document("Binary/b".into(), "d29ybGQ=".into()), binary]);
    let statement = read(&message);
    let Resource::DocumentReference(it) = resource(&statement, "gpc:documents:DocumentReference/d") else {
        panic!("a document")
    };
    let open =
        |place: usize| attachment(message.to_string().as_bytes(), it.attachments[place].location.as_ref().unwrap());
    assert_eq!(open(0).as_deref(), Some(&b"hello"[..]));
    assert_eq!(open(1).as_deref(), Some(&b"world"[..]));
    assert_eq!(it.attachments[1].size, 5);
    let elsewhere = answer(&[document("https://practice.example/Binary/1".into(), Value::Null)]);
    let statement = read(&elsewhere);
    let Resource::DocumentReference(it) = resource(&statement, "gpc:documents:DocumentReference/d") else {
        panic!("a document")
    };
    assert_eq!(it.attachments[0].location, None);
    assert_eq!(it.attachments[0].url.as_deref(), Some("https://practice.example/Binary/1"));
}
