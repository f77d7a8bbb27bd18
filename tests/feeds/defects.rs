//! The defect pack: each named oddity comes to what its README says.

use dcr::feeds::Totals;
use dcr::record::NhsNumber;
use dcr::store::sqlite::SqliteStore;
use dcr::store::view::{ConflictKind, PersonView};
use dcr::store::{PatientId, PatientRef, RecordQuery, Store};

use super::support::{care, conflicts, dead_letters, ingest, store, testdata};

/// File; applied, duplicate, conflict, dead; and what the dead letter, if any, says.
const OUTCOMES: [(&str, [u64; 4], &str); 33] = [
    ("bad-check-digit", [1, 0, 0, 0], ""),
    ("bad-segment-name", [1, 0, 0, 1], "line 4, ?: the line does not begin with the name of a segment"),
    ("base64-pdf-without-authority", [1, 0, 0, 0], ""),
    ("cancel-before-admit", [2, 0, 0, 0], ""),
    ("custom-delimiters", [1, 0, 0, 0], ""),
    ("duplicate-other-body", [1, 0, 1, 0], ""),
    ("duplicate-same-body", [1, 1, 0, 0], ""),
    ("empty-pid-3", [0, 0, 0, 1], "line 3, PID-3: there is no number by which the patient could be known"),
    ("escaped-delimiters-and-hex", [1, 0, 0, 0], ""),
    ("identity-unknown", [2, 0, 0, 0], ""),
    ("invalid-utf-8-declared", [0, 0, 0, 1], "line 3, PID-5: the text is not valid UTF-8, which MSH-18 declares"),
    ("invalid-utf-8-undeclared", [1, 0, 0, 0], ""),
    ("latin-1", [1, 0, 0, 0], ""),
    ("line-ends-crlf", [2, 0, 0, 0], ""),
    ("line-ends-lf", [2, 0, 0, 0], ""),
    ("merge-before-register", [3, 0, 0, 0], ""),
    ("mllp-framed", [2, 0, 0, 0], ""),
    ("month-13", [1, 0, 0, 0], ""),
    ("newborn-with-mother", [2, 0, 0, 0], ""),
    ("no-empty-line", [2, 0, 0, 0], ""),
    ("no-pid", [1, 0, 0, 1], "line 1, MSH: the segment PID is missing"),
    ("old-update-late", [3, 0, 0, 0], ""),
    ("old-update-sent-again", [3, 0, 0, 0], ""),
    ("placeholder-number", [2, 0, 0, 0], ""),
    ("quoted-null-and-empty", [2, 0, 0, 0], ""),
    ("segments-run-together", [1, 0, 0, 1], "line 1, MSH: the segment PID is missing"),
    ("sensitive-address", [2, 0, 0, 0], ""),
    ("spaced-number-in-pid-2", [1, 0, 0, 0], ""),
    (
        "truncated-in-pid",
        [1, 0, 0, 1],
        "line 3, PID-3: the stream breaks off inside this message: its last segment or its frame has no end",
    ),
    ("two-thousand-repetitions", [2, 0, 0, 0], ""),
    ("unknown-trigger", [1, 0, 0, 1], "line 1, MSH-9: the message type and event ADT^A99 are not read"),
    ("unverified-number", [2, 0, 0, 0], ""),
    ("utf-8-undeclared", [1, 0, 0, 0], ""),
];

/// A store with one file of the pack in it.
fn read(name: &str) -> (SqliteStore, Totals) {
    let mut store = store();
    let path = testdata("defects").join(format!("{name}.hl7"));
    let totals = ingest(&mut store, name, &std::fs::read(path).unwrap());
    (store, totals)
}

fn person(store: &mut SqliteStore, patient: i64) -> PersonView {
    let viewing = store.open(&care(), &PatientRef::Patient(PatientId(patient))).unwrap();
    store.person(&viewing, &RecordQuery::default()).unwrap()
}

#[test]
fn every_file_comes_to_its_count() {
    for (name, [applied, duplicate, conflict, dead], reason) in OUTCOMES {
        let (mut store, totals) = read(name);
        let received = applied + duplicate + conflict + dead;
        assert_eq!(totals, Totals { received, applied, duplicate, conflict, dead }, "{name}");
        let reasons: Vec<_> = dead_letters(&mut store).into_iter().map(|letter| letter.reason).collect();
        assert_eq!(reasons.join("; "), reason, "{name}");
    }
}

#[test]
fn every_file_of_the_pack_is_tried() {
    let mut files: Vec<String> = std::fs::read_dir(testdata("defects"))
        .unwrap()
        .filter_map(|entry| {
            entry.unwrap().file_name().into_string().unwrap().strip_suffix(".hl7").map(ToOwned::to_owned)
        })
        .collect();
    files.sort();
    let tried: Vec<_> = OUTCOMES.iter().map(|(name, ..)| (*name).to_owned()).collect();
    assert_eq!(files, tried);
}

#[test]
fn a_thirteenth_month_leaves_the_year_and_a_defect() {
    let (mut store, _) = read("month-13");
    let person = person(&mut store, 1);
    assert_eq!(person.person.birth_date.map(|date| date.to_string()).as_deref(), Some("1965"));
    let viewing = store.open(&care(), &PatientRef::Patient(PatientId(1))).unwrap();
    let trace = store.trace(&viewing, dcr::store::view::Page::ALL).unwrap();
    let defect = &trace[0].defects[0];
    assert_eq!((defect.location.segment.as_str(), defect.location.field), ("PID", Some(7)));
}

