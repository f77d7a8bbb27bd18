//! The story people of the fictional Dorset: what each one is there to show holds.

use dcr::access::Reason;
use dcr::consent::{ChoiceStatement, Overlay, Standing, StandingChoice};
use dcr::feeds::Totals;
use dcr::record::{EntryState, Section};
use dcr::store::sqlite::SqliteStore;
use dcr::store::view::{ConflictKind, Page};
use dcr::store::{PatientQuery, PatientRef, RecordQuery, Refusal, Store, ViewRequest};
use jiff::Timestamp;

use super::support::{self, care, conflicts, ingest, open, record, store_at, testdata, user};

/// Every message of the fictional Dorset, as known on the first of July 2018.
fn dorset() -> SqliteStore {
    let mut store = store_at("2018-07-01T09:00:00Z");
    fill(&mut store);
    store
}

fn fill(store: &mut SqliteStore) {
    let mut files: Vec<_> =
        std::fs::read_dir(testdata("messages")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut all = Totals::default();
    for file in files.into_iter().filter(|file| file.extension().is_some_and(|kind| kind == "hl7")) {
        all += ingest(store, &file.display().to_string(), &std::fs::read(&file).unwrap());
    }
    assert_eq!(all, Totals { received: 1838, applied: 1838, ..Totals::default() });
    // Answers of practices and reports do not say when they were sent: a list does.
    let documents = support::documents();
    for (at, name, bytes) in &documents {
        all += support::ingest_at(store, name, bytes, at.parse().unwrap());
    }
    assert_eq!((documents.len(), all), (49, Totals { received: 1887, applied: 1887, ..Totals::default() }));
    let check = store.check_integrity(|_, _| {}).unwrap();
    assert_eq!((check.messages, check.problems), (1887, vec![]));
}

fn state(store: &mut SqliteStore, number: &str, choice: &ChoiceStatement) {
    let agent =
        dcr::audit::Agent { user: "support".into(), full_name: "support".into(), role: None, organisation: None };
    store.state_choice(number.parse().unwrap(), choice, "leaflet form", &agent).unwrap();
}

fn standing(choice: StandingChoice) -> ChoiceStatement {
    ChoiceStatement::Standing(Standing { choice, stated: "2018-04-05T10:00:00Z".parse().unwrap() })
}

fn refused(store: &mut SqliteStore, request: &ViewRequest, patient: &str) -> Refusal {
    store.open(request, &patient.parse::<PatientRef>().unwrap()).unwrap_err()
}

#[test]
fn one_person_is_known_to_three_trusts_and_lies_in_one_of_them() {
    let mut store = dorset();
    let viewing = open(&mut store, "999 000 0018");
    let person = store.person(&viewing, &RecordQuery::default()).unwrap();
    let mut trusts: Vec<_> = person.sources.iter().map(|source| source.organisation.as_str()).collect();
    trusts.sort_unstable();
    trusts.dedup();
    assert_eq!(trusts, ["8KX91", "8KX92", "J81907", "RBD", "RD3", "RDZ"]);
    assert_eq!(person.inpatient_now.len(), 1);
    assert_eq!(person.inpatient_now[0].organisation, "RBD");
    assert!(person.inpatient_now[0].location.contains("CERNE"), "{}", person.inpatient_now[0].location);
    let record = store.record(&viewing, &RecordQuery::default()).unwrap();
    let sections: Vec<_> = record.sections.iter().map(|section| section.section).collect();
    for section in
        [Section::Allergies, Section::Investigations, Section::Encounters, Section::Documents, Section::Contacts]
    {
        assert!(sections.contains(&section), "{section}");
    }
}

#[test]
fn who_chose_nobody_looks_like_nobody() {
    let mut store = dorset();
    state(&mut store, "9990000026", &standing(StandingChoice::No2));
    let unknown = refused(&mut store, &care(), "999 000 0158").to_string();
    assert_eq!(refused(&mut store, &care(), "999 000 0026").to_string(), unknown);
    let emergency =
        Reason { emergency: Some(dcr::consent::Emergency::Medical), text: Some("collapsed".into()), ..care().reason };
    let refusal = refused(&mut store, &ViewRequest { reason: emergency, ..care() }, "999 000 0026");
    assert!(matches!(refusal, Refusal::NotFound), "{refusal:?}");
    let query = PatientQuery { family: Some("Nettlecombe".into()), ..PatientQuery::default() };
    assert_eq!(store.find(&care(), &query).unwrap(), []);
}

#[test]
fn a_yes_for_one_day_lapses_to_the_no_beneath() {
    let overlay = |at: &str| ChoiceStatement::Overlay(Overlay::yes_1("dr.osei", at.parse::<Timestamp>().unwrap()));
    let outcome = |now: &str| {
        let mut store = store_at(now);
        fill(&mut store);
        state(&mut store, "9990000034", &standing(StandingChoice::No1));
        state(&mut store, "9990000034", &overlay("2018-05-14T08:30:00Z"));
        // It was said at the clinic in Bournemouth.
        let at_the_clinic = ViewRequest { user: user("dr.osei", "R8000", "RDZ"), ..care() };
        let opened = store.open(&at_the_clinic, &"9990000034".parse().unwrap());
        opened.map(|viewing| viewing.decision().row.0).map_err(|refusal| match refusal {
            Refusal::Denied(decision) => decision.row.0,
            other => panic!("{other:?}"),
        })
    };
    assert_eq!(outcome("2018-05-14T12:00:00Z"), Ok("7"));
    assert_eq!(outcome("2018-05-14T22:59:59Z"), Ok("7"), "London is an hour ahead: a second to midnight");
    assert_eq!(outcome("2018-05-14T23:00:00Z"), Err("11"));
}

#[test]
fn a_number_with_another_birth_date_links_nobody() {
    let mut store = dorset();
    assert!(matches!(refused(&mut store, &care(), "999 000 0042"), Refusal::Ambiguous(2)));
    let query = PatientQuery { number: Some("9990000042".parse().unwrap()), ..PatientQuery::default() };
    let hits = store.find(&care(), &query).unwrap();
    assert_eq!(hits.len(), 2);
    assert!(hits.iter().all(|hit| hit.in_conflict));
    let ids: Vec<_> = hits.iter().map(|hit| hit.patient).collect();
    let listed = conflicts(&mut store);
    let alone = |conflict: &&dcr::store::view::Conflict| conflict.kind == ConflictKind::NumberAlone;
    assert!(listed.iter().filter(alone).any(|conflict| conflict.patients.iter().any(|patient| ids.contains(patient))));
}

#[test]
fn a_merge_joins_what_stands_under_both_numbers() {
    let mut store = dorset();
    let viewing = open(&mut store, "RD3:P400050");
    let record = store.record(&viewing, &RecordQuery::default()).unwrap();
    let person = store.person(&viewing, &RecordQuery::default()).unwrap();
    let retired = person.sources.iter().find(|source| source.merged).unwrap();
    assert!(retired.demographics.identifiers.iter().any(|identifier| identifier.value == "P400950"));
    let links = store.explain_identity(&viewing).unwrap().links;
    assert!(links.iter().any(|link| link.kind == "merge" && link.undone.is_none()));
    let trace = store.trace(&viewing, Page::ALL).unwrap();
    assert!(trace.iter().any(|item| item.trigger == "ADT^A40"));
    let sources: std::collections::BTreeSet<_> =
        trace.iter().filter(|item| item.entries > 0).map(|item| item.patient).collect();
    assert!(sources.len() >= 2 && record.total > 0, "{sources:?}");
    assert_eq!(open(&mut store, "RD3:P400950").basis().purpose, "direct-care", "the retired number finds the person");
}

#[test]
fn a_corrected_result_stands_and_a_wrong_one_leaves() {
    let mut store = dorset();
    let record = record(&mut store, "999 000 0069");
    let named = |label: &str| record.timeline.iter().filter(|entry| entry.label == label).collect::<Vec<_>>();
    let potassium = named("Potassium");
    assert_eq!(potassium.len(), 1);
    assert_eq!(potassium[0].value, "4.9 mmol/L [3.5 - 5.3] (corrected)");
    assert!(named("Troponin T (hs)").is_empty(), "withdrawn as another person's");
    assert!(named("HbA1c").is_empty(), "deleted");
    let viewing = open(&mut store, "999 000 0069");
    let versions = store.entry(&viewing, &potassium[0].id, None).unwrap();
    let history: Vec<_> = versions.iter().map(|version| (version.state, version.value.as_str())).collect();
    assert_eq!(
        history,
        [
            (EntryState::Current, "4.9 mmol/L [3.5 - 5.3] (corrected)"),
            (EntryState::Superseded, "7.9 mmol/L [3.5 - 5.3] VERY HIGH"),
        ]
    );
    let then =
        RecordQuery { as_of: Some("2018-05-18T10:30:00Z".parse().unwrap()), timeline: true, ..RecordQuery::default() };
    let then = store.record(&viewing, &then).unwrap();
    let known = |label: &str| then.timeline.iter().find(|entry| entry.label == label).map(|entry| entry.value.clone());
    assert_eq!(
        known("Potassium").as_deref(),
        Some("7.9 mmol/L [3.5 - 5.3] VERY HIGH"),
        "what was known at half past eleven"
    );
    assert_eq!(known("Troponin T (hs)").as_deref(), Some("212 ng/L [<14] VERY HIGH"), "and the wrong one with it");
}

#[test]
fn a_hidden_address_shows_nowhere() {
    let mut store = dorset();
    let viewing = open(&mut store, "999 000 0077");
    assert!(viewing.mask().whereabouts);
    let mut shown = serde_json::to_string(&store.person(&viewing, &RecordQuery::default()).unwrap()).unwrap();
    shown += &serde_json::to_string(&store.record(&viewing, &RecordQuery::default()).unwrap()).unwrap();
    for item in store.trace(&viewing, Page::ALL).unwrap() {
        shown += &serde_json::to_string(&store.message(&viewing, item.message, None).unwrap()).unwrap();
    }
    let truth: serde_json::Value = serde_json::from_slice(&std::fs::read(testdata("truth.json")).unwrap()).unwrap();
    let person =
        truth["stories"].as_array().unwrap().iter().find(|person| person["nhs_number"] == "9990000077").unwrap();
    for secret in [
        &person["address"]["line"],
        &person["address"]["postcode"],
        &person["phone"],
        &person["next_of_kin"]["phone"],
        &person["practice"],
    ] {
        let secret = secret.as_str().unwrap();
        assert!(!shown.contains(secret), "{secret} is shown");
    }
    let postcode = person["address"]["postcode"].as_str().unwrap().to_owned();
    let query = PatientQuery { postcode: Some(postcode), ..PatientQuery::default() };
    assert!(
        store.find(&care(), &query).unwrap().iter().all(|hit| hit.postcode.is_some()),
        "nor is it found by trying postcodes"
    );
}

#[test]
fn late_messages_leave_the_right_state() {
    let mut store = dorset();
    let viewing = open(&mut store, "999 000 0085");
    let person = store.person(&viewing, &RecordQuery::default()).unwrap();
    assert!(person.inpatient_now.iter().all(|place| place.organisation != "RBD"), "the A11 came before its A01");
    let record = record(&mut store, "999 000 0085");
    let stays: Vec<_> = record.timeline.iter().filter(|entry| entry.section == Section::Encounters).collect();
    let text = serde_json::to_string(&stays).unwrap();
    assert!(text.contains("Osei") && !text.contains("Quinlan"), "{text}");
}

#[test]
fn twins_are_two_people() {
    let mut store = dorset();
    let (first, second) = (open(&mut store, "999 000 0093"), open(&mut store, "999 000 0107"));
    let name = |store: &mut SqliteStore, viewing| store.person(viewing, &RecordQuery::default()).unwrap().person.name;
    assert_eq!(name(&mut store, &first), "PRYCE, Owain (Master)");
    assert_eq!(name(&mut store, &second), "PRYCE, Osian (Master)");
}

#[test]
fn a_cancelled_document_leaves_and_stays_in_history() {
    let mut store = dorset();
    let record = record(&mut store, "999 000 0115");
    let text = serde_json::to_string(&record).unwrap();
    assert!(!text.contains("DOC100115.2"));
    let viewing = open(&mut store, "999 000 0115");
    let trace = store.trace(&viewing, Page::ALL).unwrap();
    assert!(trace.iter().any(|item| item.trigger.starts_with("MDM^T11")));
}

#[test]
fn support_staff_see_structure_and_no_clinical_text_until_a_need_is_stated() {
    let mut store = dorset();
    let viewing = store.open(&support::operations(), &"9990000069".parse().unwrap()).unwrap();
    let record = store.record(&viewing, &RecordQuery { timeline: true, ..RecordQuery::default() }).unwrap();
    assert!(record.total > 0 && record.timeline.iter().all(|entry| entry.masked && entry.resource.is_none()));
    let entry = record.timeline.iter().find(|entry| entry.provenance.trigger == "ORU^R01").unwrap();
    let masked = store.message(&viewing, entry.provenance.message, None).unwrap();
    assert!(!serde_json::to_string(&masked).unwrap().contains("mmol/L") || masked.masked);
    let before = store.info().unwrap().audit_events;
    let open = store.entry(&viewing, &entry.id, Some("INC1: the value is disputed")).unwrap();
    assert!(open.iter().all(|version| version.resource.is_some()));
    assert_eq!(store.info().unwrap().audit_events, before + 1, "unmasking is an event of its own");
    state(&mut store, "9990000026", &standing(StandingChoice::No2));
    let nobody = store.open(&support::operations(), &"9990000026".parse().unwrap()).unwrap();
    let record = store.record(&nobody, &RecordQuery::default()).unwrap();
    assert_eq!((record.total, record.person.name.as_str()), (0, "‹hidden›"));
    assert!(!store.trace(&nobody, Page::ALL).unwrap().is_empty());
}

#[test]
fn a_choice_made_while_a_view_is_open_closes_it() {
    let mut store = dorset();
    let viewing = open(&mut store, "999 000 0069");
    state(&mut store, "9990000069", &standing(StandingChoice::No2));
    assert!(store.record(&viewing, &RecordQuery::default()).is_err());
}

#[test]
fn a_privacy_officer_is_told_that_an_opt_out_stands() {
    let mut store = dorset();
    state(&mut store, "9990000026", &standing(StandingChoice::No2));
    let officer = ViewRequest { user: user("privacy", "R0001", "RBD"), ..care() };
    store.register_user(&officer.user, "dr.osei").unwrap();
    let refusal = refused(&mut store, &officer, "9990000026");
    assert!(matches!(refusal, Refusal::OptedOut), "{refusal:?}");
    assert!(matches!(refused(&mut store, &officer, "9990000069"), Refusal::Denied(_)));
    let reason = Reason { purpose: dcr::access::Purpose::PrivacyInvestigation, ..Reason::default() };
    let investigator = ViewRequest { reason, ..officer };
    assert!(matches!(refused(&mut store, &investigator, "9990000026"), Refusal::OptedOut));
    let viewing = store.open(&investigator, &"9990000069".parse().unwrap()).unwrap();
    let record = store.record(&viewing, &RecordQuery { timeline: true, ..RecordQuery::default() }).unwrap();
    assert!(record.total > 0 && record.timeline.iter().all(|entry| entry.masked), "nothing clinical is needed");
}

/// A report of three lines that arrives after its correction to two must not bring its third line
/// back; and a line that the source states again later goes on where it left.
#[test]
fn a_late_version_of_a_whole_brings_nothing_back() {
    let report = |control: &str, minute: &str, lines: &[&str]| {
        let mut text = format!(
            "MSH|^~\\&|LAB|RDZ|DCR|DCR|2018060110{minute}00||ORU^R01|{control}|P|2.4\rPID|1||77001^^^RDZ^MR||Late^Lena||19700101|F\rORC|RE|P1|F1\rOBR|1|P1|F1|XR^Chest film||201806010900|||||||||||||||2018060110{minute}00|||F\r"
        );
        for (place, line) in (1..).zip(lines) {
            text.extend(["OBX|", &place.to_string(), "|TX|R^Report|", &place.to_string(), "|", line, "||||||F\r"]);
        }
        text
    };
    let lines = |store: &mut SqliteStore| -> Vec<String> {
        let record = record(store, "RDZ:77001");
        let text = |entry: &dcr::store::view::EntryView| match &entry.resource {
            Some(dcr::record::Resource::Observation(it)) => it.value.as_ref().map(dcr::record::Value::label),
            _ => None,
        };
        let mut lines: Vec<String> = record.timeline.iter().filter_map(text).collect();
        lines.sort();
        lines
    };
    let mut store = store_at("2018-07-01T09:00:00Z");
    ingest(&mut store, "second", report("2", "30", &["a", "b"]).as_bytes());
    ingest(&mut store, "first, late", report("1", "20", &["x", "y", "z"]).as_bytes());
    assert_eq!(lines(&mut store), ["a", "b"]);
    ingest(&mut store, "third", report("3", "40", &["a", "b", "c"]).as_bytes());
    assert_eq!(lines(&mut store), ["a", "b", "c"]);
    ingest(&mut store, "fourth", report("4", "50", &["a"]).as_bytes());
    ingest(&mut store, "fifth", report("5", "55", &["a", "b"]).as_bytes());
    assert_eq!(lines(&mut store), ["a", "b"]);
}
