//! Entries: each statement makes a version, nothing is overwritten.

use rusqlite::{OptionalExtension, params};

use super::Writer;
use crate::record::{
    Encounter, EntryState, MessageId, PartialDateTime, Resource, Section, SourceCoding, SourceLocation,
};
use crate::store::sqlite::entries::{StoredBody, state_number};
use crate::store::sqlite::times::micros;
use crate::store::{PatientId, StoreError};

/// A version of an entry to keep.
#[derive(Debug)]
pub(crate) struct NewEntry<'a> {
    /// The patient.
    pub(crate) patient: PatientId,
    /// The source's key for the fact.
    pub(crate) key: &'a str,
    /// Where it is shown.
    pub(crate) section: Section,
    /// Whether it stands, or is taken back.
    pub(crate) state: EntryState,
    /// What it says.
    pub(crate) resource: Resource,
    /// The source's own words.
    pub(crate) source: SourceCoding,
    /// Where in the message.
    pub(crate) location: SourceLocation,
    /// Which version, by the source's own time (microseconds).
    pub(crate) version_time: Option<i64>,
    /// The message.
    pub(crate) message: MessageId,
}

/// What keeping an entry did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EntryChange {
    /// It is new.
    Added,
    /// It replaced the version before.
    Replaced,
    /// It said the same again.
    Repeated,
    /// A later version stands already: this one is history.
    Late,
}

/// The version of an entry that stands.
#[derive(Debug)]
pub(crate) struct CurrentEntry {
    /// The version.
    pub(crate) version: i64,
    /// Its state.
    pub(crate) withdrawn: bool,
    /// By the source's own time (microseconds).
    pub(crate) version_time: Option<i64>,
    /// What it says.
    pub(crate) resource: Resource,
    /// The section.
    pub(crate) section: Section,
    /// The set id that it had in its message.
    pub(crate) set_id: Option<String>,
    source: SourceCoding,
}

/// The time by which an entry is ordered: its own.
fn times(resource: &Resource) -> (Option<PartialDateTime>, Option<i64>, Option<i64>) {
    let time = resource.time();
    let until = match resource {
        Resource::Observation(_)
        | Resource::Procedure(_)
        | Resource::DocumentReference(_)
        | Resource::ServiceRequest(_) => None,
        other => other.end().map(|end| micros(end.end())),
    };
    (time, time.map(|time| micros(time.earliest())), until)
}

