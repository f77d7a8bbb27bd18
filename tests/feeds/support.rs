//! A store, the people who use it, and the way in and out.

use std::path::{Path, PathBuf};

use dcr::access::{AnsweredBy, Claim, JobRole, Purpose, Reason, RoleProfile, User};
use dcr::audit::Agent;
use dcr::consent::Permission;
use dcr::feeds::{Ingest, Reception, Totals};
use dcr::store::sqlite::SqliteStore;
use dcr::store::view::RecordView;
use dcr::store::{Context, PatientRef, RecordQuery, Refusal, Store, ViewRequest, Viewing, WorkList};
use jiff::Timestamp;

pub(crate) fn user(name: &str, role: &str, organisation: &str) -> User {
    let role = RoleProfile { role: JobRole(role.to_owned()), organisation: organisation.to_owned() };
    User { name: name.to_owned(), full_name: name.to_owned(), roles: vec![role], ..User::default() }
}

/// An empty demo store on the first of July 2018.
pub(crate) fn store() -> SqliteStore {
    store_at("2018-07-01T09:00:00Z")
}

/// An empty demo store at a time.
pub(crate) fn store_at(now: &str) -> SqliteStore {
    let clinician = user("dr.osei", "R8000", "RBD");
    let context = Context::fixed(now.parse().unwrap());
    let mut store = SqliteStore::in_memory(context, &clinician, true).unwrap();
    store.register_user(&user("support", "R8015", "RDY"), "dr.osei").unwrap();
    store
}

pub(crate) fn testdata(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata").join(path)
}

pub(crate) fn ingest(store: &mut SqliteStore, origin: &str, bytes: &[u8]) -> Totals {
    let agent = Agent { user: "support".to_owned(), full_name: "support".to_owned(), role: None, organisation: None };
    let ingest = Ingest { received: Reception::WhenSent, ..Ingest::new(origin, agent) };
    ingest.run(store, bytes, |_| {}).unwrap()
}

/// As [`ingest`], of what counts as received at a time.
pub(crate) fn ingest_at(store: &mut SqliteStore, origin: &str, bytes: &[u8], at: Timestamp) -> Totals {
    let agent = Agent { user: "support".to_owned(), full_name: "support".to_owned(), role: None, organisation: None };
    let ingest = Ingest { received: Reception::At(at), ..Ingest::new(origin, agent) };
    ingest.run(store, bytes, |_| {}).unwrap()
}

/// What practices answered and 111 reported in the fictional Dorset, in order of arrival: when (London
/// was an hour ahead of UTC), the file, and the bytes.
pub(crate) fn documents() -> Vec<(String, String, Vec<u8>)> {
    let list = std::fs::read_to_string(testdata("arrivals.csv")).unwrap();
    let mut rows: Vec<Vec<&str>> = list.lines().skip(1).map(|line| line.split(',').collect()).collect();
    rows.sort_by_key(|row| row[2]);
    let document = |row: Vec<&str>| {
        let text = std::fs::read_to_string(testdata("messages").join(row[0])).unwrap();
        let lines =
            row[0].ends_with(".ndjson").then(|| text.lines().nth(row[1].parse::<usize>().unwrap() - 1).unwrap());
        let bytes = lines.unwrap_or(&text).as_bytes().to_vec();
        (format!("{}+01:00", row[2]), row[0].to_owned(), bytes)
    };
    rows.into_iter().map(document).collect()
}

pub(crate) fn care() -> ViewRequest {
    let reason = Reason { permission: Permission::Given, claim: Some(Claim::Attending), ..Reason::default() };
    ViewRequest { user: user("dr.osei", "R8000", "RBD"), reason, request: "test".to_owned() }
}

fn of_a_parent() -> ViewRequest {
    let evidence = Some("birth certificate".to_owned());
    let reason = Reason { answered_by: AnsweredBy::Parent, evidence, ..care().reason };
    ViewRequest { reason, ..care() }
}

pub(crate) fn operations() -> ViewRequest {
    let reason = Reason { purpose: Purpose::RecordOperations, incident: Some("INC1".to_owned()), ..Reason::default() };
    ViewRequest { user: user("support", "R8015", "RDY"), reason, request: "test".to_owned() }
}

pub(crate) fn open(store: &mut SqliteStore, patient: &str) -> Viewing {
    let patient = patient.parse::<PatientRef>().unwrap();
    match store.open(&care(), &patient) {
        // For a child somebody with parental responsibility answers.
        Err(Refusal::AskConsent(_)) => store.open(&of_a_parent(), &patient).unwrap(),
        other => other.unwrap(),
    }
}

pub(crate) fn record(store: &mut SqliteStore, patient: &str) -> RecordView {
    let viewing = open(store, patient);
    store.record(&viewing, &RecordQuery { timeline: true, ..RecordQuery::default() }).unwrap()
}

pub(crate) fn conflicts(store: &mut SqliteStore) -> Vec<dcr::store::view::Conflict> {
    let viewing = store.open_work_list(&operations(), WorkList::Conflicts).unwrap();
    store.conflicts(&viewing, dcr::store::view::Page::ALL).unwrap()
}

pub(crate) fn dead_letters(store: &mut SqliteStore) -> Vec<dcr::store::view::DeadLetter> {
    let viewing = store.open_work_list(&operations(), WorkList::DeadLetters).unwrap();
    store.dead_letters(&viewing, dcr::store::view::Page::ALL).unwrap()
}
