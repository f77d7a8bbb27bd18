//! Signed checkpoints, and what is proved with them.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use super::place::Place;
use super::times::{instant, micros};
use super::{SqliteStore, audit};
use crate::audit::{
    Action, Agent, Checkpoint, Event, EventOutcome, Hash, KeyError, KeyKind, Leaf, Note, Receipt, SignerKey,
    VerifierKey, WitnessRequest, consistency, inclusion, root, verify_consistency,
};
use crate::store::{Context, StoreError};

/// Gives the log the name by which its checkpoints are told from those of other logs.
pub(super) fn name_log(transaction: &Transaction<'_>, context: &Context) -> Result<(), StoreError> {
    let mut bytes = [0; 8];
    fill(context, &mut bytes)?;
    let name = format!("dcr-audit/{}", super::messages::hexadecimal(&bytes));
    transaction.execute("INSERT INTO meta VALUES ('audit_log', ?1)", [name])?;
    Ok(())
}

fn fill(context: &Context, bytes: &mut [u8]) -> Result<(), StoreError> {
    let doing = || "cannot get random bytes from the system".to_owned();
    context.randomness.fill(bytes).map_err(|source| StoreError::Io { context: doing(), source })
}

/// 32 bytes that nobody can foretell, for a key or for the sealing of one.
///
/// # Errors
/// Where the system gives none.
pub fn random_bytes(context: &Context) -> Result<[u8; 32], StoreError> {
    let mut bytes = [0; 32];
    fill(context, &mut bytes)?;
    Ok(bytes)
}

fn size(connection: &Connection) -> Result<u64, StoreError> {
    let last: Option<i64> = connection.query_row("SELECT max(sequence) FROM audit_event", [], |row| row.get(0))?;
    audit::number(last.unwrap_or(0))
}

fn latest(connection: &Connection) -> Result<Option<(Note, Checkpoint, Timestamp)>, StoreError> {
    let sql = "SELECT note, made FROM audit_checkpoint ORDER BY size DESC, id DESC LIMIT 1";
    let found = connection.query_row(sql, [], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)));
    let Some((note, made)) = found.optional()? else { return Ok(None) };
    let unreadable = || StoreError::Damaged("a stored checkpoint cannot be read; see `dcr audit verify`".to_owned());
    let note = Note::read(&note).map_err(|_| unreadable())?;
    let checkpoint = note.text.parse().map_err(|_| unreadable())?;
    Ok(Some((note, checkpoint, instant(made))))
}

