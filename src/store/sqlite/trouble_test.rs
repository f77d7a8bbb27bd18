//! What a caller meets when the disk is full or another process holds the file.

use rusqlite::Connection;

use super::{MessageOutcome, MessageRow, SqliteStore};
use crate::access::{JobRole, Reason, RoleProfile, User};
use crate::audit::{Action, Agent, Event, EventOutcome};
use crate::store::{Context, PatientQuery, PatientRef, Refusal, Store, StoreError, ViewRequest};

fn user() -> User {
    let role = RoleProfile { role: JobRole("R8000".to_owned()), organisation: "RBD".to_owned() };
    User { name: "t".to_owned(), full_name: "T".to_owned(), roles: vec![role], ..User::default() }
}

fn request() -> ViewRequest {
    ViewRequest { user: user(), reason: Reason::default(), request: "test".to_owned() }
}

fn store(folder: &tempfile::TempDir) -> SqliteStore {
    let context = Context::fixed("2018-07-01T09:00:00Z".parse().unwrap());
    let store = SqliteStore::init(&folder.path().join("store.db"), context, &user(), true).unwrap();
    store.connection.busy_handler(None).unwrap();
    store
}

/// Keeps a message of a megabyte with its audit event.
fn keep_message(store: &mut SqliteStore) -> Result<(), StoreError> {
    let body = vec![b'x'; 1 << 20];
    let mut writer = store.write(&SqliteStore::processing("test"))?;
    let feed = writer.feed("A/B", "B", "A", "generic")?;
    let message = writer.add_message(&MessageRow {
        feed,
        outcome: MessageOutcome::Applied,
        number: [1; 32],
        sha256: sha2::Digest::finalize(<sha2::Sha256 as sha2::Digest>::new_with_prefix(&body)).into(),
        patient: None,
        encounter: None,
        stated: None,
        control_id: "1",
        trigger: "ADT^A28",
        entries: 0,
        defects: &[],
        unread: &[],
        same_as: None,
        body: &body,
    })?;
    let agent = Agent { user: "t".to_owned(), full_name: "T".to_owned(), role: None, organisation: None };
    let event = Event::new(writer.received(), Action::Ingest, EventOutcome::Success, agent);
    writer.audit(&Event { message: Some(message.0), ..event })?;
    writer.commit()
}

fn asks_in_vain(store: &mut SqliteStore, fits: fn(&StoreError) -> bool) {
    let found = store.find(&request(), &PatientQuery::default());
    assert!(matches!(&found, Err(Refusal::Store(error)) if fits(error)), "{found:?}");
    let opened = store.open(&request(), &PatientRef::Patient(crate::store::PatientId(1)));
    assert!(matches!(&opened, Err(Refusal::Store(error)) if fits(error)), "{opened:?}");
}

#[test]
fn a_full_disk_keeps_nothing_and_shows_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store(&folder);
    let before = store.info().unwrap();
    let pages: i64 = store.connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    store.connection.pragma_update(None, "max_page_count", pages).unwrap();
    let kept = keep_message(&mut store);
    assert!(matches!(kept, Err(StoreError::Full)), "{kept:?}");
    assert_eq!(store.info().unwrap(), before);
    // Small events still fit into the last page; until they do not, and then nobody looks.
    let refused = (0..2_000).find(|_| store.find(&request(), &PatientQuery::default()).is_err());
    assert!(refused.is_some());
    asks_in_vain(&mut store, |error| matches!(error, StoreError::Full));
    assert_eq!(store.check_integrity(|_, _| {}).unwrap().problems, Vec::<String>::new());
    store.connection.pragma_update(None, "max_page_count", 1 << 20).unwrap();
    assert!(store.verify_audit(&[], &[], |_, _| {}).unwrap().is_sound());
    keep_message(&mut store).unwrap();
    assert_eq!(store.info().unwrap().messages, before.messages + 1);
}

