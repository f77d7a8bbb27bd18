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
