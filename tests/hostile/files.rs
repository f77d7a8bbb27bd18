//! Files that are no stores, or none that may be used.

use std::fs::{self, Permissions};
use std::io::Cursor;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use dcr::store::StoreError;
use dcr::store::sqlite::SqliteStore;
use rusqlite::Connection;

use super::support::{assert_sound, content, context, ingest, on_disk, path, registration, user};

fn refused(path: &Path) -> StoreError {
    SqliteStore::open(path, context()).expect_err("this is no store")
}

#[test]
fn what_is_no_store_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let noise: Vec<u8> = (0..40_000u32).map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()[3]).collect();
    let half = [b"SQLite format 3\0".as_slice(), &noise[..3_000]].concat();
    for (name, bytes) in [("empty", &[][..]), ("text", b"MSH|^~\\&|"), ("noise", &noise), ("half", &half)] {
        let file = folder.path().join(name);
        fs::write(&file, bytes).unwrap();
        assert!(matches!(refused(&file), StoreError::NotAStore(_)), "{name}: {:?}", refused(&file));
        assert_eq!(fs::read(&file).unwrap(), bytes, "{name} is as it was");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 4, "nothing was made beside them");
}

#[test]
fn a_database_of_something_else_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("other.db");
    Connection::open(&file)
        .unwrap()
        .execute_batch("CREATE TABLE patient (id INTEGER); PRAGMA user_version = 3")
        .unwrap();
    let before = fs::read(&file).unwrap();
    assert!(matches!(refused(&file), StoreError::NotAStore(_)));
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn a_folder_and_nothing_at_all_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(refused(folder.path()), StoreError::NotAStore(_)), "{:?}", refused(folder.path()));
    assert!(matches!(refused(&folder.path().join("absent")), StoreError::Absent(_)));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_store_is_not_made_over_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("notes.txt");
    fs::write(&file, "keep me").unwrap();
    let made = SqliteStore::init(&file, context(), &user(), false);
    assert!(matches!(made, Err(StoreError::Exists(_))), "{made:?}");
    let inside = SqliteStore::init(&file.join("store.db"), context(), &user(), false);
    assert!(matches!(inside, Err(StoreError::Io { .. })), "{inside:?}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "keep me");
}

#[test]
fn a_store_of_a_newer_schema_is_refused_and_left_alone() {
    let disk = on_disk();
    let file = path(disk.folder.path());
    drop(disk.store);
    Connection::open(&file).unwrap().pragma_update(None, "user_version", 999).unwrap();
    let before = fs::read(&file).unwrap();
    let error = refused(&file);
    assert!(matches!(error, StoreError::NewerSchema { found: 999, .. }), "{error:?}");
    assert_eq!(error.to_string(), "the store has schema version 999, this dcr knows up to 6");
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn a_store_cut_short_is_damaged_not_misread() {
    let mut disk = on_disk();
    let text: String = (0..300).map(registration).collect();
    ingest(&mut disk.store, Cursor::new(text));
    let file = path(disk.folder.path());
    drop(disk.store);
    let whole = fs::read(&file).unwrap();
    fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    let found = SqliteStore::open(&file, context()).and_then(|store| store.check_integrity(|_, _| {}));
    match found {
        Err(StoreError::Damaged(_)) => {}
        Ok(check) => assert!(!check.problems.is_empty()),
        Err(other) => panic!("{other:?}"),
    }
    let restored = SqliteStore::restore(&file, &disk.folder.path().join("new.db"), context(), agent());
    assert!(restored.is_err(), "what is damaged does not take a store's place");
    assert!(!disk.folder.path().join("new.db").exists());
}

fn agent() -> dcr::audit::Agent {
    dcr::audit::Agent { user: "tester".to_owned(), full_name: "Tester".to_owned(), role: None, organisation: None }
}

/// Does something as a user whom permissions bind: root is bound by none, so it steps down, in a
/// thread that ends with the deed.
fn bound_by_permissions<T: Send>(deed: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let thread = scope.spawn(|| {
            if rustix::process::geteuid().is_root() {
                rustix::thread::set_thread_uid(rustix::process::Uid::from_raw(65_534)).unwrap();
            }
            deed()
        });
        thread.join().unwrap()
    })
}

#[test]
fn a_store_that_may_not_be_written_is_refused_and_left_alone() {
    let mut disk = on_disk();
    ingest(&mut disk.store, Cursor::new(registration(1)));
    let before = content(&disk.store);
    let (folder, file) = (disk.folder.path(), path(disk.folder.path()));
    drop(disk.store);
    fs::set_permissions(&file, Permissions::from_mode(0o444)).unwrap();
    for mode in [0o555, 0o777] {
        fs::set_permissions(folder, Permissions::from_mode(mode)).unwrap();
        let error = bound_by_permissions(|| refused(&file));
        assert!(matches!(error, StoreError::ReadOnly), "folder {mode:o}: {error:?}");
    }
    fs::set_permissions(folder, Permissions::from_mode(0o700)).unwrap();
    fs::set_permissions(&file, Permissions::from_mode(0o600)).unwrap();
    let store = SqliteStore::open(&file, context()).unwrap();
    assert_eq!(content(&store), before);
    assert_sound(&store);
}

#[test]
fn a_store_that_may_not_be_read_is_refused() {
    let disk = on_disk();
    let file = path(disk.folder.path());
    fs::set_permissions(disk.folder.path(), Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(&file, Permissions::from_mode(0o000)).unwrap();
    let error = bound_by_permissions(|| refused(&file));
    assert!(matches!(error, StoreError::Io { .. } | StoreError::Sqlite(_)), "{error:?}");
}

#[test]
fn a_backup_that_may_only_be_read_is_restored_and_left_alone() {
    let mut disk = on_disk();
    ingest(&mut disk.store, Cursor::new(registration(1)));
    let before = content(&disk.store);
    let (kept, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let backup = kept.path().join("of 1% ?.db");
    disk.store.backup(&backup, agent(), |_, _| {}).unwrap();
    let bytes = fs::read(&backup).unwrap();
    fs::set_permissions(&backup, Permissions::from_mode(0o444)).unwrap();
    fs::set_permissions(kept.path(), Permissions::from_mode(0o555)).unwrap();
    fs::set_permissions(place.path(), Permissions::from_mode(0o777)).unwrap();
    let target = path(place.path());
    bound_by_permissions(|| SqliteStore::restore(&backup, &target, context(), agent()).map(|_check| ())).unwrap();
    assert_eq!(fs::read(&backup).unwrap(), bytes);
    assert_eq!(fs::read_dir(kept.path()).unwrap().count(), 1, "nothing was made beside it");
    assert_eq!(content(&SqliteStore::open(&target, context()).unwrap()), before);
    fs::set_permissions(kept.path(), Permissions::from_mode(0o700)).unwrap();
}
