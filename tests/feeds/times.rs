//! `valid_at`: what was true at a time, as far as it is known now.

use dcr::store::sqlite::SqliteStore;
use dcr::store::view::{Page, PersonView, RecordView};
use dcr::store::{PatientId, PatientQuery, PatientRef, RecordQuery, Store, WorkList};

use super::support::{care, ingest, operations, store};

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

/// Whom a search finds, and whether the person lay in hospital.
fn found(store: &mut SqliteStore, query: &PatientQuery) -> Vec<(String, bool)> {
    let hits = store.find(&care(), query).unwrap();
    hits.into_iter().map(|hit| (hit.name, hit.inpatient)).collect()
}

#[test]
fn a_search_finds_who_fitted_it_then() {
    let mut store = stay();
    let moved = message("A31", "25100000", "2 Hill", "").replace("Able^Ann", "Cole^Ann").replace("BH15 1AA", "DT1 9ZZ");
    assert_eq!(ingest(&mut store, "times", moved.as_bytes()).applied, 1);
    let at = |time: &str| Some(time.parse().unwrap());
    let family = |family: &str| PatientQuery { family: Some(family.to_owned()), ..PatientQuery::default() };
    let postcode = |code: &str| PatientQuery { postcode: Some(code.to_owned()), ..PatientQuery::default() };
    let cole = [("COLE, Ann".to_owned(), false)];
    let able = |inpatient| [("ABLE, Ann".to_owned(), inpatient)];
    assert_eq!(found(&mut store, &family("cole")), cole);
    assert_eq!(found(&mut store, &postcode("dt1")), cole);
    for then in ["2018-01-11T00:00:00Z", "2018-01-13T00:00:00Z"] {
        let known = |query| PatientQuery { as_of: at(then), ..query };
        let valid = |query| PatientQuery { valid_at: at(then), ..query };
        for query in
            [known(family("able")), valid(family("able")), known(postcode("bh15 1aa")), valid(postcode("bh15"))]
        {
            assert_eq!(found(&mut store, &query), able(true), "{then}");
        }
        for query in [known(family("cole")), valid(family("cole")), known(postcode("dt1")), valid(postcode("dt1"))] {
            assert_eq!(found(&mut store, &query), [], "{then}");
        }
    }
    assert_eq!(found(&mut store, &PatientQuery { as_of: at("2018-01-01T00:00:00Z"), ..family("able") }), []);
    let local = PatientQuery { local: Some("1001".to_owned()), ..PatientQuery::default() };
    assert_eq!(found(&mut store, &PatientQuery { valid_at: at("2018-01-16T00:00:00Z"), ..local }), able(false));
}

#[test]
fn lists_hold_what_waited_then() {
    let mut store = stay();
    let dead = message("A28", "21100000", "1 Quay", "").replace("1001^^^RBD^MR", "");
    let again = message("A31", "20100000", "3 Mill", "");
    for message in [&dead, &again] {
        assert_eq!(ingest(&mut store, "times", message.as_bytes()).applied, 0);
    }
    let page = |day: &str| Page { as_of: Some(format!("2018-01-{day}T12:00:00Z").parse().unwrap()), ..Page::ALL };
    let mut length = |day: &str| {
        let letters = store.open_work_list(&operations(), WorkList::DeadLetters).unwrap();
        let conflicts = store.open_work_list(&operations(), WorkList::Conflicts).unwrap();
        let viewing = store.open(&care(), &PatientRef::Patient(PatientId(1))).unwrap();
        let received = store.feeds(page(day).as_of).unwrap().iter().map(|feed| feed.received).sum::<u64>();
        (
            store.dead_letters(&letters, page(day)).unwrap().len(),
            store.conflicts(&conflicts, page(day)).unwrap().len(),
            store.trace(&viewing, page(day)).unwrap().len(),
            received,
        )
    };
    assert_eq!(length("09"), (0, 0, 0, 0));
    assert_eq!(length("12"), (0, 0, 2, 2));
    assert_eq!(length("19"), (0, 0, 4, 4));
    assert_eq!(length("20"), (0, 1, 6, 6), "the same number with another body waits");
    // What cannot be read was received when it came, on the first of July.
    assert_eq!(length("22"), (0, 1, 6, 6));
    let letters = store.open_work_list(&operations(), WorkList::DeadLetters).unwrap();
    assert_eq!(store.dead_letters(&letters, Page::ALL).unwrap().len(), 1);
}
