//! One number in one source is mostly one person, and never by guess: who bears it with another
//! name and date of birth is kept apart, and listed.

use dcr::store::sqlite::SqliteStore;
use dcr::store::view::ConflictKind;
use dcr::store::{PatientId, PatientQuery, PatientRef, RecordQuery, Store};

use super::support::{care, conflicts, dead_letters, ingest, store};

const ANN: &str = "Able^Ann||19500101|F";
const BOB: &str = "Baker^Bob||19600202|M";
const NUMBER: &str = "9990010013^^^NHS^NH";
const OTHER: &str = "9990010021^^^NHS^NH";

/// A message of a system about whoever PID-3 and the fields from PID-5 name; `minute` numbers it.
fn message(system: &str, event: &str, minute: u8, (numbers, person): (&str, &str), rest: &str) -> String {
    format!(
        "MSH|^~\\&|{system}|RBD|DCR|DORSET|2018010112{minute:02}00||{event}|{system}{minute}|P|2.4\r\
         EVN||2018010112{minute:02}00\rPID|1||{numbers}||{person}\r{rest}\r\r"
    )
}

fn result(minute: u8, who: (&str, &str), value: &str) -> String {
    let rest = format!(
        "OBR|1|O{minute}|F{minute}|FBC^Full blood count^L|||20180101\rOBX|1|NM|HB^Haemoglobin^L||{value}|g/L|||||F"
    );
    message("LAB", "ORU^R01", minute, who, &rest)
}

fn read(messages: &[String]) -> SqliteStore {
    let mut store = store();
    for message in messages {
        assert_eq!(ingest(&mut store, "bearers", message.as_bytes()).received, 1);
    }
    store
}

/// The store numbers and names of everybody of a family name.
fn called(store: &mut SqliteStore, family: &str) -> Vec<(i64, String)> {
    let query = PatientQuery { family: Some(family.to_owned()), ..PatientQuery::default() };
    let hits = store.find(&care(), &query).unwrap();
    hits.into_iter().map(|hit| (hit.patient.0, hit.name)).collect()
}

fn values(store: &mut SqliteStore, patient: i64) -> Vec<String> {
    let viewing = store.open(&care(), &PatientRef::Patient(PatientId(patient))).unwrap();
    let view = store.record(&viewing, &RecordQuery { timeline: true, ..RecordQuery::default() }).unwrap();
    view.timeline.into_iter().map(|entry| entry.value).filter(|value| !value.is_empty()).collect()
}

fn kinds(store: &mut SqliteStore) -> Vec<ConflictKind> {
    conflicts(store).into_iter().map(|conflict| conflict.kind).collect()
}

#[test]
fn a_placeholder_for_a_local_number_is_nobody() {
    for filler in ["UNKNOWN", "0000000", "n/k"] {
        let numbers = |nhs: &str| format!("{filler}^^^RBD^MR~{nhs}");
        let mut store = read(&[
            message("PAS", "ADT^A28", 1, (&numbers(NUMBER), ANN), ""),
            message("PAS", "ADT^A28", 2, (&numbers(OTHER), BOB), ""),
            message("PAS", "ADT^A28", 3, (&format!("{filler}^^^RBD^MR"), ANN), ""),
        ]);
        assert_eq!((called(&mut store, "able").len(), called(&mut store, "baker").len()), (1, 1), "{filler}");
        let dead = dead_letters(&mut store);
        assert_eq!(dead.len(), 1);
        assert!(dead[0].reason.contains("PID-3") && dead[0].reason.contains("placeholder"), "{}", dead[0].reason);
    }
}

#[test]
fn a_number_alone_joins_nobody_within_a_feed_either() {
    let mut store = read(&[
        result(1, (NUMBER, ANN), "140"),
        result(2, (NUMBER, BOB), "99"),
        result(3, (NUMBER, "Able^A||19500101"), "141"),
        result(4, (NUMBER, "BAKER^BOB||19600202"), "98"),
    ]);
    let (ann, bob) = (called(&mut store, "able")[0].0, called(&mut store, "baker")[0].0);
    assert_eq!((values(&mut store, ann).len(), values(&mut store, bob).len()), (2, 2));
    assert!(values(&mut store, ann).iter().all(|value| value.starts_with("14")));
    assert_eq!(kinds(&mut store), [ConflictKind::NumberAlone]);
}

