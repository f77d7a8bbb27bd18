//! Writing the audit.

use rusqlite::{Connection, Transaction, params};

use crate::audit::Event;
use crate::store::StoreError;
use crate::store::gate::Committed;

/// Writes one event and the patients it concerns. The caller commits.
pub(super) fn write(connection: &Connection, event: &Event) -> Result<i64, StoreError> {
    let body = serde_json::to_string(event)?;
    let action = serde_json::to_value(event.action)?;
    let sequence = connection
        .prepare_cached(
            "INSERT INTO audit_event (recorded, action, user, body) VALUES (?1, ?2, ?3, ?4) RETURNING sequence",
        )?
        .query_row(params![super::times::micros(event.recorded), action.as_str(), event.agent.user, body], |row| {
            row.get(0)
        })?;
    for patient in &event.patients {
        connection
            .prepare_cached("INSERT OR IGNORE INTO audit_patient (patient, sequence) VALUES (?1, ?2)")?
            .execute((patient, sequence))?;
    }
    Ok(sequence)
}

/// Writes one event and waits until it is on disk: what it returns is the proof that a view needs.
pub(super) fn commit(transaction: Transaction<'_>, event: &Event) -> Result<Committed, StoreError> {
    commit_with(transaction, event, |_, _| Ok(()))
}

/// Writes one event with what must be on disk together with it, and waits until both are.
pub(super) fn commit_with(
    transaction: Transaction<'_>,
    event: &Event,
    with: impl FnOnce(&Connection, i64) -> Result<(), StoreError>,
) -> Result<Committed, StoreError> {
    let sequence = write(&transaction, event)?;
    with(&transaction, sequence)?;
    transaction.commit()?;
    Ok(Committed::after_sync())
}
