//! Extracts for purposes beyond care: the lists that were sent to be checked, and the approval and
//! the event without which nothing leaves.

use rusqlite::{OptionalExtension, TransactionBehavior, params};
use serde::Serialize;
use sha2::{Digest, Sha256};

use jiff::Timestamp;

use super::place::Place;
use super::times::{instant, micros};
use super::{RequestKind, SqliteStore, approvals, audit};
use crate::audit::{Action, Agent, Event, EventOutcome};
use crate::store::StoreError;

/// How often the same extract can be released, each time with an approval of its own.
const MOST_RELEASES: u32 = 1_000;

/// A list that was sent to be checked for national data opt-outs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OptOutRequest {
    /// How many numbers it held.
    pub numbers: u64,
    /// When it was written.
    pub requested: Timestamp,
    /// Who wrote it.
    pub requested_by: String,
}

/// What a second person approves of an extract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Extract {
    /// SHA-256 of the unfiltered file, in hexadecimal.
    pub sha256: String,
    /// How many records it held before anything was removed.
    pub records: u64,
    /// What it is for.
    pub purpose: String,
    /// Who gets it.
    pub recipient: String,
}

impl Extract {
    /// What is approved, byte for byte: each part after its length.
    fn hash(&self) -> Vec<u8> {
        let mut hasher = Sha256::new();
        for part in [&self.sha256, &self.purpose, &self.recipient] {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part.as_bytes());
        }
        hasher.finalize().to_vec()
    }
}

impl SqliteStore {
    /// Records a list that is about to be handed out to be checked, with its audit event in the same
    /// transaction. Nothing of whom it names is kept.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn record_opt_out_request(&mut self, sha256: &[u8; 32], numbers: u64, agent: Agent) -> Result<(), StoreError> {
        let now = self.context.now();
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let user = agent.user.clone();
        let event = Event {
            detail: Some(format!("list of {numbers} NHS numbers to be checked for national data opt-outs")),
            ..Event::new(now, Action::Export, EventOutcome::Success, agent)
        };
        let sequence = audit::write(&transaction, &event)?;
        transaction.execute(
            "INSERT INTO opt_out_request (sha256, numbers, requested, requested_by, sequence) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (sha256) DO UPDATE SET requested = excluded.requested, requested_by = excluded.requested_by,
               sequence = excluded.sequence",
            params![sha256, numbers, micros(now), user, sequence],
        )?;
        self.place.as_ref().map_or(Ok(()), Place::check)?;
        transaction.commit()?;
        Ok(())
    }

    /// What is known of a list that was sent to be checked, by its hash.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn opt_out_request(&self, sha256: &[u8; 32]) -> Result<Option<OptOutRequest>, StoreError> {
        let sql = "SELECT numbers, requested, requested_by FROM opt_out_request WHERE sha256 = ?1";
        let read = |row: &rusqlite::Row<'_>| {
            Ok(OptOutRequest { numbers: row.get(0)?, requested: instant(row.get(1)?), requested_by: row.get(2)? })
        };
        Ok(self.connection.query_row(sql, [sha256], read).optional()?)
    }

    /// Releases an extract: spends the approval of exactly this file, purpose and recipient, with the
    /// audit event in the same transaction. Where there is none yet it is asked for, and the extract
    /// may not leave.
    ///
    /// # Errors
    /// [`StoreError::NeedsApproval`] where a second user has not approved it yet; where it was turned
    /// down; where the store cannot be written.
    pub fn release_extract(&mut self, extract: &Extract, counts: &str, agent: &Agent) -> Result<(), StoreError> {
        let now = self.context.now();
        let hash = extract.hash();
        let name: String = super::messages::hexadecimal(&hash[..8]);
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for release in 1..=MOST_RELEASES {
            let id = if release == 1 { format!("extract-{name}") } else { format!("extract-{name}-{release}") };
            match approvals::find(&transaction, &id)? {
                // Spent, or too late: each release needs an approval of its own.
                Some(known) if known.used.is_some() || now >= known.expires => {}
                Some(_) => {
                    approvals::spend(&transaction, &id, &hash, now)?;
                    let event = Event {
                        purpose: Some(extract.purpose.clone()),
                        detail: Some(format!("extract {id} for {}: {counts}", extract.recipient)),
                        ..Event::new(now, Action::Export, EventOutcome::Success, agent.clone())
                    };
                    audit::write(&transaction, &event)?;
                    self.place.as_ref().map_or(Ok(()), Place::check)?;
                    transaction.commit()?;
                    return Ok(());
                }
                None => {
                    let body = serde_json::to_value(extract)?;
                    approvals::ask(&transaction, (RequestKind::Extract, &id, &hash), &body, agent, now)?;
                    self.place.as_ref().map_or(Ok(()), Place::check)?;
                    transaction.commit()?;
                    return Err(StoreError::NeedsApproval(id));
                }
            }
        }
        Err(StoreError::Approval { id: format!("extract-{name}"), why: "was asked for too often" })
    }
}
