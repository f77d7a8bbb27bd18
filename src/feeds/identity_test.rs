//! Links are edges: they can be undone, and a do-not-link holds against every detour.

use super::{Ingest, Reception, Totals};
use crate::access::{Claim, JobRole, Reason, RoleProfile, User};
use crate::audit::Agent;
use crate::consent::{ChoiceStatement, Permission, Standing, StandingChoice};
use crate::store::sqlite::SqliteStore;
use crate::store::{Context, PatientId, PatientRef, RecordQuery, Refusal, Store, ViewRequest};

fn clinician() -> User {
    let role = RoleProfile { role: JobRole("R8000".to_owned()), organisation: "RBD".to_owned() };
    let name = "dr.osei".to_owned();
    User { name: name.clone(), full_name: name, roles: vec![role], ..User::default() }
}

fn store() -> SqliteStore {
    SqliteStore::in_memory(Context::fixed("2018-07-01T09:00:00Z".parse().unwrap()), &clinician(), true).unwrap()
}

fn ingest(store: &mut SqliteStore, origin: &str, bytes: &[u8]) -> Totals {
    let agent = Agent { user: "support".to_owned(), full_name: "support".to_owned(), role: None, organisation: None };
    let ingest = Ingest { received: Reception::WhenSent, ..Ingest::new(origin, agent) };
    ingest.run(store, bytes, |_| {}).unwrap()
}

fn care() -> ViewRequest {
    let reason = Reason { permission: Permission::Given, claim: Some(Claim::Attending), ..Reason::default() };
    ViewRequest { user: clinician(), reason, request: "test".to_owned() }
}

/// Three people whom nothing links, each of their own system.
fn three() -> SqliteStore {
    let mut store = store();
    for (place, name) in ["ONE", "TWO", "THREE"].into_iter().enumerate() {
        let message = format!(
            "MSH|^~\\&|{name}-PAS|RBD|DCR|DORSET|20180501120{place}00||ADT^A28|{place}|P|2.5.1\r\
             EVN||20180501120{place}00\r\
             PID|1||{place}01^^^RBD-{name}^MR||Person^{name}||1950010{}|F\r\r",
            place + 1
        );
        assert_eq!(ingest(&mut store, name, message.as_bytes()).applied, 1);
    }
    store
}

fn person(store: &mut SqliteStore, patient: i64) -> Vec<i64> {
    let viewing = store.open(&care(), &PatientRef::Patient(PatientId(patient))).unwrap();
    let person = store.person(&viewing, &RecordQuery::default()).unwrap();
    person.sources.iter().map(|source| source.patient.0).collect()
}

fn link(store: &mut SqliteStore, first: i64, second: i64, kind: &str) {
    let writer = store.write(&SqliteStore::processing("test")).unwrap();
    writer.link(PatientId(first), PatientId(second), kind, "said so", None).unwrap();
    writer.commit().unwrap();
}

#[test]
fn what_is_undone_is_as_before() {
    let mut store = three();
    link(&mut store, 1, 2, "merge");
    link(&mut store, 2, 3, "local-number");
    assert_eq!(person(&mut store, 3), [1, 2, 3]);
    let writer = store.write(&SqliteStore::processing("test")).unwrap();
    let merge = writer.links(PatientId(1)).unwrap().remove(0);
    writer.undo_link(merge.id, PatientId(1), merge.other).unwrap();
    writer.commit().unwrap();
    assert_eq!((person(&mut store, 1), person(&mut store, 2)), (vec![1], vec![2, 3]));
    let viewing = store.open(&care(), &PatientRef::Patient(PatientId(1))).unwrap();
    let links = store.explain_identity(&viewing).unwrap().links;
    assert!(links.iter().any(|link| link.kind == "merge" && link.undone.is_some()), "the undone link stays in history");
}

#[test]
fn a_do_not_link_holds_by_way_of_a_third() {
    let mut store = three();
    link(&mut store, 1, 2, "do-not-link");
    link(&mut store, 1, 3, "local-number");
    link(&mut store, 2, 3, "local-number");
    assert_eq!((person(&mut store, 1), person(&mut store, 2)), (vec![1, 3], vec![2]));
}

#[test]
fn a_writer_that_is_dropped_leaves_nothing() {
    let mut store = three();
    let before = store.info().unwrap();
    let writer = store.write(&SqliteStore::processing("test")).unwrap();
    writer.link(PatientId(1), PatientId(2), "merge", "said so", None).unwrap();
    drop(writer);
    assert_eq!(store.info().unwrap(), before);
    assert_eq!(person(&mut store, 1), [1]);
}

fn choose(store: &mut SqliteStore, number: &str, choice: StandingChoice) {
    let stated = "2018-06-01T09:00:00Z".parse().unwrap();
    let statement = ChoiceStatement::Standing(Standing { choice, stated });
    let agent = Agent { user: "records".to_owned(), full_name: "records".to_owned(), role: None, organisation: None };
    store.state_choice(number.parse().unwrap(), &statement, "form", &agent).unwrap();
}

/// P10 in the store: merged, the stricter of both holds for either number; unlinked, each has their own
/// again. What was claimed about one is theirs alone.
#[test]
fn a_merge_keeps_the_stricter_choice_and_an_unlink_restores_both() {
    let mut store = store();
    for (place, number) in [(1, "9990000018"), (2, "9990000026")] {
        let message = format!(
            "MSH|^~\\&|PAS{place}|RBD|DCR|DORSET|20180501120{place}00||ADT^A28|{place}|P|2.5.1\r\
             EVN||20180501120{place}00\r\
             PID|1||{number}^^^NHS^NH~{place}01^^^RBD-{place}^MR||Person^Number{place}||1950010{place}|F\r\r"
        );
        assert_eq!(ingest(&mut store, "pas", message.as_bytes()).applied, 1);
    }
    choose(&mut store, "9990000018", StandingChoice::Yes3);
    choose(&mut store, "9990000026", StandingChoice::No2);
    let is_open =
        |store: &mut SqliteStore, patient: i64| match store.open(&care(), &PatientRef::Patient(PatientId(patient))) {
            Ok(_) => true,
            Err(Refusal::NotFound) => false,
            Err(other) => panic!("{other}"),
        };
    assert_eq!([is_open(&mut store, 1), is_open(&mut store, 2)], [true, false]);
    link(&mut store, 1, 2, "merge");
    assert_eq!([is_open(&mut store, 1), is_open(&mut store, 2)], [false, false]);
    let writer = store.write(&SqliteStore::processing("test")).unwrap();
    let merge = writer.links(PatientId(1)).unwrap().remove(0);
    writer.undo_link(merge.id, PatientId(1), merge.other).unwrap();
    writer.commit().unwrap();
    assert_eq!([is_open(&mut store, 1), is_open(&mut store, 2)], [true, false]);
}
