//! Doors that must stay shut: every way to a record, a message, a count or a hit goes through the
//! decision on the person it is about.

use dcr::access::{Purpose, Reason};
use dcr::consent::{ChoiceStatement, Standing, StandingChoice};
use dcr::record::MessageId;
use dcr::store::sqlite::SqliteStore;
use dcr::store::view::Page;
use dcr::store::{PatientQuery, PatientRef, RecordQuery, Refusal, Store, ViewRequest, WorkList};

use super::support::{care, ingest, open, operations, store, user};

fn nobody(store: &mut SqliteStore, number: &str) {
    let agent =
        dcr::audit::Agent { user: "support".into(), full_name: "support".into(), role: None, organisation: None };
    let stated = "2018-04-05T10:00:00Z".parse().unwrap();
    let choice = ChoiceStatement::Standing(Standing { choice: StandingChoice::No2, stated });
    store.state_choice(number.parse().unwrap(), &choice, "leaflet form", &agent).unwrap();
}

/// A registration with a diagnosis and next of kin.
fn registration(organisation: &str, number: u64, control_id: &str) -> String {
    format!(
        "MSH|^~\\&|PAS|{organisation}|DCR|DORSET|20180501120000||ADT^A01|{control_id}|P|2.5.1\r\
         EVN||20180501120000\r\
         PID|1||L{number}^^^{organisation}^MR~{number}^^^NHS^NH||Person^Test||19500101|F|||1 Known Lane^^Poole^^BH15 1AA||01202 000000|||||||||||||||||||01\r\
         NK1|1|Kin^Next|Spouse|2 Kin Lane^^Poole^^BH15 1AB|01202 111111\r\
         PV1|1|I|SECRETWARD^1^2|||||||||||||||||V{number}|||||||||||||||||||||||||20180501120000\r\
         DG1|1||F20.9^Schizophrenia^I10|||W\r\r"
    )
}

fn text(store: &mut SqliteStore, viewing: &dcr::store::Viewing, message: i64) -> String {
    store
        .message(viewing, MessageId(message), None)
        .map_or_else(|error| error.to_string(), |view| serde_json::to_string(&view).unwrap())
}

#[test]
fn a_work_list_opens_nothing_but_what_waits_in_it() {
    let mut store = store();
    ingest(&mut store, "one", registration("RBD", 9_990_000_018, "1").as_bytes());
    let broken = registration("RBD", 9_990_000_026, "2").replace("ADT^A01", "ADT^A99");
    assert_eq!(ingest(&mut store, "two", broken.as_bytes()).dead, 1);
    let list = store.open_work_list(&operations(), WorkList::DeadLetters).unwrap();
    assert!(store.message(&list, MessageId(1), Some("need")).is_err(), "an applied message is no dead letter");
    assert!(store.message(&list, MessageId(2), None).is_ok());
    nobody(&mut store, "9990000026");
    assert!(store.message(&list, MessageId(2), Some("need")).is_err(), "nor is one about somebody who chose nobody");
}

#[test]
fn who_chose_nobody_is_in_no_search_of_anybody() {
    let mut store = store();
    ingest(&mut store, "one", registration("RBD", 9_990_000_026, "1").as_bytes());
    nobody(&mut store, "9990000026");
    let by_name = PatientQuery { family: Some("Person".into()), ..PatientQuery::default() };
    for role in ["R8000", "R8008", "R8009", "R1984", "R8015", "R0001"] {
        for (purpose, incident) in [
            (Purpose::DirectCare, None),
            (Purpose::RecordOperations, Some("I1")),
            (Purpose::PrivacyInvestigation, None),
        ] {
            let reason = Reason { purpose, incident: incident.map(str::to_owned), ..Reason::default() };
            let request = ViewRequest { user: user("somebody", role, "RBD"), reason, ..care() };
            if let Ok(hits) = store.find(&request, &by_name) {
                assert_eq!(hits, [], "{role} {purpose:?}");
            }
        }
    }
    let reason = Reason { purpose: Purpose::RecordOperations, ..Reason::default() };
    let without_incident = ViewRequest { reason, ..operations() };
    assert!(matches!(store.find(&without_incident, &by_name), Err(Refusal::Denied(_))));
}

#[test]
fn what_a_source_does_not_share_shows_nowhere() {
    let mut store = store();
    ingest(&mut store, "shares", registration("RBD", 9_990_000_018, "1").replace("SECRETWARD", "OPENWARD").as_bytes());
    ingest(&mut store, "views only", registration("RDY", 9_990_000_018, "2").as_bytes());
    let viewing = open(&mut store, "9990000018");
    let mut shown = serde_json::to_string(&store.person(&viewing, &RecordQuery::default()).unwrap()).unwrap();
    shown += &serde_json::to_string(&store.record(&viewing, &RecordQuery::default()).unwrap()).unwrap();
    shown += &serde_json::to_string(&store.trace(&viewing, Page::ALL).unwrap()).unwrap();
    shown += &text(&mut store, &viewing, 2);
    let query = PatientQuery { number: Some("9990000018".parse().unwrap()), ..PatientQuery::default() };
    shown += &serde_json::to_string(&store.find(&care(), &query).unwrap()).unwrap();
    assert!(shown.contains("OPENWARD") && !shown.contains("SECRETWARD"), "{shown}");
    assert!(!shown.contains("Dorset HealthCare"), "{shown}");
}

