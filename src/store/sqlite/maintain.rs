//! Looking after the file: what is in it, whether it is sound, a copy, and back again.

use std::fs::{self, File};
use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::backup::Backup;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::place::Replacement;
use super::{SqliteStore, file, schema, times};
use crate::audit::{Action, Agent, Event, EventOutcome};
use crate::store::{Context, Processing, StoreError};

/// How many times a copy asks in a row for what another process holds, a fiftieth of a second apart:
/// about five seconds' worth.
const PATIENCE: u32 = 250;

/// What is in a store. Nothing in it identifies a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Info {
    /// `embedded` or `demo`.
    pub kind: String,
    /// When it was made.
    pub created: String,
    /// The schema version.
    pub schema: i64,
    /// The version of the SQLite library.
    pub sqlite: String,
    /// The size of the file in bytes.
    pub bytes: u64,
    /// Linked people.
    pub people: u64,
    /// Source patients.
    pub patients: u64,
    /// Raw messages.
    pub messages: u64,
    /// Entries that stand.
    pub entries: u64,
    /// Conflicts that wait.
    pub conflicts: u64,
    /// Dead letters.
    pub dead_letters: u64,
    /// Audit events.
    pub audit_events: u64,
    /// Registered users.
    pub users: u64,
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// How many raw messages were hashed again.
    pub messages: u64,
    /// What is wrong, in words; empty where the store is sound.
    pub problems: Vec<String>,
}