#[test]
fn whoever_is_named_by_a_number_shared_by_two_is_neither() {
    let nameless = result(3, (NUMBER, ""), "77");
    let mut store = read(&[result(1, (NUMBER, ANN), "140"), nameless.clone()]);
    assert_eq!(values(&mut store, 1).len(), 2, "where the source knows one person by it, it is that one");
    let again = result(4, (NUMBER, ""), "78");
    let mut store = read(&[result(1, (NUMBER, ANN), "140"), result(2, (NUMBER, BOB), "99"), nameless, again]);
    assert_eq!((values(&mut store, 1), values(&mut store, 2)), (vec!["140 g/L".to_owned()], vec!["99 g/L".to_owned()]));
    assert_eq!(values(&mut store, 3).len(), 2, "and the third is one");
}

#[test]
fn a_result_under_the_wrong_local_number_is_kept_apart() {
    let number = "A1^^^RBD^MR";
    let mut store =
        read(&[result(1, (number, ANN), "140"), result(2, (number, BOB), "99"), result(3, (number, ANN), "141")]);
    let ann = called(&mut store, "able")[0].0;
    assert_eq!(values(&mut store, ann).len(), 2);
    assert_eq!(kinds(&mut store), [ConflictKind::LocalNumberReused]);
    // A slip in one of the two, a changed name, or nothing said at all is the same person.
    for same in ["Able^Ann||19510101", "Cole^Ann||19500101", ""] {
        let mut store = read(&[result(1, (number, ANN), "140"), result(2, (number, same), "9")]);
        assert_eq!(values(&mut store, 1).len(), 2, "{same}");
        assert!(kinds(&mut store).is_empty());
    }
}

#[test]
fn a_source_that_renames_its_own_number_is_believed_and_listed() {
    let number = "A1^^^RBD^MR";
    let renamed = |who| message("PAS", "ADT^A31", 2, (number, who), "");
    let mut store = read(&[message("PAS", "ADT^A28", 1, (number, ANN), ""), renamed(BOB)]);
    assert_eq!(called(&mut store, "baker"), [(1, "BAKER, Bob".to_owned())]);
    assert_eq!(kinds(&mut store), [ConflictKind::LocalNumberReused]);
    // Who was brought in unknown is recognised, which is no question.
    let unknown = format!("Trauma^Alpha||19800101|M{}Y", "|".repeat(23));
    let mut store = read(&[message("PAS", "ADT^A04", 1, (number, &unknown), ""), renamed(BOB)]);
    assert_eq!(called(&mut store, "baker").len(), 1);
    assert!(kinds(&mut store).is_empty());
}

fn merge(survivor: &str, retired: &str) -> String {
    message("PAS", "ADT^A40", 9, (survivor, ANN), &format!("MRG|{retired}"))
}

#[test]
fn a_merge_of_nhs_numbers_alone_is_made_or_listed() {
    let verified = format!("{ANN}{}01", "|".repeat(24));
    let both =
        |who: &str| [message("PAS", "ADT^A28", 1, (NUMBER, who), ""), message("PAS", "ADT^A28", 2, (OTHER, who), "")];
    let mut store = read(&[&both(ANN)[..], &[merge(NUMBER, OTHER)]].concat());
    assert_eq!(called(&mut store, "able").len(), 1, "unverified numbers merge as any");
    let mut store = read(&[&both(&verified)[..], &[merge(NUMBER, OTHER)]].concat());
    assert_eq!(called(&mut store, "able").len(), 2);
    assert_eq!(kinds(&mut store), [ConflictKind::MergeAcrossNumbers]);
    // The retired number may be that of somebody whom the source knows by a number of its own.
    let local = format!("A2^^^RBD^MR~{OTHER}");
    let mut store = read(&[
        message("PAS", "ADT^A28", 1, ("A1^^^RBD^MR", ANN), ""),
        message("PAS", "ADT^A28", 2, (&local, ANN), ""),
        merge("A1^^^RBD^MR", OTHER),
    ]);
    assert_eq!(called(&mut store, "able").len(), 1);
}

#[test]
fn a_merge_that_retires_nothing_is_refused_with_its_place() {
    let mut store = read(&[message("PAS", "ADT^A28", 1, (NUMBER, ANN), ""), merge(NUMBER, "0000000^^^RBD^MR")]);
    let dead = dead_letters(&mut store);
    assert!(dead[0].reason.starts_with("MRG-1") && dead[0].location.as_ref().is_some_and(|at| at.segment == "MRG"));
    let mut store = read(&[message("PAS", "ADT^A28", 1, (NUMBER, ANN), ""), merge(NUMBER, NUMBER)]);
    assert_eq!(kinds(&mut store), [ConflictKind::MergeUnclear]);
}