#[test]
fn a_report_of_governance_holds_no_third_party() {
    let mut store = store();
    ingest(&mut store, "one", registration("RBD", 9_990_000_018, "1").as_bytes());
    let reason = Reason { purpose: Purpose::SubjectAccess, ..Reason::default() };
    let guardian = user("guardian", "R5105", "RBD");
    store.register_user(&guardian, "dr.osei").unwrap();
    let request = ViewRequest { user: guardian, reason, ..care() };
    let viewing = store.open(&request, &"9990000018".parse::<PatientRef>().unwrap()).unwrap();
    let raw = text(&mut store, &viewing, 1);
    assert!(raw.contains("Schizophrenia") && !raw.contains("Kin") && !raw.contains("111111"), "{raw}");
}

#[test]
fn who_may_see_no_record_learns_no_count_of_people() {
    let mut store = store();
    for (place, organisation) in ["RBD", "RD3"].into_iter().enumerate() {
        let unverified = registration(organisation, 9_990_000_018, "1")
            .replace("|01\r", "|02\r")
            .replace("Test", &format!("Test{place}"));
        ingest(&mut store, organisation, unverified.as_bytes());
    }
    assert!(matches!(store.open(&care(), &"9990000018".parse().unwrap()), Err(Refusal::Ambiguous(2))));
    let reception = ViewRequest { user: user("reception", "R8009", "RBD"), ..care() };
    for number in ["9990000018", "9990000123"] {
        assert!(matches!(store.open(&reception, &number.parse().unwrap()), Err(Refusal::Denied(_))), "{number}");
    }
}

#[test]
fn an_open_view_ends_when_its_person_is_two() {
    let mut store = store();
    for organisation in ["RBD", "RD3"] {
        ingest(&mut store, organisation, registration(organisation, 9_990_000_018, "1").as_bytes());
    }
    let viewing = open(&mut store, "9990000018");
    assert!(store.record(&viewing, &RecordQuery::default()).is_ok());
    let apart = registration("RD3", 9_990_000_018, "2")
        .replace("19500101", "19510101")
        .replace("20180501120000", "20180502120000");
    ingest(&mut store, "another birth date", apart.as_bytes());
    assert!(store.record(&viewing, &RecordQuery::default()).is_err());
}

#[test]
fn a_conflict_with_who_chose_nobody_is_not_told() {
    let mut store = store();
    let shared = |number: u64, control_id: &str, name: &str| {
        let own = registration("RBD", number, control_id).replace(&format!("L{number}^^^RBD^MR"), "L1^^^RBD^MR");
        own.replace("|PAS|", &format!("|{name}|"))
    };
    ingest(&mut store, "one", shared(9_990_000_018, "1", "ONE").as_bytes());
    ingest(&mut store, "two", shared(9_990_000_026, "2", "TWO").as_bytes());
    let told = |store: &mut SqliteStore| {
        let viewing = open(store, "9990000018");
        let conflicts = store.explain_identity(&viewing).unwrap().conflicts.len();
        let person = store.person(&viewing, &RecordQuery::default()).unwrap().person;
        let query = PatientQuery { family: Some("Person".into()), ..PatientQuery::default() };
        let hits = store.find(&care(), &query).unwrap();
        (conflicts, person.in_conflict, hits.iter().any(|hit| hit.in_conflict))
    };
    assert_eq!(told(&mut store), (1, true, true));
    nobody(&mut store, "9990000026");
    assert_eq!(told(&mut store), (0, false, false));
}

#[test]
fn a_link_that_holds_apart_from_who_chose_nobody_is_not_told() {
    let mut store = store();
    for organisation in ["RBD", "RD3"] {
        ingest(&mut store, organisation, registration(organisation, 9_990_000_018, "1").as_bytes());
    }
    // One number replaced by another, and another birth date: two people, whose link is undone.
    let apart = registration("RD3", 9_990_000_018, "2")
        .replace("9990000018^^^NHS", "9990000026^^^NHS")
        .replace("19500101", "19510101")
        .replace("20180501120000", "20180502120000");
    ingest(&mut store, "another", apart.as_bytes());
    let viewing = open(&mut store, "P1");
    let told = store.explain_identity(&viewing).unwrap().links.len();
    drop(viewing);
    nobody(&mut store, "9990000026");
    let viewing = open(&mut store, "P1");
    assert_eq!((told, store.explain_identity(&viewing).unwrap().links.len()), (1, 0));
}
