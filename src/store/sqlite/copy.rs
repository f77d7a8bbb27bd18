//! A whole copy of a store in another place, checked against what it was made from.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension};

use super::maintain::copy;
use super::place::Replacement;
use super::{SqliteStore, Verification, file};
use crate::audit::{Action, Agent, Event, EventOutcome};
use crate::store::StoreError;

/// What a copy holds, counted and hashed again in the copy itself.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Copied {
    /// How many rows of how many tables were counted.
    pub rows: u64,
    /// How many raw messages were hashed again.
    pub messages: u64,
    /// How many audit events, each hashed again.
    pub events: u64,
    /// The root over the audit, in base64.
    pub root: Option<String>,
    /// Whether the copy was there already, and nothing was written.
    pub was_there: bool,
}

impl SqliteStore {
    /// Copies the store to `target` while it stays in use. What is there already is replaced only where
    /// it is an earlier copy of this very store; where it is as new, it is only checked. A copy that was
    /// broken off is begun again. `progress` is told what is done, of how much.
    ///
    /// # Errors
    /// Where something else is at `target`, where it is in use or cannot be written, or where the copy
    /// is not what it was made from: then what was there before is as it was.
    pub fn copy_to(
        &mut self,
        target: &Path,
        agent: Agent,
        mut progress: impl FnMut(u64, u64),
    ) -> Result<Copied, StoreError> {
        let place = Replacement::begin(target)?;
        let staged = file::beside(target, ".copying");
        file::remove_staged(&staged);
        if target.exists() {
            let held = self.held_at(target)?;
            if self.is_earlier(&held, target)? {
                drop(held);
            } else {
                let copied = self.compare(held, &mut progress)?;
                return Ok(Copied { was_there: true, ..copied });
            }
        }
        let event = Event {
            detail: Some("copied to another place".to_owned()),
            ..Event::new(self.context.now(), Action::Administration, EventOutcome::Success, agent)
        };
        let _proof = self.commit_event(&event)?;
        let made = self.stage_copy(&staged, &mut progress);
        let copied = made.inspect_err(|_| file::remove_staged(&staged))?;
        place.put(&staged).inspect_err(|_| file::remove_staged(&staged))?;
        Ok(copied)
    }

    fn stage_copy(&self, staged: &PathBuf, progress: &mut impl FnMut(u64, u64)) -> Result<Copied, StoreError> {
        // One snapshot: what is compared at the end is what was copied, whatever comes in meanwhile.
        let _snapshot = self.connection.unchecked_transaction()?;
        self.connection.query_row("SELECT count(*) FROM meta", [], |row| row.get::<_, i64>(0))?;
        copy(&self.connection, staged, &mut |done, total| {
            progress(u64::try_from(done).unwrap_or(0), u64::try_from(total).unwrap_or(0));
        })?;
        let copied = Connection::open(staged)?;
        // As it was copied it says WAL; alone and whole it needs none beside it.
        copied.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
        self.compare(copied, progress)
    }

    /// The store at a path, where it is one.
    fn held_at(&self, target: &Path) -> Result<Connection, StoreError> {
        let held = file::open_backup(target).map_err(|_| StoreError::Exists(target.to_owned()))?;
        let name = |connection: &Connection| {
            let sql = "SELECT value FROM meta WHERE key = 'audit_log'";
            connection.query_row(sql, [], |row| row.get::<_, String>(0)).optional()
        };
        let same = name(&held)? == name(&self.connection)? && name(&held)?.is_some();
        if same { Ok(held) } else { Err(StoreError::Exists(target.to_owned())) }
    }

    /// Whether what is held is this store at an earlier event; false where it is as new. Its log must be
    /// the beginning of this one, hash by hash.
    fn is_earlier(&self, held: &Connection, target: &Path) -> Result<bool, StoreError> {
        let sql = "SELECT sequence, hashes FROM audit_node ORDER BY sequence";
        let (mut ours, mut theirs) = (self.connection.prepare(sql)?, held.prepare(sql)?);
        let (mut ours, mut theirs) = (ours.query([])?, theirs.query([])?);
        let read =
            |row: &rusqlite::Row<'_>| Ok::<_, rusqlite::Error>((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?));
        loop {
            let (own, other) = (ours.next()?.map(read).transpose()?, theirs.next()?.map(read).transpose()?);
            match (own, other) {
                (None, None) => return Ok(false),
                (Some(_), None) => return Ok(true),
                (own, other) if own == other => {}
                _ => return Err(StoreError::Exists(target.to_owned())),
            }
        }
    }

    /// Counts and hashes what a copy holds, and compares it with this store.
    fn compare(&self, copied: Connection, progress: &mut impl FnMut(u64, u64)) -> Result<Copied, StoreError> {
        let differs = |what: &str| StoreError::Damaged(format!("the copy is not what it was made from: {what}"));
        let mut rows = 0;
        for table in tables(&self.connection)? {
            let sql = format!("SELECT count(*) FROM \"{table}\"");
            let count = |connection: &Connection| connection.query_row(&sql, [], |row| row.get::<_, u64>(0));
            let (own, other) = (count(&self.connection)?, count(&copied)?);
            if own != other {
                return Err(differs(&format!("{table} has {other} rows of {own}")));
            }
            rows += own;
        }
        let context = self.context.clone();
        let copied = Self { connection: copied, context, demo: self.demo, place: None, policy: RefCell::default() };
        let check = copied.check_integrity(&mut *progress)?;
        if !check.problems.is_empty() {
            return Err(differs(&check.problems.join("; ")));
        }
        if self.is_earlier(&copied.connection, Path::new("the copy"))? {
            return Err(differs("events of the audit are missing"));
        }
        let Verification { events, root, broken, .. } = copied.verify_audit(&[], &[], &mut *progress)?;
        if broken > 0 {
            return Err(differs(&format!("{broken} breaks in the audit; run `dcr audit verify` on both")));
        }
        Ok(Copied { rows, messages: check.messages, events, root, was_there: false })
    }
}

/// The tables of a store.
fn tables(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
    let mut statement = connection.prepare(sql)?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}