#[test]
fn a_store_that_another_process_holds_takes_nothing_and_shows_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store(&folder);
    let before = store.info().unwrap();
    let other = Connection::open(folder.path().join("store.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let kept = keep_message(&mut store);
    assert!(matches!(kept, Err(StoreError::Locked)), "{kept:?}");
    asks_in_vain(&mut store, |error| matches!(error, StoreError::Locked));
    assert_eq!(store.info().unwrap(), before);
    other.execute_batch("ROLLBACK").unwrap();
    keep_message(&mut store).unwrap();
    assert_eq!(store.info().unwrap().messages, before.messages + 1);
    assert_eq!(store.check_integrity(|_, _| {}).unwrap().problems, Vec::<String>::new());
}

#[test]
fn an_audit_that_cannot_be_written_shows_nothing_in_an_emergency_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store(&folder);
    keep_message(&mut store).unwrap();
    let before = store.info().unwrap();
    for table in ["audit_event", "audit_node"] {
        let trigger =
            format!("CREATE TEMP TRIGGER refusing BEFORE INSERT ON main.{table} BEGIN SELECT RAISE(ABORT, 'no'); END");
        store.connection.execute_batch(&trigger).unwrap();
        asks_in_vain(&mut store, |_| true);
        let reason = Reason {
            emergency: Some(crate::consent::Emergency::Medical),
            text: Some("collapsed".to_owned()),
            ..Reason::default()
        };
        let opened = store.open(&ViewRequest { reason, ..request() }, &PatientRef::Patient(crate::store::PatientId(1)));
        assert!(matches!(opened, Err(Refusal::Store(_))), "{opened:?}");
        assert!(keep_message(&mut store).is_err());
        store.connection.execute_batch("DROP TRIGGER refusing").unwrap();
    }
    assert_eq!(store.info().unwrap(), before);
    assert!(store.verify_audit(&[], &[], |_, _| {}).unwrap().is_sound());
}

/// Each event is two rows: neither is ever without the other, whatever a writer was in the middle of.
#[test]
fn what_was_rolled_back_leaves_the_log_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store(&folder);
    for turn in 0..20 {
        let processing = SqliteStore::processing("test");
        let writer = store.write(&processing).unwrap();
        let agent = Agent { user: "t".to_owned(), full_name: "T".to_owned(), role: None, organisation: None };
        for _ in 0..turn {
            writer.audit(&Event::new(writer.received(), Action::Link, EventOutcome::Success, agent.clone())).unwrap();
        }
        if turn % 3 == 0 {
            drop(writer);
        } else {
            writer.commit().unwrap();
        }
        let found = store.verify_audit(&[], &[], |_, _| {}).unwrap();
        assert!(found.is_sound(), "{:?}", found.breaks);
    }
    assert_eq!(store.info().unwrap().audit_events, 1 + (1..20).filter(|turn| turn % 3 != 0).sum::<u64>());
}

#[test]
fn a_clock_that_is_put_back_is_seen_by_the_sequence() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store(&folder);
    let _found = store.find(&request(), &PatientQuery::default()).unwrap();
    store.context = Context::fixed("2018-07-01T08:00:00Z".parse().unwrap());
    let _found = store.find(&request(), &PatientQuery::default()).unwrap();
    let last = u64::try_from(store.last_event().unwrap()).unwrap();
    store.context = Context::fixed("2018-07-01T08:30:00Z".parse().unwrap());
    let _found = store.find(&request(), &PatientQuery::default()).unwrap();
    let found = store.verify_audit(&[], &[], |_, _| {}).unwrap();
    assert!(found.is_sound(), "a clock is no break: {:?}", found.breaks);
    assert_eq!((found.clock_set_back, found.clock_first), (1, Some(last)));
    let sequences: Vec<i64> = {
        let mut statement = store.connection.prepare("SELECT sequence FROM audit_event ORDER BY sequence").unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    assert_eq!(sequences, (1..=i64::try_from(found.events).unwrap()).collect::<Vec<_>>());
}
