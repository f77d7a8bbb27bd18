//! Laws: no bytes make the reader panic, and the order of resources does not matter.

use dcr::interchange::fhir::read::{attachment, header, masked_lines, statements};
use dcr::interchange::hl7v2::Mask;
use dcr::record::SourceLocation;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{allergy, answer, list, observation, read};

fn whole() -> Value {
    let mut group = observation("g", "Group");
    group["related"] = json!([{ "type": "has-member", "target": { "reference": "Observation/x" } }]);
    group["valueQuantity"] = json!({ "value": 98.10, "unit": "%" });
    let encounter =
        json!({ "resourceType": "Encounter", "id": "e", "status": "finished", "period": { "start": "2018" } });
    let report = json!({ "resourceType": "DiagnosticReport", "id": "r", "result": [{ "reference": "Observation/g" }] });
    let request = json!({
        "resourceType": "MedicationRequest", "id": "m", "intent": "order", "status": "active",
        "medicationCodeableConcept": { "coding": [{ "code": "1" }] }, "dispenseRequest": { "quantity": { "value": 1 } }
    });
    answer(&[
        group,
        observation("x", "Member"),
        encounter,
        report,
        request,
        allergy("a", "Penicillin"),
        list("886921000000105", "Allergies", &["AllergyIntolerance/a"]),
        list("826501000000100", "Data", &[]),
    ])
}

fn exercise(bytes: &[u8]) {
    let _ = (statements(bytes), header(bytes), masked_lines(bytes, Mask { whereabouts: true, clinical: false }));
    let place = SourceLocation { segment: "DocumentReference".into(), ordinal: 3, set_id: None, field: Some(1) };
    let _ = attachment(bytes, &place);
}

/// Every place in a document, by JSON pointer.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| places(value, &format!("{at}/{key}"), found)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(place, value)| places(value, &format!("{at}/{place}"), found));
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_change_of_bytes_makes_it_panic(at in 0usize..4_000, byte in any::<u8>(), cut in 0usize..6_000) {
        let mut bytes = whole().to_string().into_bytes();
        let length = bytes.len();
        bytes[at % length] = byte;
        bytes.truncate(cut.max(10));
        exercise(&bytes);
    }

    #[test]
    fn no_change_of_shape_makes_it_panic(place in any::<prop::sample::Index>(), shape in 0usize..8) {
        let mut document = whole();
        let mut found = Vec::new();
        places(&document, "", &mut found);
        let pointer = found[place.index(found.len())].clone();
        let shapes = [
            Value::Null, json!([]), json!({}), json!(""), json!(-1.5e300), json!([[{}]]), json!({ "reference": "#" }), json!(true),
        ];
        *document.pointer_mut(&pointer).unwrap() = shapes[shape].clone();
        exercise(document.to_string().as_bytes());
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC*") {
        exercise(text.as_bytes());
        exercise(format!("{{\"resourceType\":\"Patient\",\"id\":{}}}", Value::from(text)).as_bytes());
    }

    #[test]
    fn the_order_of_resources_does_not_matter(order in Just((0..10usize).collect::<Vec<_>>()).prop_shuffle()) {
        let sorted = |document: &Value| {
            let mut entries: Vec<(String, Value)> = read(document).entries.into_iter()
                .map(|entry| (entry.key, serde_json::to_value(entry.resource).unwrap())).collect();
            entries.sort_by(|left, right| left.0.cmp(&right.0));
            entries
        };
        let first = whole();
        let mut second = first.clone();
        second["entry"] = order.iter().map(|place| first["entry"][place].clone()).collect();
        prop_assert_eq!(sorted(&first), sorted(&second));
    }
}
