//! What waits for a decision, and the feeds.

use jiff::Timestamp;
use rusqlite::{Params, Row, params_from_iter};

use super::SqliteStore;
use super::times::instant;
use crate::record::MessageId;
use crate::store::view::{Conflict, DeadLetter, FeedSummary, Page};
use crate::store::{PatientId, StoreError};

impl SqliteStore {
    pub(super) fn conflict_list(&self, page: Page) -> Result<Vec<Conflict>, StoreError> {
        let (limit, offset) = page.sql();
        let waited = "recorded <= ?3 AND (resolved IS NULL OR resolved > ?3)";
        let mut list = self.conflicts_where(waited, (limit, offset, page.known()))?;
        for conflict in &mut list {
            conflict.resolved = false;
        }
        Ok(list)
    }

    /// Conflicts under a condition; `?1` and `?2` are limit and offset.
    pub(super) fn conflicts_where(&self, condition: &str, values: impl Params) -> Result<Vec<Conflict>, StoreError> {
        let sql = format!(
            "SELECT id, kind, reason, message, recorded, resolved,
                    (SELECT group_concat(patient) FROM conflict_patient WHERE conflict = id)
             FROM conflict WHERE {condition} ORDER BY id DESC LIMIT ?1 OFFSET ?2"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(values, |row| Ok((row.get::<_, String>(1)?, conflict(row)?)))?;
        rows.map(|row| {
            let (kind, build) = row?;
            Ok(build(serde_json::from_value(serde_json::Value::String(kind))?))
        })
        .collect()
    }

    pub(super) fn dead_letter_list(&self, page: Page) -> Result<Vec<DeadLetter>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT message.id, feed.name, control_id, message.received, reason, location, origin, offset, size
             FROM dead_letter JOIN message ON message.id = dead_letter.message JOIN feed ON feed.id = message.feed
             WHERE message.received <= ?3 ORDER BY message.id DESC LIMIT ?1 OFFSET ?2",
        )?;
        let (limit, offset) = page.sql();
        let rows = statement.query_map((limit, offset, page.known()), |row| {
            Ok(DeadLetter {
                message: MessageId(row.get(0)?),
                feed: row.get(1)?,
                control_id: row.get(2)?,
                received: instant(row.get(3)?),
                reason: row.get(4)?,
                location: row.get::<_, Option<String>>(5)?.and_then(|text| serde_json::from_str(&text).ok()),
                origin: row.get(6)?,
                offset: row.get(7)?,
                size: row.get(8)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The feeds with their counts, now or as they were known at a time: then by counting messages.
    pub(super) fn feed_list(&self, as_of: Option<Timestamp>) -> Result<Vec<FeedSummary>, StoreError> {
        let now = "SELECT name, organisation, system, dialect, received, applied, duplicate, conflict, dead, last_received, last_stated
             FROM feed ORDER BY name";
        let then = "SELECT name, organisation, system, dialect, count(*), sum(outcome = 0), sum(outcome = 1), sum(outcome = 2), sum(outcome = 3),
                    max(message.received), NULL
             FROM message JOIN feed ON feed.id = message.feed WHERE message.received <= ?1 GROUP BY feed.id ORDER BY name";
        let mut statement = self.connection.prepare(if as_of.is_some() { then } else { now })?;
        let known = params_from_iter(as_of.map(Timestamp::as_microsecond));
        let rows = statement.query_map(known, |row| {
            Ok(FeedSummary {
                name: row.get(0)?,
                organisation: row.get(1)?,
                system: row.get(2)?,
                dialect: row.get(3)?,
                received: row.get(4)?,
                applied: row.get(5)?,
                duplicate: row.get(6)?,
                conflict: row.get(7)?,
                dead: row.get(8)?,
                last_received: row.get::<_, Option<i64>>(9)?.map(instant),
                last_stated: row.get::<_, Option<i64>>(10)?.map(instant),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// A conflict but for its kind, which is kept as JSON spells it.
fn conflict(row: &Row<'_>) -> rusqlite::Result<impl FnOnce(crate::store::view::ConflictKind) -> Conflict + use<>> {
    let (id, reason, message) = (row.get(0)?, row.get(2)?, row.get::<_, Option<i64>>(3)?.map(MessageId));
    let (recorded, resolved) = (instant(row.get(4)?), row.get::<_, Option<i64>>(5)?.is_some());
    let patients = row.get::<_, Option<String>>(6)?.unwrap_or_default();
    let patients = patients.split(',').filter_map(|id| id.parse().ok().map(PatientId)).collect();
    Ok(move |kind| Conflict { id, kind, patients, reason, message, recorded, resolved })
}
