//! Which source patients are one person.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use crate::identity::{Edge, Evidence, cluster};
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

/// The source patients that were one person with `start` at `as_of` (microseconds), or are now: all
/// that its links reach, but for those that a do-not-link holds apart.
pub(super) fn linked(connection: &Connection, start: i64, as_of: Option<i64>) -> Result<BTreeSet<i64>, StoreError> {
    let at = as_of.unwrap_or(i64::MAX);
    let mut statement = connection.prepare_cached(
        "SELECT id, first, second, kind FROM link WHERE first = ?1 AND recorded <= ?2 AND (undone IS NULL OR undone > ?2)
         UNION SELECT id, first, second, kind FROM link WHERE second = ?1 AND recorded <= ?2 AND (undone IS NULL OR undone > ?2)",
    )?;
    let (mut found, mut open, mut edges) = (BTreeSet::from([start]), vec![start], BTreeMap::new());
    while let Some(patient) = open.pop() {
        let mut rows = statement.query((patient, at))?;
        while let Some(row) = rows.next()? {
            let (left, right) = (row.get(1)?, row.get(2)?);
            let apart = row.get_ref(3)?.as_str().is_ok_and(|kind| kind == DO_NOT_LINK);
            let evidence = if apart { Evidence::DoNotLink } else { Evidence::Merge };
            edges.insert(row.get::<_, i64>(0)?, Edge { left, right, evidence });
            open.extend([left, right].into_iter().filter(|side| !apart && found.insert(*side)));
        }
    }
    let edges: Vec<_> = edges.into_values().collect();
    Ok(cluster(&edges, start))
}
