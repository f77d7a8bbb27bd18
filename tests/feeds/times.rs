//! `valid_at`: what was true at a time, as far as it is known now.

use dcr::store::sqlite::SqliteStore;
use dcr::store::view::{PersonView, RecordView};
use dcr::store::{PatientId, PatientRef, RecordQuery, Store};

use super::support::{care, ingest, store};

/// A message of January 2018 about Ann; `rest` are the segments after PID.
fn message(event: &str, at: &str, street: &str, rest: &str) -> String {
    format!(
        "MSH|^~\\&|PAS|RBD|DCR|DORSET|201801{at}||ADT^{event}|{event}{at}|P|2.4\rEVN||201801{at}\r\
         PID|1||1001^^^RBD^MR||Able^Ann||19500101|F|||{street}^^Poole^^BH15 1AA\r{rest}\r\r"
    )
}

fn bed(ward: &str, ended: &str) -> String {
    let until = if ended.is_empty() { String::new() } else { format!("201801{ended}") };
    format!("PV1|1|I|{ward}^^B1|||||||||||||||{}V1|||||||||||||||||{}20180110100000|{until}", "|", "||||||||")
}

/// Admitted on the 10th at ten, moved on the 12th, home on the 15th; moved house on the 20th.
fn stay() -> SqliteStore {
    let mut store = store();
    let messages = [
        message("A01", "10100000", "1 Quay", &bed("Arran", "")),
        message("A02", "12100000", "1 Quay", &bed("Bute", "")),
        message("A03", "15100000", "1 Quay", &bed("Bute", "15100000")),
        message("A31", "20100000", "2 Hill", ""),
        // Late: what was sent on the 18th arrives after the word of the 20th.
        message("A31", "18100000", "9 Lane", ""),
    ];
    for message in &messages {
        assert_eq!(ingest(&mut store, "times", message.as_bytes()).applied, 1, "{message}");
    }
    store
}

fn query(valid_at: &str) -> RecordQuery {
    let valid_at = (!valid_at.is_empty()).then(|| valid_at.parse().unwrap());
    RecordQuery { valid_at, timeline: true, ..RecordQuery::default() }
}

fn person(store: &mut SqliteStore, valid_at: &str) -> PersonView {
    let viewing = store.open(&care(), &PatientRef::Patient(PatientId(1))).unwrap();
    store.person(&viewing, &query(valid_at)).unwrap()
}

fn record(store: &mut SqliteStore, valid_at: &str) -> RecordView {
    let viewing = store.open(&care(), &PatientRef::Patient(PatientId(1))).unwrap();
    store.record(&viewing, &query(valid_at)).unwrap()
}

#[test]
fn a_stay_that_is_over_was_a_stay_while_it_lasted() {
    let mut store = stay();
    let place = |store: &mut SqliteStore, at: &str| {
        let places: Vec<String> = person(store, at).inpatient_now.into_iter().map(|stay| stay.location).collect();
        places.join(";")
    };
    for (at, ward) in [
        ("2018-01-10T09:59:00Z", ""),
        ("2018-01-10T10:00:00Z", "Arran, B1"),
        ("2018-01-12T09:59:00Z", "Arran, B1"),
        ("2018-01-12T10:00:00Z", "Bute, B1"),
        ("2018-01-15T09:59:00Z", "Bute, B1"),
        ("2018-01-15T10:01:00Z", ""),
        ("", ""),
    ] {
        assert_eq!(place(&mut store, at), ward, "{at}");
    }
    let shown = |store: &mut SqliteStore, at: &str| {
        let view = record(store, at);
        (view.person.inpatient, view.timeline.into_iter().map(|entry| (entry.label, entry.value)).collect::<Vec<_>>())
    };
    let (inpatient, entries) = shown(&mut store, "2018-01-11T00:00:00Z");
    assert!(inpatient);
    assert_eq!(entries, [("Inpatient stay: Arran, B1".to_owned(), "inpatient now".to_owned())]);
    let (inpatient, entries) = shown(&mut store, "");
    assert!(!inpatient);
    assert_eq!(entries, [("Inpatient stay: Bute, B1".to_owned(), "discharged".to_owned())]);
}

#[test]
fn an_address_is_the_one_that_was_written_down_by_then() {
    let mut store = stay();
    let street =
        |store: &mut SqliteStore, at: &str| person(store, at).sources[0].demographics.addresses[0].lines[0].clone();
    assert_eq!(street(&mut store, ""), "2 Hill");
    assert_eq!(street(&mut store, "2018-01-20T10:00:00Z"), "2 Hill");
    assert_eq!(street(&mut store, "2018-01-19T00:00:00Z"), "9 Lane", "also where that came late");
    assert_eq!(street(&mut store, "2018-01-17T00:00:00Z"), "1 Quay");
    assert_eq!(street(&mut store, "2018-01-01T00:00:00Z"), "1 Quay", "before its first word a source says that");
}
