//! Messages that come late, again, after a merge or without a visit number: each changes the record
//! that it is about, and no other.

use dcr::store::sqlite::SqliteStore;
use dcr::store::view::{ConflictKind, PersonView, RecordView};
use dcr::store::{PatientId, PatientQuery, PatientRef, RecordQuery, Store};

use super::support::{care, conflicts, ingest, store};

/// A message of the hospital's system about the person with a local number, one NHS number, at a
/// time in January 2018; `rest` are the segments after the patient's.
fn message(system: &str, event: &str, at: &str, (local, number): (&str, &str), rest: &str) -> String {
    let (at, kind) = (format!("201801{at}00"), event.replace('^', ""));
    format!(
        "MSH|^~\\&|{system}|RBD|DCR|DORSET|{at}||{event}|{kind}{at}{local}|P|2.4\rEVN||{at}\r\
         PID|1||{local}^^^RBD^MR~{number}^^^NHS^NH||Late^Ann||19500101|F|||1 Quay^^Poole^^BH15 1AA|||||||||||||||||||||01\r{rest}\r\r"
    )
}

const ANN: (&str, &str) = ("1001", "9990010013");

fn adt(event: &str, at: &str, rest: &str) -> String {
    message("TPAS", &format!("ADT^{event}"), at, ANN, rest)
}

/// A visit segment of an inpatient on a ward, by visit number where one is given.
fn bed(ward: &str, visit: &str) -> String {
    format!("PV1|1|I|{ward}^^B1||||||||||||||||{visit}")
}

fn potassium(at: &str, who: (&str, &str), value: &str, status: &str) -> String {
    let rest = format!(
        "OBR|1|ORD1|REP1|U&E^U&E^L|||20180101080000|||||||||||||||201801{at}00|||{status}\r\
         OBX|1|NM|K^Potassium^L||{value}|mmol/L|||||{status}|||201801{at}00"
    );
    message("LAB", "ORU^R01", at, who, &rest)
}

fn read(messages: &[String]) -> SqliteStore {
    let mut store = store();
    for message in messages {
        assert_eq!(ingest(&mut store, "late", message.as_bytes()).applied, 1, "{message}");
    }
    store
}

fn person(store: &mut SqliteStore) -> PersonView {
    let viewing = store.open(&care(), &PatientRef::Patient(PatientId(1))).unwrap();
    store.person(&viewing, &RecordQuery::default()).unwrap()
}

fn record(store: &mut SqliteStore) -> RecordView {
    let viewing = store.open(&care(), &PatientRef::Patient(PatientId(1))).unwrap();
    store.record(&viewing, &RecordQuery { timeline: true, ..RecordQuery::default() }).unwrap()
}

fn shown(store: &mut SqliteStore) -> String {
    serde_json::to_string(&record(store).timeline).unwrap()
}

fn encounters(store: &mut SqliteStore) -> usize {
    record(store).timeline.iter().filter(|entry| entry.kind == "Encounter").count()
}

#[test]
fn an_admission_that_was_taken_back_takes_what_followed_it_along() {
    for between in ["A08", "A02"] {
        let ward = if between == "A02" { "W2" } else { "W1" };
        let mut store = read(&[
            adt("A01", "011000", &bed("W1", "V1")),
            adt(between, "011100", &bed(ward, "V1")),
            adt("A11", "011200", &bed(ward, "V1")),
        ]);
        assert!(person(&mut store).inpatient_now.is_empty(), "{between}");
        assert_eq!(encounters(&mut store), 0, "{between}");
    }
}

#[test]
fn a_restriction_outlives_a_late_message() {
    let hidden = message("TPAS", "ORU^R01", "051000", ANN, "OBR|1|O|R|X^X^L\rZU8||||1");
    let late = |lift: &str| adt("A08", "021000", &format!("PV1|1|N{lift}"));
    for (first, lift) in [(true, ""), (true, "\rZU8||||0"), (false, "\rZU8||||0")] {
        let mut messages = vec![hidden.clone(), late(lift)];
        if first {
            messages.insert(0, adt("A28", "031000", ""));
        }
        let mut store = read(&messages);
        assert!(person(&mut store).basis.mask.whereabouts, "first {first}, lift {lift:?}");
    }
    let mut store = read(&[adt("A28", "031000", ""), hidden, adt("A31", "061000", "ZU8||||0")]);
    assert!(!person(&mut store).basis.mask.whereabouts, "a later lift counts");
}

#[test]
fn what_was_said_again_is_not_undone_by_something_older() {
    let mut store = read(&[
        potassium("011000", ANN, "4.9", "F"),
        potassium("011400", ANN, "4.9", "F"),
        potassium("011200", ANN, "7.9", "F"),
    ]);
    let text = shown(&mut store);
    assert!(text.contains("4.9") && !text.contains("7.9"), "{text}");
}

