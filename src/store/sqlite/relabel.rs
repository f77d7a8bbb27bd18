//! Labelling every entry again, with the releases that are loaded now.

use rusqlite::TransactionBehavior;

use super::entries::StoredBody;
use super::place::Place;
use super::{SqliteStore, audit};
use crate::audit::{Action, Agent, Event, EventOutcome};
use crate::coding::Marker;
use crate::store::StoreError;

/// What labelling again came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Relabelled {
    /// The versions of entries that were looked at.
    pub entries: u64,
    /// Those of which the lists make something else now.
    pub changed: u64,
}

/// Under which key `meta` names the releases by which the record is labelled.
const LABELLED_WITH: &str = "labelled-with";

impl SqliteStore {
    /// Labels every version of every entry again, by the list that is built in and by these
    /// releases, with its audit event in the same transaction. `progress` is told how many are done.
    ///
    /// # Errors
    /// Where the store cannot be read or written: then every label is as before.
    pub fn relabel(
        &mut self,
        marker: &Marker,
        agent: Agent,
        mut progress: impl FnMut(u64),
    ) -> Result<Relabelled, StoreError> {
        let (_job, now) = (Self::processing("label entries"), self.context.now());
        let releases = serde_json::to_string(&marker.releases())?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut done = Relabelled::default();
        {
            let mut patients = transaction.prepare("SELECT id FROM patient ORDER BY id")?;
            let mut entries =
                transaction.prepare("SELECT key, version, sensitivity, body FROM entry WHERE patient = ?1")?;
            let mut update = transaction
                .prepare("UPDATE entry SET sensitivity = ?4 WHERE patient = ?1 AND key = ?2 AND version = ?3")?;
            let mut rows = patients.query([])?;
            while let Some(row) = rows.next()? {
                let patient: i64 = row.get(0)?;
                let mut changes: Vec<(String, i64, i64)> = Vec::new();
                let mut kept = entries.query([patient])?;
                while let Some(entry) = kept.next()? {
                    let (before, body): (i64, String) = (entry.get(2)?, entry.get(3)?);
                    let body: StoredBody = serde_json::from_str(&body)?;
                    let now = marker.sensitivity(&body.resource).to_bits();
                    if now != before {
                        changes.push((entry.get(0)?, entry.get(1)?, now));
                    }
                    done.entries += 1;
                    if done.entries % 1_024 == 0 {
                        progress(done.entries);
                    }
                }
                drop(kept);
                for (key, version, bits) in changes {
                    update.execute((patient, key, version, bits))?;
                    done.changed += 1;
                }
            }
        }
        progress(done.entries);
        transaction.execute(
            "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (LABELLED_WITH, &releases),
        )?;
        let detail = format!("{} entries labelled again by {releases}; {} changed", done.entries, done.changed);
        let event =
            Event { detail: Some(detail), ..Event::new(now, Action::Administration, EventOutcome::Success, agent) };
        audit::write(&transaction, &event)?;
        self.place.as_ref().map_or(Ok(()), Place::check)?;
        transaction.commit()?;
        Ok(done)
    }
}
