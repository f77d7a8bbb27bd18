//! A store to measure, and its one user.

use std::path::Path;

use dcr::access::{JobRole, RoleProfile, User};
use dcr::audit::Agent;
use dcr::store::sqlite::SqliteStore;
use dcr::store::{Context, StoreError};

/// Whoever runs this, as a clinician of an acute hospital that views.
pub(crate) fn user() -> User {
    User {
        name: "scale".to_owned(),
        full_name: "Scale Tester".to_owned(),
        uid: Some(rustix::process::getuid().as_raw()),
        roles: vec![RoleProfile { role: JobRole("R8000".to_owned()), organisation: "RBD".to_owned() }],
        ..User::default()
    }
}

/// The same as an agent.
pub(crate) fn agent() -> Agent {
    Agent { user: "scale".to_owned(), full_name: "Scale Tester".to_owned(), role: None, organisation: None }
}

/// Makes an empty store that is set for much writing.
pub(crate) fn make(path: &Path) -> Result<SqliteStore, StoreError> {
    let mut store = SqliteStore::init(path, Context::default(), &user(), false)?;
    store.expect_bulk()?;
    Ok(store)
}
