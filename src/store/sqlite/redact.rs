//! Erasing an event: two people, and its hash stays.
//!
//! The body and the salt go, and with the salt every way to guess the body from the hash. What an
//! entry elsewhere in the store stands on is not erased.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::approvals::{self, RequestKind};
use super::place::Place;
use super::{SqliteStore, audit, messages};
use crate::audit::{Action, Agent, Event, EventOutcome, Hash, Node};
use crate::store::StoreError;

/// Tables whose rows stand on an event.
const STANDING: [&str; 6] = ["choice", "permission", "claimed_relationship", "alert", "document_denial", "audit_key"];

/// What the event of an erasure says of the erased one: its number and its hash.
pub(super) fn mark(number: u64, leaf: Hash) -> String {
    format!("{number} {}", messages::hexadecimal(&leaf.0))
}

/// Why an event may not be erased; none where it may.
fn obstacle(connection: &Connection, sequence: i64) -> Result<Option<&'static str>, StoreError> {
    let sql = "SELECT action, body IS NULL FROM audit_event WHERE sequence = ?1";
    let found = connection.query_row(sql, [sequence], |row| Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?)));
    let Some((action, erased)) = found.optional()? else { return Ok(Some("is not in the log")) };
    if erased {
        return Ok(Some("is erased already"));
    }
    if matches!(action.as_str(), "ingest" | "erasure") {
        return Ok(Some("tells of a message or of an erasure, which stays"));
    }
    for table in STANDING {
        let sql = format!("SELECT EXISTS (SELECT 1 FROM {table} WHERE sequence = ?1)");
        if connection.query_row(&sql, [sequence], |row| row.get(0))? {
            return Ok(Some("is what something else in the store stands on"));
        }
    }
    Ok(None)
}

fn refuse(connection: &Connection, sequence: i64) -> Result<(), StoreError> {
    match obstacle(connection, sequence)? {
        None => Ok(()),
        Some(why) => Err(StoreError::Unfit(format!("event {sequence} {why}"))),
    }
}

impl SqliteStore {
    /// Asks for events to be erased, for a reason. Returns the name of the request, which a second
    /// person decides.
    ///
    /// # Errors
    /// Where an event may not be erased, or the store cannot be written.
    pub fn ask_for_erasure(&mut self, events: &[i64], reason: &str, agent: &Agent) -> Result<String, StoreError> {
        let now = self.context.now();
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for sequence in events {
            refuse(&transaction, *sequence)?;
        }
        let body = json!({ "events": events, "reason": reason });
        let hash = Sha256::digest(body.to_string());
        let id = format!("erasure-{}", &messages::hexadecimal(&hash)[..12]);
        approvals::ask(&transaction, (RequestKind::Erasure, &id, &hash), &body, agent, now)?;
        self.place.as_ref().map_or(Ok(()), Place::check)?;
        transaction.commit()?;
        Ok(id)
    }

    /// Erases what a second person approved. Returns the numbers of the events.
    ///
    /// # Errors
    /// Where the request is not approved, expired or used, or the store cannot be written: then
    /// nothing is erased.
    pub fn erase(&mut self, request: &str, agent: &Agent) -> Result<Vec<i64>, StoreError> {
        let now = self.context.now();
        // What is deleted is overwritten.
        self.connection.pragma_update(None, "secure_delete", true)?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let missing = || StoreError::Missing(format!("request {request}"));
        let found = approvals::find(&transaction, request)?.filter(|found| found.kind == RequestKind::Erasure);
        let found = found.ok_or_else(missing)?;
        approvals::spend(&transaction, request, &Sha256::digest(found.body.to_string()), now)?;
        let events: Vec<i64> = serde_json::from_value(found.body["events"].clone())?;
        let reason = found.body["reason"].as_str().unwrap_or_default();
        for sequence in &events {
            refuse(&transaction, *sequence)?;
            let number = audit::number(*sequence)?;
            let leaf = audit::look_up(&transaction, Node { level: 0, index: number - 1 })?;
            let approved_by = found.decided_by.as_deref().unwrap_or_default();
            let event = Event {
                on_behalf_of: (found.requested_by != agent.user).then(|| found.requested_by.clone()),
                reason: Some(reason.to_owned()),
                wrote: Some(mark(number, leaf)),
                detail: Some(format!(
                    "event {number} erased; asked for by {}, approved by {approved_by}",
                    found.requested_by
                )),
                ..Event::new(now, Action::Erasure, EventOutcome::Success, agent.clone())
            };
            audit::write(&transaction, &event)?;
            transaction.execute(
                "UPDATE audit_event SET user = '', action = 'erased', outcome = 0, body = NULL, salt = NULL
                 WHERE sequence = ?1",
                [sequence],
            )?;
            for table in ["audit_patient", "audit_subject"] {
                transaction.execute(&format!("DELETE FROM {table} WHERE sequence = ?1"), params![sequence])?;
            }
        }
        self.place.as_ref().map_or(Ok(()), Place::check)?;
        transaction.commit()?;
        // What was erased leaves the WAL too, as soon as nobody reads it any more.
        self.connection.pragma_update(None, "wal_checkpoint", "TRUNCATE")?;
        Ok(events)
    }
}