impl SqliteStore {
    /// The name of this store's log.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn audit_log_name(&self) -> Result<String, StoreError> {
        Ok(self.connection.query_row("SELECT value FROM meta WHERE key = 'audit_log'", [], |row| row.get(0))?)
    }

    /// The public keys that sign for this log.
    ///
    /// # Errors
    /// Where the store cannot be read, or a key in it.
    pub fn audit_keys(&self) -> Result<Vec<VerifierKey>, StoreError> {
        let mut statement = self.connection.prepare("SELECT verifier FROM audit_key ORDER BY added, verifier")?;
        let texts = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
        let unreadable = |error: KeyError| StoreError::Damaged(format!("a key in the store cannot be read: {error}"));
        texts.iter().map(|text| text.parse().map_err(unreadable)).collect()
    }

    /// Takes in a key that is to sign for this log. Where there is one already, one of those that
    /// are there must say so: it signs the new key's text. With its event in the same transaction.
    ///
    /// # Errors
    /// Where the key is of another name or kind, where no key of the log agrees, or the store cannot be written.
    pub fn add_audit_key(
        &mut self,
        key: &VerifierKey,
        agrees: Option<&SignerKey>,
        agent: Agent,
    ) -> Result<(), StoreError> {
        if key.name() != self.audit_log_name()? || key.kind() != KeyKind::Note {
            return Err(StoreError::Unfit("the key is not one for this log".to_owned()));
        }
        let known = self.audit_keys()?;
        if !known.is_empty() && !agrees.is_some_and(|signer| known.contains(signer.verifier())) {
            let what = "this log has a key: another one comes in only with the file of the first";
            return Err(StoreError::Unfit(what.to_owned()));
        }
        let now = self.context.now();
        let by = agrees.map_or_else(String::new, |signer| format!(", agreed to by {}", signer.verifier()));
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let event = Event {
            detail: Some(format!("key for the audit taken in: {key}{by}")),
            ..Event::new(now, Action::Administration, EventOutcome::Success, agent)
        };
        let sequence = audit::write(&transaction, &event)?;
        transaction.execute(
            "INSERT INTO audit_key (verifier, added, sequence) VALUES (?1, ?2, ?3)",
            params![key.to_string(), micros(now), sequence],
        )?;
        self.place.as_ref().map_or(Ok(()), Place::check)?;
        transaction.commit()?;
        Ok(())
    }

    /// How many events came since the last checkpoint; all of them where there is none.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn events_since_checkpoint(&self) -> Result<u64, StoreError> {
        let before = latest(&self.connection)?.map_or(0, |(_, checkpoint, _)| checkpoint.size);
        Ok(size(&self.connection)?.saturating_sub(before))
    }

    /// Signs how long the log is and what its root is, and keeps that. The act is an event itself, the
    /// last one that is covered. A log that does not continue its last checkpoint is not signed.
    ///
    /// # Errors
    /// Where no signer is a key of this log, the log does not continue its last checkpoint, or the
    /// store cannot be written.
    pub fn make_checkpoint(&mut self, signers: &[SignerKey], agent: Agent) -> Result<Note, StoreError> {
        let known = self.audit_keys()?;
        if signers.is_empty() || signers.iter().any(|signer| !known.contains(signer.verifier())) {
            return Err(StoreError::Unfit("the key is not one of this log".to_owned()));
        }
        let (origin, now) = (self.audit_log_name()?, self.context.now());
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let event = Event {
            detail: Some("checkpoint of the audit signed".to_owned()),
            ..Event::new(now, Action::Administration, EventOutcome::Success, agent)
        };
        audit::write(&transaction, &event)?;
        let size = size(&transaction)?;
        let root = root(size, |node| audit::look_up(&transaction, node))?;
        continues(&transaction, size, root)?;
        let text = Checkpoint { origin, size, root, extensions: Vec::new() }.to_string();
        let signatures = signers.iter().map(|signer| signer.sign(&text, now)).collect();
        let note = Note { text, signatures };
        transaction.execute(
            "INSERT INTO audit_checkpoint (size, made, note) VALUES (?1, ?2, ?3)",
            params![size, micros(now), note.to_string()],
        )?;
        self.place.as_ref().map_or(Ok(()), Place::check)?;
        transaction.commit()?;
        Ok(note)
    }

    /// The last checkpoint, with the proof that it continues the one of `old` events: what a witness
    /// asks for.
    ///
    /// # Errors
    /// Where there is none yet, the log was never so long, or the store cannot be read.
    pub fn witness_request(&self, old: u64) -> Result<WitnessRequest, StoreError> {
        let (checkpoint, covered, _) =
            latest(&self.connection)?.ok_or_else(|| StoreError::Missing("checkpoint yet".to_owned()))?;
        let proof = consistency(old, covered.size, |node| audit::look_up(&self.connection, node))?;
        let too_long = || StoreError::Unfit(format!("the last checkpoint covers {} events, not {old}", covered.size));
        Ok(WitnessRequest { old, proof: proof.ok_or_else(too_long)?, checkpoint })
    }

    /// One event with the proof that the last checkpoint covers it. The receipt holds the event, so that
    /// whoever asks must be allowed to read it.
    pub(super) fn receipt(&self, sequence: i64) -> Result<Receipt, StoreError> {
        let missing = || StoreError::Missing(format!("event {sequence} in the log"));
        let (checkpoint, covered, _) =
            latest(&self.connection)?.ok_or_else(|| StoreError::Missing("checkpoint yet".to_owned()))?;
        let number = audit::number(sequence)?;
        let index = number.checked_sub(1).ok_or_else(missing)?;
        let sql = "SELECT recorded, action, outcome, user, salt, body FROM audit_event WHERE sequence = ?1";
        let mut statement = self.connection.prepare(sql)?;
        let mut rows = statement.query([sequence])?;
        let row = rows.next()?.ok_or_else(missing)?;
        let (salt, body) = (row.get_ref(4)?.as_blob_or_null(), row.get_ref(5)?.as_str_or_null());
        let (Ok(Some(salt)), Ok(Some(body))) = (salt, body) else {
            return Err(StoreError::Unfit(format!("event {sequence} is erased")));
        };
        let (action, user): (String, String) = (row.get(1)?, row.get(3)?);
        let leaf = Leaf {
            sequence: number,
            recorded: row.get(0)?,
            action: &action,
            outcome: row.get(2)?,
            user: &user,
            salt,
            body,
        };
        let mut event = Vec::new();
        leaf.write(&mut event);
        let proof = inclusion(index, covered.size, |node| audit::look_up(&self.connection, node))?;
        let late = || StoreError::Unfit(format!("event {sequence} came after the last checkpoint"));
        Ok(Receipt { event, index, proof: proof.ok_or_else(late)?, checkpoint })
    }
}

/// Refuses a log that does not continue its last checkpoint.
fn continues(connection: &Connection, size: u64, root: Hash) -> Result<(), StoreError> {
    let Some((_, before, _)) = latest(connection)? else { return Ok(()) };
    let broken =
        || StoreError::Damaged("the log does not continue its last checkpoint; see `dcr audit verify`".to_owned());
    let proof = consistency(before.size, size, |node| audit::look_up(connection, node))?.ok_or_else(broken)?;
    verify_consistency((before.size, before.root), (size, root), &proof).map_err(|_| broken())
}