impl SqliteStore {
    /// What is in the store.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn info(&self) -> Result<Info, StoreError> {
        let count = |sql: &str| self.connection.query_row(sql, [], |row| row.get::<_, u64>(0));
        let meta = |key: &str| {
            self.connection.query_row("SELECT value FROM meta WHERE key = ?1", [key], |row| row.get::<_, String>(0))
        };
        Ok(Info {
            kind: meta("kind")?,
            created: meta("created")?,
            schema: schema::version(&self.connection)?,
            sqlite: rusqlite::version().to_owned(),
            bytes: count("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")?,
            people: count("SELECT count(DISTINCT person) FROM patient")?,
            patients: count("SELECT count(*) FROM patient")?,
            messages: count("SELECT count(*) FROM message")?,
            entries: count("SELECT count(*) FROM entry WHERE superseded IS NULL AND state = 0")?,
            conflicts: count("SELECT count(*) FROM conflict WHERE resolved IS NULL")?,
            dead_letters: count("SELECT count(*) FROM dead_letter")?,
            audit_events: count("SELECT count(*) FROM audit_event")?,
            users: count("SELECT count(*) FROM user")?,
        })
    }

    /// How many entries stand, by feed and section.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn entry_counts(&self) -> Result<Vec<(String, crate::record::Section, u64)>, StoreError> {
        let mut statement = self.connection.prepare(
            "SELECT feed.name, section, count(*) FROM entry JOIN message ON message.id = entry.message JOIN feed ON feed.id = message.feed
             WHERE superseded IS NULL AND state = 0 GROUP BY 1, 2 ORDER BY 1, 2",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, u8>(1)?, row.get(2)?)))?;
        let mut counts = Vec::new();
        for row in rows {
            let (feed, section, count) = row?;
            counts.extend(crate::record::Section::from_number(section).map(|section| (feed, section, count)));
        }
        Ok(counts)
    }

    /// Checks the file: SQLite's own structure, foreign keys, every raw message against its hash,
    /// and one audit event for each message. `progress` is told how many messages of how many are done.
    ///
    /// # Errors
    /// Where the store cannot be read at all.
    pub fn check_integrity(&self, mut progress: impl FnMut(u64, u64)) -> Result<Check, StoreError> {
        let mut problems = Vec::new();
        let mut statement = self.connection.prepare("PRAGMA integrity_check(20)")?;
        for line in statement.query_map([], |row| row.get::<_, String>(0))? {
            let line = line?;
            if line != "ok" {
                problems.push(line);
            }
        }
        let broken = self
            .connection
            .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get::<_, i64>(0))?;
        if broken > 0 {
            problems.push(format!("{broken} rows name a row that is not there"));
        }
        let unaudited = self.connection.query_row(
            "SELECT count(*) FROM message WHERE id NOT IN
               (SELECT body ->> '$.message' FROM audit_event WHERE action = 'ingest' AND body ->> '$.message' IS NOT NULL)",
            [],
            |row| row.get::<_, i64>(0),
        )?;
        if unaudited > 0 {
            problems.push(format!("{unaudited} messages have no audit event"));
        }
        let messages = self.check_messages(&mut problems, &mut progress)?;
        Ok(Check { messages, problems })
    }

    fn check_messages(
        &self,
        problems: &mut Vec<String>,
        progress: &mut impl FnMut(u64, u64),
    ) -> Result<u64, StoreError> {
        let total = self.connection.query_row("SELECT count(*) FROM message", [], |row| row.get::<_, u64>(0))?;
        let mut statement =
            self.connection.prepare("SELECT id, sha256, body FROM message WHERE body IS NOT NULL ORDER BY id")?;
        let mut rows = statement.query([])?;
        let mut done = 0;
        while let Some(row) = rows.next()? {
            let (id, sha256, body): (i64, Vec<u8>, Vec<u8>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            if Sha256::digest(&body).as_slice() != sha256 {
                problems.push(format!("message {id} is not what was received: its hash differs"));
            }
            done += 1;
            if done % 256 == 0 {
                progress(done, total);
            }
        }
        progress(done, total);
        Ok(done)
    }

    /// Copies the store to a new file while it stays in use, and records that.
    ///
    /// # Errors
    /// Where the target exists or cannot be written; then no file is left there.
    pub fn backup(
        &mut self,
        target: &Path,
        agent: Agent,
        mut progress: impl FnMut(i32, i32),
    ) -> Result<(), StoreError> {
        if target.exists() {
            return Err(StoreError::Exists(target.to_owned()));
        }
        let event = Event {
            detail: Some("backup".to_owned()),
            ..Event::new(self.context.now(), Action::Administration, EventOutcome::Success, agent)
        };
        let _proof = self.commit_event(&event)?;
        // Under another name until it is whole: half a copy is never taken for a backup.
        let part = file::beside(target, ".part");
        file::remove_store(&part);
        let copied = copy(&self.connection, &part, &mut progress).and_then(|()| {
            let kept = File::open(&part).and_then(|file| file.sync_all());
            kept.and_then(|()| fs::rename(&part, target))
                .map_err(|source| StoreError::Io { context: format!("cannot write {}", target.display()), source })
        });
        if copied.is_err() {
            file::remove_store(&part);
        }
        copied
    }

    /// Puts a backup in the place of the store at `path`. The backup is checked first, into a file
    /// beside the store, and only then takes its place.
    ///
    /// # Errors
    /// Where another process has the store open, or the backup is not sound or not a store: then nothing is changed.
    pub fn restore(backup: &Path, path: &Path, context: Context, agent: Agent) -> Result<Check, StoreError> {
        let place = Replacement::begin(path)?;
        let staged = file::beside(path, ".restoring");
        file::remove_staged(&staged);
        let result = Self::stage(backup, &staged, context, agent);
        match result {
            Ok(check) if check.problems.is_empty() => {
                place.put(&staged).inspect_err(|_| file::remove_staged(&staged))?;
                Ok(check)
            }
            Ok(check) => {
                file::remove_staged(&staged);
                Err(StoreError::Damaged(check.problems.join("; ")))
            }
            Err(error) => {
                file::remove_staged(&staged);
                Err(error)
            }
        }
    }

    fn stage(backup: &Path, staged: &Path, context: Context, agent: Agent) -> Result<Check, StoreError> {
        let source = file::open_backup(backup)?;
        copy(&source, staged, &mut |_, _| {})?;
        drop(source);
        let mut store = Self::open(staged, context)?;
        let check = store.check_integrity(|_, _| {})?;
        let event = Event {
            detail: Some("restored from a backup".to_owned()),
            ..Event::new(store.context.now(), Action::Administration, EventOutcome::Success, agent)
        };
        let _proof = store.commit_event(&event)?;
        store.connection.pragma_update(None, "wal_checkpoint", "TRUNCATE")?;
        Ok(check)
    }

    /// The times of the first and the last audit event.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn audit_span(&self) -> Result<Option<(Timestamp, Timestamp)>, StoreError> {
        let span = self.connection.query_row("SELECT min(recorded), max(recorded) FROM audit_event", [], |row| {
            Ok((row.get::<_, Option<i64>>(0)?, row.get::<_, Option<i64>>(1)?))
        })?;
        Ok(match span {
            (Some(first), Some(last)) => Some((times::instant(first), times::instant(last))),
            _ => None,
        })
    }

    /// Begins a job by name.
    pub(crate) const fn processing(job: &'static str) -> Processing {
        Processing::begin(job)
    }
}

pub(super) fn copy(source: &Connection, target: &Path, progress: &mut impl FnMut(i32, i32)) -> Result<(), StoreError> {
    file::make_file(target)?;
    let mut copy = Connection::open(target)?;
    let backup = Backup::new(source, &mut copy)?;
    let mut waited = 0;
    loop {
        let step = backup.step(4_096)?;
        let at = backup.progress();
        progress(at.pagecount - at.remaining, at.pagecount);
        match step {
            rusqlite::backup::StepResult::Done => return Ok(()),
            rusqlite::backup::StepResult::More => waited = 0,
            _ if waited == PATIENCE => return Err(StoreError::Locked),
            _ => {
                waited += 1;
                std::thread::park_timeout(Duration::from_millis(20));
            }
        }
    }
}
