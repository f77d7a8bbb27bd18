//! A store in memory, a user who may see, and the way in.

use std::path::PathBuf;

use dcr::access::{Claim, JobRole, Purpose, Reason, RoleProfile, User};
use dcr::audit::Agent;
use dcr::consent::Permission;
use dcr::feeds::{Ingest, Totals};
use dcr::store::sqlite::SqliteStore;
use dcr::store::view::{DeadLetter, Page};
use dcr::store::{Context, Store, ViewRequest, WorkList};

/// The corpus, where it is at hand.
pub(crate) fn corpus() -> Option<PathBuf> {
    std::env::var_os("DCR_CORPUS").map(PathBuf::from)
}

/// A clinician at an acute hospital that views.
pub(crate) fn clinician() -> User {
    User {
        name: "c.tester".to_owned(),
        full_name: "Chris Tester".to_owned(),
        roles: vec![RoleProfile { role: JobRole("R8000".to_owned()), organisation: "RBD".to_owned() }],
        ..User::default()
    }
}

/// An empty store.
pub(crate) fn store() -> SqliteStore {
    let context = Context::fixed("2020-06-01T12:00:00Z".parse().unwrap());
    let mut store = SqliteStore::in_memory(context, &clinician(), false).unwrap();
    store.register_user(&support_staff(), "c.tester").unwrap();
    store
}

/// Support staff, for the work lists.
fn support_staff() -> User {
    let role = RoleProfile { role: JobRole("R8015".to_owned()), organisation: "RBD".to_owned() };
    User { name: "s.tester".to_owned(), roles: vec![role], ..clinician() }
}

/// The agent of an ingest.
pub(crate) fn agent() -> Agent {
    Agent { user: "c.tester".to_owned(), full_name: "Chris Tester".to_owned(), role: None, organisation: None }
}

/// Takes bytes in.
pub(crate) fn ingest(store: &mut SqliteStore, bytes: &[u8]) -> Totals {
    Ingest::new("corpus", agent()).run(store, bytes, |_| {}).unwrap()
}

/// A view for direct care with permission.
pub(crate) fn request() -> ViewRequest {
    let reason = Reason { permission: Permission::Given, claim: Some(Claim::Attending), ..Reason::default() };
    ViewRequest { user: clinician(), reason, request: "test".to_owned() }
}

/// The dead letters of a store.
pub(crate) fn dead_letters(store: &mut SqliteStore) -> Vec<DeadLetter> {
    let reason = Reason { purpose: Purpose::RecordOperations, incident: Some("INC1".to_owned()), ..Reason::default() };
    let request = ViewRequest { user: support_staff(), reason, request: "test".to_owned() };
    let viewing = store.open_work_list(&request, WorkList::DeadLetters).unwrap();
    store.dead_letters(&viewing, Page::ALL).unwrap()
}

/// The conflicts of a store.
pub(crate) fn conflicts(store: &mut SqliteStore) -> Vec<dcr::store::view::Conflict> {
    let reason = Reason { purpose: Purpose::RecordOperations, incident: Some("INC1".to_owned()), ..Reason::default() };
    let request = ViewRequest { user: support_staff(), reason, request: "test".to_owned() };
    let viewing = store.open_work_list(&request, WorkList::Conflicts).unwrap();
    store.conflicts(&viewing, Page::ALL).unwrap()
}
