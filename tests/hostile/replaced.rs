//! One store in the place of another, while somebody has it open.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use dcr::access::Reason;
use dcr::audit::Agent;
use dcr::feeds::{FeedError, Ingest};
use dcr::store::sqlite::{Replacement, SqliteStore};
use dcr::store::{PatientQuery, Refusal, Store, StoreError, ViewRequest};

use super::support::{assert_sound, content, context, ingest, on_disk, path, registration, user};

fn agent() -> Agent {
    Agent { user: "tester".to_owned(), full_name: "Tester".to_owned(), role: None, organisation: None }
}

fn restore(backup: &Path, place: &Path) -> Result<(), StoreError> {
    SqliteStore::restore(backup, place, context(), agent()).map(|_check| ())
}

#[test]
fn a_store_that_is_open_is_not_replaced() {
    let mut disk = on_disk();
    ingest(&mut disk.store, Cursor::new(registration(1)));
    let (place, backup) = (path(disk.folder.path()), disk.folder.path().join("copy.db"));
    disk.store.backup(&backup, agent(), |_, _| {}).unwrap();
    let before = content(&disk.store);
    assert!(matches!(restore(&backup, &place), Err(StoreError::Locked)));
    assert!(matches!(Replacement::begin(&place), Err(StoreError::Locked)));
    assert_eq!(content(&disk.store), before);
    assert!(!disk.folder.path().join("store.db.restoring").exists());
    drop(disk.store);
    restore(&backup, &place).unwrap();
    assert_sound(&SqliteStore::open(&place, context()).unwrap());
}

#[test]
fn a_store_that_something_else_reads_is_not_replaced() {
    let mut disk = on_disk();
    let (place, backup) = (path(disk.folder.path()), disk.folder.path().join("copy.db"));
    disk.store.backup(&backup, agent(), |_, _| {}).unwrap();
    drop(disk.store);
    let reader = rusqlite::Connection::open(&place).unwrap();
    reader.query_row("SELECT count(*) FROM message", [], |_| Ok(())).unwrap();
    assert!(matches!(restore(&backup, &place), Err(StoreError::Locked)));
    drop(reader);
    restore(&backup, &place).unwrap();
}

#[test]
fn a_store_that_is_being_replaced_is_not_opened() {
    let disk = on_disk();
    let place = path(disk.folder.path());
    drop(disk.store);
    let replacement = Replacement::begin(&place).unwrap();
    assert!(matches!(SqliteStore::open(&place, context()), Err(StoreError::Locked)));
    drop(replacement);
    SqliteStore::open(&place, context()).unwrap();
}

#[test]
fn nothing_is_written_once_the_file_is_another_one() {
    let mut disk = on_disk();
    let place = path(disk.folder.path());
    fs::rename(&place, disk.folder.path().join("moved.db")).unwrap();
    for there in [false, true] {
        if there {
            fs::write(&place, "another file").unwrap();
        }
        let request = ViewRequest { user: user(), reason: Reason::default(), request: "test".to_owned() };
        let found = disk.store.find(&request, &PatientQuery::default());
        assert!(matches!(found, Err(Refusal::Store(StoreError::Replaced(_)))), "{found:?}");
        let taken = Ingest::new("test", agent()).run(&mut disk.store, Cursor::new(registration(1)), |_| {});
        assert!(matches!(taken, Err(FeedError::Store(StoreError::Replaced(_)))), "{taken:?}");
        let registered = disk.store.register_user(&user(), "tester");
        assert!(matches!(registered, Err(StoreError::Replaced(_))), "{registered:?}");
    }
    assert_eq!(disk.store.info().unwrap().messages, 0);
}