impl Writer<'_> {
    /// The version of an entry that stands, withdrawn or not.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) fn current_entry(&self, patient: PatientId, key: &str) -> Result<Option<CurrentEntry>, StoreError> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT version, state, version_time, section, body FROM entry
             WHERE patient = ?1 AND key = ?2 AND superseded IS NULL ORDER BY version DESC LIMIT 1",
        )?;
        let row = statement
            .query_row((patient.0, key), |row| {
                Ok((row.get(0)?, row.get::<_, i64>(1)?, row.get(2)?, row.get::<_, u8>(3)?, row.get::<_, String>(4)?))
            })
            .optional()?;
        let Some((version, state, version_time, section, body)) = row else { return Ok(None) };
        let body: StoredBody = serde_json::from_str(&body)?;
        let section =
            Section::from_number(section).ok_or_else(|| StoreError::Damaged("an entry has no section".to_owned()))?;
        let withdrawn = state == state_number(EntryState::Withdrawn);
        Ok(Some(CurrentEntry {
            version,
            withdrawn,
            version_time,
            resource: body.resource,
            section,
            set_id: body.location.set_id,
            source: body.source,
        }))
    }

    /// Keeps a version of an entry. A version that is older by its source's own time than the one
    /// that stands becomes history at once, whatever the order of arrival.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) fn put_entry(&self, entry: &NewEntry<'_>) -> Result<EntryChange, StoreError> {
        let current = self.current_entry(entry.patient, entry.key)?;
        self.put_over(entry, current.as_ref())
    }

    /// As [`Writer::put_entry`], where the caller has already read what stands.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) fn put_over(
        &self,
        entry: &NewEntry<'_>,
        current: Option<&CurrentEntry>,
    ) -> Result<EntryChange, StoreError> {
        let Some(current) = current else {
            // What left with the whole it belonged to may come back: its versions go on.
            self.insert(entry, self.next_version(entry.patient, entry.key)?, None)?;
            return Ok(EntryChange::Added);
        };
        let withdrawn = entry.state == EntryState::Withdrawn;
        if withdrawn == current.withdrawn && (withdrawn || entry.resource == current.resource) {
            self.repeat(entry)?;
            self.confirm(entry, current)?;
            return Ok(EntryChange::Repeated);
        }
        if entry.version_time.is_some() && entry.version_time < current.version_time {
            let version = self.next_version(entry.patient, entry.key)?;
            self.insert(entry, version, Some(self.now()))?;
            return Ok(EntryChange::Late);
        }
        self.supersede(entry.patient, entry.key, current.version)?;
        let version = self.next_version(entry.patient, entry.key)?;
        self.insert(entry, version, None)?;
        Ok(EntryChange::Replaced)
    }

    /// Keeps a version of an entry as history at once: what it is a part of has been replaced or
    /// taken back by a later statement that arrived before.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) fn put_history(&self, entry: &NewEntry<'_>) -> Result<EntryChange, StoreError> {
        let version = self.next_version(entry.patient, entry.key)?;
        self.insert(entry, version, Some(self.now()))?;
        Ok(EntryChange::Late)
    }

    fn next_version(&self, patient: PatientId, key: &str) -> Result<i64, StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT coalesce(max(version), 0) + 1 FROM entry WHERE patient = ?1 AND key = ?2")?;
        Ok(statement.query_row((patient.0, key), |row| row.get(0))?)
    }

    fn insert(&self, entry: &NewEntry<'_>, version: i64, superseded: Option<i64>) -> Result<(), StoreError> {
        let (time, micros, until) = times(&entry.resource);
        let body = StoredBodyRef { resource: &entry.resource, source: &entry.source, location: &entry.location, time };
        let mut statement = self.transaction.prepare_cached(
            "INSERT INTO entry (patient, key, version, section, state, time, until, recorded, superseded, version_time, message, ordinal, sensitivity, body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        )?;
        statement.execute(params![
            entry.patient.0,
            entry.key,
            version,
            entry.section.number(),
            state_number(entry.state),
            micros,
            until,
            self.now(),
            superseded,
            entry.version_time,
            entry.message.0,
            entry.location.ordinal,
            self.sensitivity(&entry.resource).to_bits(),
            serde_json::to_string(&body)?,
        ])?;
        self.add_coded_signals(entry, version)
    }

    fn repeat(&self, entry: &NewEntry<'_>) -> Result<(), StoreError> {
        self.transaction
            .prepare_cached("INSERT OR IGNORE INTO entry_repeat (patient, key, message, ordinal, location) VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![entry.patient.0, entry.key, entry.message.0, entry.location.ordinal, serde_json::to_string(&entry.location)?])?;
        Ok(())
    }

    /// What is said again later stands as of then: something older that comes after is history.
    fn confirm(&self, entry: &NewEntry<'_>, current: &CurrentEntry) -> Result<(), StoreError> {
        if entry.version_time <= current.version_time {
            return Ok(());
        }
        self.transaction
            .prepare_cached("UPDATE entry SET version_time = ?4 WHERE patient = ?1 AND key = ?2 AND version = ?3")?
            .execute(params![entry.patient.0, entry.key, current.version, entry.version_time])?;
        Ok(())
    }

    fn supersede(&self, patient: PatientId, key: &str, version: i64) -> Result<(), StoreError> {
        self.transaction
            .prepare_cached("UPDATE entry SET superseded = ?4 WHERE patient = ?1 AND key = ?2 AND version = ?3")?
            .execute((patient.0, key, version, self.now()))?;
        Ok(())
    }

    /// Takes an entry back: a version that says so replaces the one that stands. Where nothing is
    /// known of it yet, the withdrawal itself is kept, so that what arrives late stays withdrawn.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) fn withdraw_entry(&self, withdrawal: NewEntry<'_>) -> Result<EntryChange, StoreError> {
        let current = self.current_entry(withdrawal.patient, withdrawal.key)?;
        let known = current.as_ref().map(|current| (current.section, current.resource.clone(), current.source.clone()));
        let withdrawal = match known {
            Some((section, resource, source)) => NewEntry { section, resource, source, ..withdrawal },
            None => withdrawal,
        };
        self.put_over(&NewEntry { state: EntryState::Withdrawn, ..withdrawal }, current.as_ref())
    }

    /// Supersedes the entries whose key begins so and that this message did not state: what
    /// replaced them as a whole does not hold them any more.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) fn supersede_others(
        &self,
        patient: PatientId,
        prefix: &str,
        message: MessageId,
        version_time: Option<i64>,
    ) -> Result<usize, StoreError> {
        let high = format!("{prefix}\u{10FFFF}");
        let changed = self
            .transaction
            .prepare_cached(
                "UPDATE entry SET superseded = ?5 WHERE patient = ?1 AND key >= ?2 AND key < ?3 AND superseded IS NULL
                 AND message <> ?4 AND (?6 IS NULL OR version_time IS NULL OR version_time <= ?6)
                 AND NOT EXISTS (SELECT 1 FROM entry_repeat AS again WHERE again.patient = entry.patient AND again.key = entry.key AND again.message = ?4)",
            )?
            .execute(params![patient.0, prefix, high, message.0, self.now(), version_time])?;
        Ok(changed)
    }

    /// Whether anything stands whose key begins so.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) fn has_current(&self, patient: PatientId, prefix: &str) -> Result<bool, StoreError> {
        let high = format!("{prefix}\u{10FFFF}");
        let mut statement = self.transaction.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM entry WHERE patient = ?1 AND key >= ?2 AND key < ?3 AND superseded IS NULL AND state = 0)",
        )?;
        Ok(statement.query_row((patient.0, prefix, high), |row| row.get(0))?)
    }

    /// The encounters of this patient that stand, by key, appointments aside.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) fn visits(&self, patient: PatientId) -> Result<Vec<(String, Encounter)>, StoreError> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT key, body FROM entry WHERE patient = ?1 AND key >= 'visit:' AND key < 'visit;' AND superseded IS NULL AND state = 0
             ORDER BY time DESC LIMIT 500",
        )?;
        let rows = statement.query_map([patient.0], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
        let mut visits = Vec::new();
        for row in rows {
            let (key, body) = row?;
            let body: StoredBody = serde_json::from_str(&body)?;
            if let Resource::Encounter(encounter) = body.resource {
                visits.push((key, encounter));
            }
        }
        Ok(visits)
    }
}

/// As [`StoredBody`], borrowed.
#[derive(serde::Serialize)]
struct StoredBodyRef<'a> {
    resource: &'a Resource,
    source: &'a SourceCoding,
    location: &'a SourceLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<PartialDateTime>,
}
