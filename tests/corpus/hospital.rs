//! The 1,013 messages of a simulated English hospital: every result, note and allergy comes out
//! exactly once, with its value and unit.

use std::collections::BTreeMap;

use dcr::feeds::Totals;
use dcr::store::{PatientId, PatientRef, RecordQuery, Store};
use serde_json::Value;

use super::support;

/// Where a line stands: control id, segment, place of the segment in its message, set id.
type Place = (String, String, u64, String);

/// What a line says: its value, and its unit where it has one.
type Content = (String, Option<String>);

#[test]
fn every_line_comes_out_once() {
    let Some(folder) = support::corpus() else { return };
    let raw = std::fs::read(folder.join("hl7v2/uk/simhospital_1013_messages.hl7")).unwrap();
    let mut store = support::store();
    let totals = support::ingest(&mut store, &raw);
    assert_eq!(totals, Totals { received: 1013, applied: 1013, ..Totals::default() });
    let sent = sent(&String::from_utf8(raw).unwrap());
    let shown = shown(&mut store);
    let count = |segment: &str| sent.keys().filter(|place| place.1 == segment).count();
    assert_eq!((count("OBX"), count("NTE"), count("AL1")), (3413, 2311, 162));
    let mut wrong = Vec::new();
    for (place, content) in &sent {
        match shown.get(place).map(Vec::as_slice) {
            Some([only]) if only == content => {}
            other => wrong.push(format!("{place:?}: sent {content:?}, shown {other:?}")),
        }
    }
    let surplus: Vec<_> = shown.keys().filter(|place| !sent.contains_key(*place)).collect();
    assert!(wrong.is_empty(), "{} lines differ, such as {:#?}", wrong.len(), &wrong[..wrong.len().min(5)]);
    assert!(surplus.is_empty(), "{surplus:?}");
}

#[test]
fn the_same_file_again_is_all_duplicates() {
    let Some(folder) = support::corpus() else { return };
    let raw = std::fs::read(folder.join("hl7v2/uk/simhospital_1013_messages.hl7")).unwrap();
    let mut store = support::store();
    support::ingest(&mut store, &raw);
    let before = store.info().unwrap();
    assert_eq!(support::ingest(&mut store, &raw), Totals { received: 1013, duplicate: 1013, ..Totals::default() });
    let after = store.info().unwrap();
    assert_eq!((before.entries, before.patients), (after.entries, after.patients));
    assert!(store.check_integrity(|_, _| {}).unwrap().problems.is_empty());
}

/// Every OBX, NTE and AL1 of the raw text, read by nothing but its delimiters.
fn sent(raw: &str) -> BTreeMap<Place, Content> {
    let mut lines = BTreeMap::new();
    for message in raw.split("MSH|").skip(1) {
        let segments: Vec<Vec<&str>> =
            message.split(['\r', '\n']).filter(|line| !line.is_empty()).map(|line| line.split('|').collect()).collect();
        let control_id = segments[0][8].to_owned();
        for (at, fields) in segments.iter().enumerate() {
            let field = |number: usize| fields.get(number).copied().unwrap_or_default().to_owned();
            let unit = Some(field(6)).filter(|unit| !unit.is_empty() && unit != "\"\"");
            let content = match fields[0] {
                "OBX" => (field(5), unit),
                "NTE" => (field(3), None),
                "AL1" => (field(3).split('^').next().unwrap_or_default().to_owned(), None),
                _ => continue,
            };
            lines.insert((control_id.clone(), fields[0].to_owned(), at as u64 + 1, field(1)), content);
        }
    }
    lines
}

/// Every line in the JSON of every record.
fn shown(store: &mut dcr::store::sqlite::SqliteStore) -> BTreeMap<Place, Vec<Content>> {
    let mut lines: BTreeMap<Place, Vec<Content>> = BTreeMap::new();
    let mut merged = Vec::new();
    for patient in 1..=403 {
        let viewing = store.open(&support::request(), &PatientRef::Patient(PatientId(patient))).unwrap();
        let record = store.record(&viewing, &RecordQuery::default()).unwrap();
        if record.person.patient != PatientId(patient) {
            // The one number that was merged into another: its record is the other's.
            merged.push(patient);
            continue;
        }
        let json = serde_json::to_value(&record).unwrap();
        for entry in
            json["sections"].as_array().unwrap().iter().flat_map(|section| section["entries"].as_array().unwrap())
        {
            let control_id = entry["provenance"]["control_id"].as_str().unwrap();
            let resource = &entry["resource"];
            let own = &entry["provenance"]["location"];
            if matches!(own["segment"].as_str(), Some("OBX" | "AL1")) {
                lines.entry(place(control_id, own)).or_default().push(content(resource));
            }
            for note in ["notes", "text"].into_iter().filter_map(|name| resource[name].as_array()).flatten() {
                lines.entry(place(control_id, &note["location"])).or_default().push((text(&note["text"]), None));
            }
        }
    }
    assert_eq!(merged.len(), 1);
    lines
}

fn place(control_id: &str, location: &Value) -> Place {
    let set_id = location["set_id"].as_str().unwrap_or_default().to_owned();
    (control_id.to_owned(), text(&location["segment"]), location["ordinal"].as_u64().unwrap(), set_id)
}

fn content(resource: &Value) -> Content {
    let value = &resource["value"];
    let said = match (resource["resource_type"].as_str(), value["type"].as_str()) {
        (Some("AllergyIntolerance"), _) => text(&resource["code"]["coding"][0]["code"]),
        (_, Some("quantity")) => {
            format!("{}{}", value["comparator"].as_str().unwrap_or_default(), text(&value["value"]))
        }
        (_, Some("text")) => text(&value["text"]),
        _ => String::new(),
    };
    (said, value["unit"].as_str().map(ToOwned::to_owned))
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
