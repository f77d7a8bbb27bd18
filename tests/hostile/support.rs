//! A store on disk, messages to put into it, and what must still hold afterwards.

use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use dcr::access::{JobRole, Purpose, Reason, RoleProfile, User};
use dcr::audit::Agent;
use dcr::feeds::{Ingest, Totals};
use dcr::store::sqlite::{Info, SqliteStore};
use dcr::store::view::{DeadLetter, MessageView, Page};
use dcr::store::{Context, Store, ViewRequest, WorkList};

/// A store in a folder of its own.
pub(crate) struct OnDisk {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) store: SqliteStore,
}

pub(crate) fn user() -> User {
    let roles =
        ["R8000", "R8015"].map(|role| RoleProfile { role: JobRole(role.to_owned()), organisation: "RBD".to_owned() });
    User { name: "tester".to_owned(), full_name: "Tester".to_owned(), roles: roles.to_vec(), ..User::default() }
}

pub(crate) fn context() -> Context {
    Context::fixed("2018-07-01T09:00:00Z".parse().unwrap())
}

pub(crate) fn on_disk() -> OnDisk {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::init(&path(folder.path()), context(), &user(), true).unwrap();
    OnDisk { folder, store }
}

pub(crate) fn path(folder: &Path) -> PathBuf {
    folder.join("store.db")
}

pub(crate) fn job(origin: &str) -> Ingest<'_> {
    let agent = Agent { user: "tester".to_owned(), full_name: "Tester".to_owned(), role: None, organisation: None };
    Ingest::new(origin, agent)
}

pub(crate) fn ingest(store: &mut SqliteStore, stream: impl Read) -> Totals {
    job("test.hl7").run(store, BufReader::new(stream), |_| {}).unwrap()
}

/// A registration; the `n`-th is about the `n`-th person.
pub(crate) fn registration(n: usize) -> String {
    format!(
        "MSH|^~\\&|TEST-PAS|RD3|DCR|DORSET|20180601120000||ADT^A28|T{n}|P|2.4\rEVN||20180601120000\rPID|1||T{n}^^^RD3^MR||Trial{n}^Terry||19700101|1\r"
    )
}

/// What is in the store but for its audit and its size, which every attempt may change.
pub(crate) fn content(store: &SqliteStore) -> Info {
    Info { bytes: 0, audit_events: 0, ..store.info().unwrap() }
}

/// Whether structure, references, hashes and audit all hold.
pub(crate) fn assert_sound(store: &SqliteStore) {
    assert_eq!(store.check_integrity(|_, _| {}).unwrap().problems, Vec::<String>::new());
}

fn operations() -> ViewRequest {
    let reason = Reason { purpose: Purpose::RecordOperations, incident: Some("INC1".to_owned()), ..Reason::default() };
    ViewRequest { user: user(), reason, request: "test".to_owned() }
}

/// What could not be read, in order of arrival.
pub(crate) fn dead_letters(store: &mut SqliteStore) -> Vec<DeadLetter> {
    let viewing = store.open_work_list(&operations(), WorkList::DeadLetters).unwrap();
    let mut letters = store.dead_letters(&viewing, Page::ALL).unwrap();
    letters.reverse();
    letters
}

/// A dead message, as its reader sees it.
pub(crate) fn dead_message(store: &mut SqliteStore, letter: &DeadLetter) -> MessageView {
    let viewing = store.open_work_list(&operations(), WorkList::DeadLetters).unwrap();
    store.message(&viewing, letter.message, None).unwrap()
}