#[test]
fn a_quoted_null_deletes_and_an_empty_field_says_nothing() {
    let (mut store, _) = read("quoted-null-and-empty");
    let person = person(&mut store, 1);
    let demographics = &person.sources[0].demographics;
    assert!(demographics.telecoms.is_empty() && !demographics.addresses.is_empty());
    assert!(!serde_json::to_string(&person).unwrap().contains("\\\"\\\""), "a quoted null is never text");
}

#[test]
fn a_placeholder_identifies_nobody() {
    let (mut store, _) = read("placeholder-number");
    assert_eq!(store.info().unwrap().people, 2);
    assert_eq!(person(&mut store, 1).person.nhs_number, None);
    assert_eq!(conflicts(&mut store), []);
}

#[test]
fn a_bad_check_digit_is_shown_and_never_identity() {
    let (mut store, _) = read("bad-check-digit");
    let number = person(&mut store, 1).person.nhs_number.unwrap();
    assert!(!number.check_digit_holds() && !NhsNumber::may_identify(number));
}

#[test]
fn a_number_with_spaces_in_pid_2_is_an_unverified_nhs_number() {
    let (mut store, _) = read("spaced-number-in-pid-2");
    let person = person(&mut store, 1);
    let number = person.person.nhs_number.map(|number| number.to_string());
    assert_eq!((number.as_deref(), person.person.verified), (Some("999 900 0185"), false));
    assert_eq!(person.sources[0].demographics.identifiers.len(), 1, "PID-3 says a type and no number");
}

#[test]
fn an_unverified_number_goes_to_the_list() {
    let (mut store, _) = read("unverified-number");
    assert_eq!(store.info().unwrap().people, 2);
    let kinds: Vec<_> = conflicts(&mut store).iter().map(|conflict| conflict.kind).collect();
    assert_eq!(kinds, [ConflictKind::NumberNotVerified]);
}

#[test]
fn a_merge_before_its_sides_are_registered_waits_for_them() {
    let (mut store, _) = read("merge-before-register");
    let info = store.info().unwrap();
    assert_eq!((info.people, info.patients), (1, 2));
    let person = person(&mut store, 1);
    let retired: Vec<_> = person.sources.iter().filter(|source| source.merged).collect();
    assert!(
        retired.len() == 1 && retired[0].demographics.identifiers.iter().any(|identifier| identifier.value == "900303")
    );
}

#[test]
fn an_admission_that_was_taken_back_first_never_shows() {
    let (mut store, _) = read("cancel-before-admit");
    let viewing = store.open(&care(), &PatientRef::Patient(PatientId(1))).unwrap();
    assert!(store.person(&viewing, &RecordQuery::default()).unwrap().inpatient_now.is_empty());
    let record = store.record(&viewing, &RecordQuery { timeline: true, ..RecordQuery::default() }).unwrap();
    assert!(record.timeline.iter().all(|entry| entry.kind != "Encounter"));
}

#[test]
fn an_older_update_changes_nothing_that_is_newer() {
    for name in ["old-update-late", "old-update-sent-again"] {
        let (mut store, _) = read(name);
        let viewing = store.open(&care(), &PatientRef::Patient(PatientId(1))).unwrap();
        let text = serde_json::to_string(&store.record(&viewing, &RecordQuery::default()).unwrap()).unwrap();
        assert!(text.contains("Newest") && !text.contains("Middle"), "{name}: {text}");
    }
}

#[test]
fn a_restriction_is_not_lifted_by_silence() {
    let (mut store, _) = read("sensitive-address");
    let person = person(&mut store, 1);
    assert!(person.basis.mask.whereabouts);
    assert!(person.sources[0].demographics.addresses.is_empty() && person.person.postcode.is_none());
}

#[test]
fn a_conflicting_message_changes_nothing() {
    let (mut store, _) = read("duplicate-other-body");
    let listed = conflicts(&mut store);
    assert_eq!(listed.len(), 1);
    assert_eq!((listed[0].kind, listed[0].patients.as_slice()), (ConflictKind::MessageNumber, &[PatientId(1)][..]));
    let versions = person(&mut store, 1).sources.len();
    assert_eq!(versions, 1);
}

#[test]
fn names_survive_every_character_set() {
    for (name, family) in
        [("latin-1", "MÜLLER"), ("utf-8-undeclared", "ŁUKASIK"), ("escaped-delimiters-and-hex", "DELIM&SONS")]
    {
        let (mut store, _) = read(name);
        let shown = person(&mut store, 1).person.name;
        assert!(shown.starts_with(family), "{name}: {shown}");
    }
}

#[test]
fn a_pdf_is_a_document_and_no_text() {
    let (mut store, _) = read("base64-pdf-without-authority");
    let viewing = store.open(&care(), &PatientRef::Patient(PatientId(1))).unwrap();
    let record = store.record(&viewing, &RecordQuery { timeline: true, ..RecordQuery::default() }).unwrap();
    let document =
        record.timeline.iter().find(|entry| serde_json::to_string(entry).unwrap().contains("application/pdf")).unwrap();
    let attachment = store.attachment(&viewing, &document.id, 0).unwrap();
    assert!(attachment.content.starts_with(b"%PDF"));
    assert!(!serde_json::to_string(&record).unwrap().contains("JVBERi"), "no base64 is shown");
}

#[test]
fn a_newborn_is_not_the_mother() {
    let (store, _) = read("newborn-with-mother");
    assert_eq!(store.info().unwrap().people, 2);
}

#[test]
fn somebody_unknown_is_matched_by_nothing_but_the_local_number() {
    let (store, _) = read("identity-unknown");
    assert_eq!(store.info().unwrap().people, 2);
}
