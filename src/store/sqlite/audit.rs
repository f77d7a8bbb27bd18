//! Writing the audit: each event with its hashes, in the transaction of what it tells of.

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, ErrorCode, OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::group::Step;
use crate::audit::{Event, Hash, Leaf, Node, completed};
use crate::store::gate::Committed;
use crate::store::{Context, StoreError};

/// Said where the tree and the events do not go together: then nothing more is written, and so
/// nothing is shown.
const CUT: &str = "the audit log and its tree do not fit together; see `dcr audit verify`";

/// Hands what an event takes from the context to the connection: `audit_salt()` makes the salt of an
/// event, `audit_request()` names the call that is served.
pub(super) fn prepare(connection: &Connection, context: &Context) -> Result<(), StoreError> {
    let randomness = context.randomness.clone();
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DIRECTONLY;
    connection.create_scalar_function("audit_salt", 0, flags, move |_| {
        let mut salt = vec![0; Leaf::SALT];
        randomness.fill(&mut salt).map_err(|error| rusqlite::Error::UserFunctionError(error.into()))?;
        Ok(salt)
    })?;
    let request = context.request.clone();
    connection.create_scalar_function("audit_request", 0, flags, move |_| Ok(request.clone()))?;
    Ok(())
}

/// Writes one event, its hashes, and the people it concerns. The caller commits.
pub(super) fn write(connection: &Connection, event: &Event) -> Result<i64, StoreError> {
    let body = match called(connection, event)? {
        Some(request) => serde_json::to_string(&Event { request: Some(request), ..event.clone() })?,
        None => serde_json::to_string(event)?,
    };
    let (recorded, action) = (super::times::micros(event.happened()), event.action.word());
    let outcome = event.outcome.code();
    let (sequence, salt): (i64, [u8; Leaf::SALT]) = connection
        .prepare_cached(
            "INSERT INTO audit_event (recorded, action, outcome, user, salt, body)
             VALUES (?1, ?2, ?3, ?4, audit_salt(), ?5) RETURNING sequence, salt",
        )?
        .query_row(params![recorded, action, outcome, event.agent.user, body], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let leaf = Leaf {
        sequence: number(sequence)?,
        recorded,
        action,
        outcome,
        user: &event.agent.user,
        salt: &salt,
        body: &body,
    };
    grow(connection, sequence, leaf.hash(&mut Vec::with_capacity(body.len() + 128)))?;
    for patient in &event.patients {
        connection
            .prepare_cached("INSERT OR IGNORE INTO audit_patient (patient, sequence) VALUES (?1, ?2)")?
            .execute((patient, sequence))?;
    }
    for subject in event.source.iter().flat_map(|source| &source.subjects) {
        connection
            .prepare_cached("INSERT OR IGNORE INTO audit_subject (nhs_number, sequence) VALUES (?1, ?2)")?
            .execute((subject, sequence))?;
    }
    Ok(sequence)
}

/// The call that an event does not name itself.
fn called(connection: &Connection, event: &Event) -> Result<Option<String>, StoreError> {
    // What another system recorded was no part of this call.
    if event.request.is_some() || event.source.is_some() {
        return Ok(None);
    }
    Ok(connection.prepare_cached("SELECT audit_request()")?.query_row([], |row| row.get(0))?)
}

/// Writes one event and waits until it is on disk: what it returns is the proof that a view needs. In
/// a group, it is the group that waits, and holds back all that was made meanwhile.
pub(super) fn commit(step: Step<'_>, event: &Event) -> Result<Committed, StoreError> {
    commit_with(step, event, |_, _| Ok(()))
}

/// Writes one event with what must be on disk together with it, and waits as [`commit`] does.
pub(super) fn commit_with(
    step: Step<'_>,
    event: &Event,
    with: impl FnOnce(&Connection, i64) -> Result<(), StoreError>,
) -> Result<Committed, StoreError> {
    let sequence = write(&step, event)?;
    with(&step, sequence)?;
    step.commit()?;
    Ok(Committed::after_sync())
}

/// The hash of what is written elsewhere in the store with an event: of each text with its length.
pub(super) fn digest(texts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text);
    }
    super::messages::hexadecimal(&hash.finalize())
}

/// A sequence number as the tree counts it.
pub(super) fn number(sequence: i64) -> Result<u64, StoreError> {
    u64::try_from(sequence).map_err(|_| StoreError::Damaged(CUT.to_owned()))
}

/// Writes the hashes that a leaf completes.
fn grow(connection: &Connection, sequence: i64, leaf: Hash) -> Result<(), StoreError> {
    let index = number(sequence)?.checked_sub(1).ok_or_else(|| StoreError::Damaged(CUT.to_owned()))?;
    let hashes = completed(index, leaf, |node| look_up(connection, node))?;
    let bytes: Vec<u8> = hashes.iter().flat_map(|hash| hash.0).collect();
    let mut statement = connection.prepare_cached("INSERT INTO audit_node (sequence, hashes) VALUES (?1, ?2)")?;
    match statement.execute((sequence, bytes)) {
        Ok(_) => Ok(()),
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
            Err(StoreError::Damaged(CUT.to_owned()))
        }
        Err(error) => Err(error.into()),
    }
}

/// The hash of a complete subtree, as it is kept.
pub(super) fn look_up(connection: &Connection, node: Node) -> Result<Hash, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT substr(hashes, ?2, 32) FROM audit_node WHERE sequence = ?1")?;
    let place = i64::from(node.level) * 32 + 1;
    let bytes: Option<Vec<u8>> = statement.query_row((node.completed_by() + 1, place), |row| row.get(0)).optional()?;
    bytes.and_then(|bytes| Hash::read(&bytes)).ok_or_else(|| StoreError::Damaged(CUT.to_owned()))
}
