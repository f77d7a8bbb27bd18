//! Plans of which something was applied, as the store remembers them.

use jiff::Timestamp;
use rusqlite::OptionalExtension;

use super::{SqliteStore, times};
use crate::store::StoreError;

/// A plan of which something was applied.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct KeptPlan {
    /// Its name.
    pub id: String,
    /// What it was made from.
    pub source: String,
    /// Who made it.
    pub made_by: String,
    /// When.
    pub made: Timestamp,
    /// When nothing of it was left to do.
    pub applied: Option<Timestamp>,
    /// The plan that it took back.
    pub reverses: Option<String>,
}

impl SqliteStore {
    /// A plan of which something was applied.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn kept_plan(&self, id: &str) -> Result<Option<KeptPlan>, StoreError> {
        let sql = "SELECT id, source, made_by, made, applied, reverses FROM consent_plan WHERE id = ?1";
        let read = |row: &rusqlite::Row<'_>| {
            Ok(KeptPlan {
                id: row.get(0)?,
                source: row.get(1)?,
                made_by: row.get(2)?,
                made: times::instant(row.get(3)?),
                applied: row.get::<_, Option<i64>>(4)?.map(times::instant),
                reverses: row.get(5)?,
            })
        };
        Ok(self.connection.query_row(sql, [id], read).optional()?)
    }
}