/// Where the person lies now, and where each stay ended.
fn stays(store: &mut SqliteStore) -> (Vec<String>, usize) {
    (person(store).inpatient_now.into_iter().map(|stay| stay.location).collect(), encounters(store))
}

#[test]
fn without_a_visit_number_an_event_is_about_the_stay_of_its_time() {
    let old = adt("A01", "011000", &bed("OLD", ""));
    let new = adt("A01", "201000", &bed("NEW", ""));
    let discharge = adt("A03", "031000", &bed("OLD", ""));
    let mut store = read(&[old.clone(), new.clone(), discharge.clone()]);
    let (lies, count) = stays(&mut store);
    assert!(lies.len() == 1 && lies[0].contains("NEW") && count == 2, "{lies:?}, {count}");
    let moved = adt("A02", "021000", &bed("MID", ""));
    let mut store = read(&[old.clone(), discharge.clone(), moved]);
    assert_eq!(stays(&mut store), (vec![], 1), "a late move is about a stay that is over");
    let mut store = read(&[old, discharge, adt("A13", "041000", &bed("OLD", ""))]);
    let (lies, count) = stays(&mut store);
    assert!(lies.len() == 1 && count == 1, "the discharge was taken back: {lies:?}, {count}");
}

#[test]
fn an_appointment_is_no_stay() {
    let booked = |number: &str| {
        let rest = format!("SCH|{number}|{number}|||||CHECK||||^^^20180301100000^20180301103000");
        message("TPAS", "SIU^S12", "011200", ANN, &rest)
    };
    let mut store = read(&[adt("A01", "011000", &bed("W1", "")), booked("AP1"), adt("A03", "051000", &bed("W1", ""))]);
    assert_eq!(stays(&mut store), (vec![], 2));
    let text = shown(&mut store);
    assert!(text.contains("planned") && text.contains("finished"), "{text}");
    let mut store = read(&[adt("A01", "011000", &bed("W1", "77")), booked("77")]);
    let (lies, count) = stays(&mut store);
    assert_eq!((lies.len(), count), (1, 2), "the same number means a visit and an appointment");
}

const OLD: (&str, &str) = ("1002", "9990010021");
const KEPT: (&str, &str) = ("1003", "9990010021");

fn merge(at: &str) -> String {
    message("TPAS", "ADT^A40", at, KEPT, "MRG|1002^^^RBD^MR")
}

#[test]
fn a_stay_ends_under_the_number_that_a_merge_kept() {
    for visit in ["V2", ""] {
        let mut store = read(&[
            message("TPAS", "ADT^A01", "011000", OLD, &bed("W1", visit)),
            merge("021000"),
            message("TPAS", "ADT^A03", "031000", KEPT, &bed("W1", visit)),
        ]);
        assert_eq!(stays(&mut store), (vec![], 1), "visit {visit:?}");
    }
}

#[test]
fn an_admission_is_taken_back_under_the_number_that_a_merge_kept() {
    let mut store = read(&[
        message("TPAS", "ADT^A01", "011000", OLD, &bed("W1", "V2")),
        merge("021000"),
        message("TPAS", "ADT^A11", "031000", KEPT, &bed("W1", "V2")),
    ]);
    assert_eq!(stays(&mut store), (vec![], 0));
}

#[test]
fn a_result_is_corrected_and_taken_back_under_the_number_that_a_merge_kept() {
    let before = |system: &str| {
        vec![
            message("TPAS", "ADT^A28", "010900", OLD, ""),
            potassium("011000", OLD, "4.9", "F").replace("|LAB|", &format!("|{system}|")),
            merge("021000"),
        ]
    };
    for system in ["LAB", "TPAS"] {
        let later = |value, status| potassium("031000", KEPT, value, status).replace("|LAB|", &format!("|{system}|"));
        let mut messages = before(system);
        messages.push(later("7.9", "C"));
        let text = shown(&mut read(&messages));
        assert!(text.contains("7.9") && !text.contains("4.9"), "{system}: {text}");
        messages.pop();
        messages.push(later("4.9", "W"));
        let text = shown(&mut read(&messages));
        assert!(!text.contains("4.9"), "{system}: {text}");
    }
}

