//! Raw messages, dead letters and the counts of feeds.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, params};

use super::Writer;
use crate::record::{Defect, MessageId, PartialDateTime, SourceLocation};
use crate::store::sqlite::messages::Notes;
use crate::store::sqlite::times::micros;
use crate::store::{PatientId, StoreError};

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum MessageOutcome {
    /// It was applied.
    Applied,
    /// The same message came before.
    Duplicate,
    /// A message of the same number came before, with another body.
    Conflict,
    /// It could not be read.
    Dead,
}

/// What is known of a message's number before it is applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Received {
    /// Never seen.
    New,
    /// The same number and body came before, with this outcome.
    Same {
        /// The earlier message.
        message: MessageId,
        /// The patient it was about.
        patient: Option<PatientId>,
        /// Whether it could not be read then.
        dead: bool,
    },
    /// The same number came before, with another body.
    Other {
        /// The earlier message.
        message: MessageId,
        /// The patient it was about.
        patient: Option<PatientId>,
    },
}

/// A message to keep.
#[derive(Debug)]
pub(crate) struct MessageRow<'a> {
    /// The feed's number.
    pub(crate) feed: i64,
    /// What became of it.
    pub(crate) outcome: MessageOutcome,
    /// SHA-256 over sender, facility, control id and time.
    pub(crate) number: [u8; 32],
    /// SHA-256 of the body.
    pub(crate) sha256: [u8; 32],
    /// The patient, where known.
    pub(crate) patient: Option<PatientId>,
    /// The key of the encounter it was about.
    pub(crate) encounter: Option<&'a str>,
    /// When the source wrote it down.
    pub(crate) stated: Option<PartialDateTime>,
    /// The source's number for it.
    pub(crate) control_id: &'a str,
    /// What happened.
    pub(crate) trigger: &'a str,
    /// How many entries it makes or changes.
    pub(crate) entries: usize,
    /// What was odd.
    pub(crate) defects: &'a [Defect],
    /// What was carried into no entry.
    pub(crate) unread: &'a [String],
    /// The message whose body this repeats; then no body is kept twice.
    pub(crate) same_as: Option<MessageId>,
    /// The bytes.
    pub(crate) body: &'a [u8],
}

/// An earlier message of a patient, to be read again.
pub(crate) struct EarlierMessage {
    /// The message.
    pub(crate) message: MessageId,
    /// The dialect of its feed.
    pub(crate) dialect: String,
    /// The key of the encounter it was about.
    pub(crate) encounter: Option<String>,
    /// The bytes.
    pub(crate) body: Vec<u8>,
}

impl std::fmt::Debug for EarlierMessage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "EarlierMessage({})", self.message)
    }
}

/// A feed and what is to be added to its counts at commit.
#[derive(Debug, Default)]
pub(super) struct FeedCounts {
    id: i64,
    counts: [i64; 4],
    last_received: Option<i64>,
    last_stated: Option<i64>,
}

