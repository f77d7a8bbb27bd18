//! Which source patients are one person.

use std::collections::BTreeSet;

use rusqlite::Connection;

use crate::store::{PatientId, StoreError};

/// The kind of a link that keeps two source patients apart.
pub(super) const DO_NOT_LINK: &str = "do-not-link";

/// The source patients linked to `start` now, lowest number first.
pub(super) fn person_of(connection: &Connection, start: PatientId) -> Result<Vec<PatientId>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id FROM patient WHERE person = (SELECT person FROM patient WHERE id = ?1) ORDER BY id",
    )?;
    let ids = statement.query_map([start.0], |row| row.get(0).map(PatientId))?.collect::<Result<_, _>>()?;
    Ok(ids)
}

/// The source patients that were linked to `start` at `as_of` (microseconds), followed link by link.
pub(super) fn linked(connection: &Connection, start: i64, as_of: Option<i64>) -> Result<BTreeSet<i64>, StoreError> {
    let at = as_of.unwrap_or(i64::MAX);
    let mut statement = connection.prepare_cached(
        "SELECT second FROM link WHERE first = ?1 AND kind <> ?3 AND recorded <= ?2 AND (undone IS NULL OR undone > ?2)
         UNION SELECT first FROM link WHERE second = ?1 AND kind <> ?3 AND recorded <= ?2 AND (undone IS NULL OR undone > ?2)",
    )?;
    let (mut found, mut open) = (BTreeSet::from([start]), vec![start]);
    while let Some(patient) = open.pop() {
        let next = statement.query_map((patient, at, DO_NOT_LINK), |row| row.get::<_, i64>(0))?;
        for other in next {
            let other = other?;
            if found.insert(other) {
                open.push(other);
            }
        }
    }
    Ok(found)
}
