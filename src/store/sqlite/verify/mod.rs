//! Checking the log: every event against its hash, the tree against the hashes, every checkpoint
//! against the tree, and what else is in the store against the events, in both directions.
//!
//! Nothing here trusts an index or a hash that it could compute again.

mod checkpoints;
mod cross;
mod finding;
mod rows;
mod tree;

use jiff::Timestamp;
use rusqlite::{Connection, TransactionBehavior};

use crate::audit::{Action, Agent, Event, EventOutcome, VerifierKey};
use crate::store::StoreError;

use super::SqliteStore;

pub use checkpoints::CheckedCheckpoint;
pub use finding::{Break, BreakKind, Verification};

/// A checkpoint from outside the store: its text, and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutsideCheckpoint {
    /// Where it came from, as it is shown.
    pub name: String,
    /// The signed note.
    pub note: String,
}

impl SqliteStore {
    /// Checks the whole log. `outside` are checkpoints that lay elsewhere, and `keys` public keys that
    /// are known from elsewhere: without any, only the keys in the store are used, and whoever could
    /// change the store could have changed those. `progress` is told how many events of how many are done.
    ///
    /// # Errors
    /// Where the store cannot be read. A broken log is no error but what is reported.
    pub fn verify_audit(
        &self,
        outside: &[OutsideCheckpoint],
        keys: &[VerifierKey],
        mut progress: impl FnMut(u64, u64),
    ) -> Result<Verification, StoreError> {
        // One snapshot: events that come in meanwhile are for the next time.
        let _snapshot = self.connection.unchecked_transaction()?;
        let mut found = Verification::default();
        let asked = checkpoints::gather(&self.connection, outside, keys, &mut found)?;
        let sizes = asked.iter().map(checkpoints::Asked::size).collect();
        let scanned = rows::scan(&self.connection, sizes, &mut found, &mut progress)?;
        found.events = scanned.events;
        found.erased = scanned.erased;
        found.root = scanned.root.as_ref().map(checkpoints::encode);
        checkpoints::judge(asked, &scanned, &mut found);
        cross::check(&self.connection, &scanned, &mut found)?;
        found.order();
        Ok(found)
    }

    /// Writes into the log that it was checked, and what came of it. From a break on, every view is
    /// refused (row 0 of the decision table), until a check by somebody who `may_clear` that finds
    /// nothing. Says whether views are refused now.
    ///
    /// # Errors
    /// Where it cannot be written. Views are refused then all the same, where that can be kept.
    pub fn record_verification(
        &mut self,
        found: &Verification,
        agent: Agent,
        may_clear: bool,
    ) -> Result<bool, StoreError> {
        let (outcome, what) = if found.is_sound() {
            (EventOutcome::Success, "sound".to_owned())
        } else {
            (EventOutcome::SeriousFailure, format!("broken in {} places", found.broken))
        };
        let event = Event {
            detail: Some(format!("the audit was checked: {} events, {what}", found.events)),
            ..Event::new(self.context.now(), Action::AuditRead, outcome, agent)
        };
        let (sound, now) = (found.is_sound(), event.recorded);
        let written = self.commit_event_with(&event, |connection| flag(connection, sound, may_clear, now));
        if written.is_err() && !sound {
            // A log that takes no event any more opens no view either; the next process must know too.
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            flag(&transaction, sound, may_clear, now)?;
            transaction.commit()?;
        }
        written?;
        self.is_flagged()
    }

    /// Whether a check found the store changed from outside, and none since found it whole.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn is_flagged(&self) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM meta WHERE key = 'integrity-broken')";
        Ok(self.connection.query_row(sql, [], |row| row.get(0))?)
    }
}

/// Keeps that views are refused, or, of a sound check by somebody who may, that they no longer are.
fn flag(connection: &Connection, sound: bool, may_clear: bool, now: Timestamp) -> Result<(), StoreError> {
    if !sound {
        let sql = "INSERT OR IGNORE INTO meta VALUES ('integrity-broken', ?1)";
        connection.execute(sql, [now.to_string()])?;
    } else if may_clear {
        connection.execute("DELETE FROM meta WHERE key = 'integrity-broken'", [])?;
    }
    Ok(())
}