impl Writer<'_> {
    /// The number of a feed, made where it is new.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) fn feed(
        &mut self,
        name: &str,
        organisation: &str,
        system: &str,
        dialect: &str,
    ) -> Result<i64, StoreError> {
        if let Some(known) = self.feeds.get(name) {
            return Ok(known.id);
        }
        let found =
            self.transaction.query_row("SELECT id FROM feed WHERE name = ?1", [name], |row| row.get(0)).optional()?;
        let id = match found {
            Some(id) => id,
            None => self.transaction.query_row(
                "INSERT INTO feed (name, organisation, system, dialect) VALUES (?1, ?2, ?3, ?4) RETURNING id",
                (name, organisation, system, dialect),
                |row| row.get(0),
            )?,
        };
        self.feeds.insert(name.to_owned(), FeedCounts { id, ..FeedCounts::default() });
        Ok(id)
    }

    /// Counts one message of a feed.
    pub(crate) fn count(&mut self, feed: &str, outcome: MessageOutcome, stated: Option<Timestamp>) {
        let now = self.now();
        if let Some(counts) = self.feeds.get_mut(feed) {
            counts.counts[outcome as usize] += 1;
            counts.last_received = counts.last_received.max(Some(now));
            counts.last_stated = counts.last_stated.max(stated.map(micros));
        }
    }

    pub(super) fn flush_feeds(&mut self) -> Result<(), StoreError> {
        let mut statement = self.transaction.prepare_cached(
            "UPDATE feed SET received = received + ?2, applied = applied + ?3, duplicate = duplicate + ?4,
                    conflict = conflict + ?5, dead = dead + ?6,
                    last_received = max(coalesce(last_received, ?7), coalesce(?7, last_received)),
                    last_stated = max(coalesce(last_stated, ?8), coalesce(?8, last_stated))
             WHERE id = ?1",
        )?;
        for feed in self.feeds.values() {
            let [applied, duplicate, conflict, dead] = feed.counts;
            let received = applied + duplicate + conflict + dead;
            statement.execute(params![
                feed.id,
                received,
                applied,
                duplicate,
                conflict,
                dead,
                feed.last_received,
                feed.last_stated
            ])?;
        }
        Ok(())
    }

    /// Whether this number, and this body, came before.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) fn seen(&self, number: &[u8; 32], sha256: &[u8; 32]) -> Result<Received, StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT id, patient, outcome, sha256 = ?2 FROM message WHERE number = ?1 AND outcome <> 1 ORDER BY 4 DESC, id LIMIT 1")?;
        let read = |row: &rusqlite::Row<'_>| {
            let (message, patient) = (MessageId(row.get(0)?), row.get::<_, Option<i64>>(1)?.map(PatientId));
            let dead = row.get::<_, i64>(2)? == MessageOutcome::Dead as i64;
            Ok(if row.get(3)? {
                Received::Same { message, patient, dead }
            } else {
                Received::Other { message, patient }
            })
        };
        Ok(statement.query_row(params![number, sha256], read).optional()?.unwrap_or(Received::New))
    }

    /// Whether the message about a patient that was applied last has this body.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) fn is_last_said(&self, patient: PatientId, sha256: &[u8; 32]) -> Result<bool, StoreError> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT sha256 = ?2 FROM message WHERE patient = ?1 AND outcome = 0 ORDER BY id DESC LIMIT 1",
        )?;
        Ok(statement.query_row(params![patient.0, sha256], |row| row.get(0)).optional()?.unwrap_or(false))
    }

    /// Keeps a raw message.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) fn add_message(&self, row: &MessageRow<'_>) -> Result<MessageId, StoreError> {
        let notes = if row.defects.is_empty() && row.unread.is_empty() {
            None
        } else {
            Some(serde_json::to_string(&Notes { defects: row.defects.to_vec(), unread: row.unread.to_vec() })?)
        };
        let body = row.same_as.is_none().then_some(row.body);
        let mut statement = self.transaction.prepare_cached(
            "INSERT INTO message (feed, received, outcome, number, sha256, size, patient, encounter, stated, control_id, trigger, entries, notes, same_as, body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        )?;
        let id = statement.insert(params![
            row.feed,
            self.now(),
            row.outcome as i64,
            row.number,
            row.sha256,
            i64::try_from(row.body.len()).unwrap_or(i64::MAX),
            row.patient.map(|id| id.0),
            row.encounter,
            row.stated.map(|stated| stated.to_string()),
            row.control_id,
            row.trigger,
            i64::try_from(row.entries).unwrap_or(i64::MAX),
            notes,
            row.same_as.map(|id| id.0),
            body,
        ])?;
        Ok(MessageId(id))
    }

    /// Says why a message could not be read, and where it lay.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) fn add_dead_letter(
        &self,
        message: MessageId,
        reason: &str,
        location: Option<&SourceLocation>,
        origin: &str,
        offset: u64,
    ) -> Result<(), StoreError> {
        let location = location.map(serde_json::to_string).transpose()?;
        let offset = i64::try_from(offset).unwrap_or(i64::MAX);
        self.transaction
            .prepare_cached(
                "INSERT INTO dead_letter (message, reason, location, origin, offset) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![message.0, reason, location, origin, offset])?;
        Ok(())
    }

    /// The bytes of a message.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) fn body(&self, message: MessageId) -> Result<Vec<u8>, StoreError> {
        let mut statement = self.transaction.prepare_cached("SELECT body FROM message WHERE id = ?1")?;
        Ok(statement
            .query_row([message.0], |row| row.get::<_, Option<Vec<u8>>>(0))
            .optional()?
            .flatten()
            .unwrap_or_default())
    }

    /// The messages of a patient that were applied, in order of arrival.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) fn earlier_messages(&self, patient: PatientId) -> Result<Vec<EarlierMessage>, StoreError> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT message.id, feed.dialect, message.encounter, coalesce(message.body, first.body)
             FROM message JOIN feed ON feed.id = message.feed LEFT JOIN message AS first ON first.id = message.same_as
             WHERE message.patient = ?1 AND message.outcome = 0 ORDER BY message.id",
        )?;
        let rows = statement.query_map([patient.0], |row| {
            Ok(EarlierMessage {
                message: MessageId(row.get(0)?),
                dialect: row.get(1)?,
                encounter: row.get(2)?,
                body: row.get::<_, Option<_>>(3)?.unwrap_or_default(),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
