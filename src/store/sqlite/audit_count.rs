//! Counting events: by user, by organisation.

use jiff::Timestamp;
use serde::Serialize;

use super::SqliteStore;
use super::times::micros;
use crate::store::{Scope, StoreError, Viewing};

/// By what events are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountBy {
    /// By user.
    User,
    /// By the organisation acted for.
    Organisation,
}

/// What one user or organisation did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AuditCount {
    /// The user or the organisation; empty where none was said.
    pub name: String,
    /// Records opened, under broken glass or not.
    pub views: u64,
    /// Of these, under broken glass.
    pub emergencies: u64,
    /// Records asked for and refused.
    pub refused: u64,
    /// Searches.
    pub searches: u64,
    /// Records that left as a file.
    pub exports: u64,
    /// Different source patients whose records were opened.
    pub patients: u64,
}

impl AuditCount {
    /// So many for each thousand views.
    #[expect(clippy::cast_precision_loss, reason = "counts of events stay far below 2^52")]
    pub fn per_thousand(&self, count: u64) -> Option<f64> {
        (self.views > 0).then(|| count as f64 * 1_000.0 / self.views as f64)
    }
}

impl SqliteStore {
    /// Counts what was looked at in a time, the most views first.
    ///
    /// # Errors
    /// Where the view is over, or the store cannot be read.
    pub fn audit_counts(
        &self,
        viewing: &Viewing,
        by: CountBy,
        (since, until): (Option<Timestamp>, Option<Timestamp>),
    ) -> Result<Vec<AuditCount>, StoreError> {
        self.check(viewing, Scope::Audit)?;
        let name = match by {
            CountBy::User => "event.user",
            CountBy::Organisation => "coalesce(event.body ->> '$.agent.organisation', '')",
        };
        let sql = format!(
            "SELECT {name} AS name,
               count(*) FILTER (WHERE action IN ('view', 'emergency-view') AND outcome = 0) AS views,
               count(*) FILTER (WHERE action = 'emergency-view' AND outcome = 0),
               count(*) FILTER (WHERE action IN ('view', 'emergency-view') AND outcome = 8),
               count(*) FILTER (WHERE action = 'search'), count(*) FILTER (WHERE action = 'export'),
               count(DISTINCT CASE WHEN action IN ('view', 'emergency-view') AND outcome = 0 THEN body ->> '$.patients[0]' END)
             FROM audit_event AS event
             WHERE event.recorded >= ?1 AND event.recorded < ?2 AND action IN ('view', 'emergency-view', 'search', 'export')
             GROUP BY 1 ORDER BY views DESC, name"
        );
        let mut statement = self.connection.prepare(&sql)?;
        let bounds = (since.map_or(i64::MIN, micros), until.map_or(i64::MAX, micros));
        let rows = statement.query_map(bounds, |row| {
            Ok(AuditCount {
                name: row.get(0)?,
                views: row.get(1)?,
                emergencies: row.get(2)?,
                refused: row.get(3)?,
                searches: row.get(4)?,
                exports: row.get(5)?,
                patients: row.get(6)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