#[test]
fn a_corrected_nhs_number_replaces_the_one_before() {
    let with = |event: &str, at: &str, number: &str| message("TPAS", event, at, ("1008", number), "");
    let (wrong, right) = ("9990010080", "9990010099");
    let newer = with("ADT^A31", "021000", right);
    let first = with("ADT^A28", "011000", wrong);
    let again = potassium("031000", ("1008", wrong), "4.9", "F").replace("|LAB|", "|TPAS|");
    for messages in [
        vec![first.clone(), newer.clone()],
        vec![first.clone(), newer.clone(), with("ADT^A31", "011200", wrong)],
        vec![first.clone(), newer.clone(), again],
    ] {
        let mut store = read(&messages);
        let shown = person(&mut store).person.nhs_number.unwrap();
        assert_eq!(shown, right.parse().unwrap());
        let listed = conflicts(&mut store);
        assert!(listed.len() == 1 && listed[0].kind == ConflictKind::TwoNumbers, "{listed:?}");
        let query = PatientQuery { number: Some(wrong.parse().unwrap()), ..PatientQuery::default() };
        assert_eq!(store.find(&care(), &query).unwrap().len(), 1, "the old number still finds the person");
    }
    let mut store = read(&[newer, first]);
    assert_eq!(person(&mut store).person.nhs_number, Some(right.parse().unwrap()), "the older one came late");
}

#[test]
fn a_corrected_nhs_number_leaves_the_person_it_was_wrong_about() {
    let other = message("OTHER", "ADT^A28", "010900", ("77", "9990010080"), "").replace("RBD^MR", "RD3^MR");
    let with = |event: &str, at: &str, number: &str| message("TPAS", event, at, ("1008", number), "");
    let mut messages = vec![other, with("ADT^A28", "011000", "9990010080")];
    assert_eq!(read(&messages).info().unwrap().people, 1);
    messages.push(with("ADT^A31", "021000", "9990010099"));
    let mut store = read(&messages);
    assert_eq!(store.info().unwrap().people, 2);
    assert_eq!(person(&mut store).person.nhs_number, Some("9990010080".parse().unwrap()));
}

#[test]
fn a_merge_answers_what_a_missing_birth_date_left_open() {
    let undated = |who: (&str, &str)| message("TPAS", "ADT^A28", "011000", who, "").replace("|19500101|", "||");
    let mut store = read(&[undated(OLD), undated(KEPT)]);
    let listed = conflicts(&mut store);
    assert!(listed.len() == 1 && listed[0].reason.contains("not known"), "{listed:?}");
    assert_eq!(ingest(&mut store, "late", merge("021000").as_bytes()).applied, 1);
    assert_eq!((store.info().unwrap().people, conflicts(&mut store)), (1, vec![]));
    let again = undated(KEPT).replace("20180101100000", "20180103100000").replace("Ann", "Anne");
    assert_eq!(ingest(&mut store, "late", again.as_bytes()).applied, 1);
    assert_eq!(conflicts(&mut store), [], "and it is not asked again");
}

/// A report of three results that share their code, and what becomes of them.
fn glucose(at: &str, results: &[(u8, &str, &str)]) -> String {
    let results: Vec<String> = results
        .iter()
        .map(|(set_id, value, status)| format!("OBX|{set_id}|NM|GLU^Glucose^L||{value}|mmol/L|||||{status}"))
        .collect();
    let report = format!("OBR|1|ORD2|REP2|GTT^Glucose tolerance^L|||20180101080000|||||||||||||||201801{at}00");
    message("LAB", "ORU^R01", at, ANN, &format!("{report}\r{}", results.join("\r")))
}

#[test]
fn a_correction_of_one_of_several_with_one_code_is_of_the_one_with_its_set_id() {
    let values = |store: &mut SqliteStore| {
        let shown = record(store).timeline.into_iter().map(|entry| entry.value);
        shown.filter(|value| value.contains("mmol/L")).collect::<Vec<_>>()
    };
    let first = glucose("010900", &[(1, "5.1", "F"), (2, "9.2", "F"), (3, "6.3", "F")]);
    let mut store = read(&[first.clone(), glucose("011000", &[(2, "7.2", "C")])]);
    assert_eq!(values(&mut store), ["5.1 mmol/L", "7.2 mmol/L (corrected)", "6.3 mmol/L"]);
    let mut store = read(&[first.clone(), glucose("011000", &[(3, "6.3", "W")])]);
    assert_eq!(values(&mut store), ["5.1 mmol/L", "9.2 mmol/L"]);
    // All of them sent again are told apart by their order, whatever their set ids are.
    let all = glucose("011000", &[(7, "5.0", "C"), (8, "9.0", "C"), (9, "6.0", "C")]);
    let mut store = read(&[first, all]);
    assert_eq!(values(&mut store).len(), 3);
    assert!(values(&mut store).iter().all(|value| value.ends_with("(corrected)")));
}
