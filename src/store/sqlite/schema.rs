//! Schema versions: an empty file is brought up to date, a newer one is refused.

use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

use crate::store::StoreError;

/// Marks the file as a dcr store (SQLite `application_id`): the letters `dcr1`.
pub(super) const APPLICATION_ID: i32 = 0x6463_7231;

const STEPS: &[M<'_>] = &[
    M::up(include_str!("schema/001_initial.sql")),
    M::up(include_str!("schema/002_consent.sql")),
    M::up(include_str!("schema/003_access.sql")),
    M::up(include_str!("schema/004_audit.sql")),
    M::up(include_str!("schema/005_exchange.sql")),
    M::up(include_str!("schema/006_tokens.sql")),
];

/// The schema version that this dcr writes.
pub(super) const VERSION: i64 = 6;

/// The version of an open file.
pub(super) fn version(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Refuses a file that a later dcr wrote, before anything is set in it.
pub(super) fn refuse_newer(connection: &Connection) -> Result<(), StoreError> {
    let found = version(connection)?;
    if found > VERSION { Err(StoreError::NewerSchema { found, known: VERSION }) } else { Ok(()) }
}

/// Brings an open file to the version of this dcr.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    refuse_newer(connection)?;
    if version(connection)? == VERSION {
        return Ok(());
    }
    Migrations::from_slice(STEPS).to_latest(connection).map_err(|error| match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => StoreError::from(err),
        other => StoreError::Damaged(other.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_is_counted_and_valid() {
        assert_eq!(i64::try_from(STEPS.len()).unwrap(), VERSION);
        Migrations::from_slice(STEPS).validate().unwrap();
    }
}
