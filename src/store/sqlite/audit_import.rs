//! Taking in what other systems recorded, many events in one commit, each one a leaf of the log.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use super::place::Place;
use super::times::{instant, micros};
use super::{SqliteStore, audit};
use crate::audit::{Action, Agent, Covered, Event, EventOutcome};
use crate::store::{Scope, StoreError, Viewing};

/// How many events in one commit. While one is open every other process waits.
const GROUP: usize = 500;

/// What an import is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditImport {
    /// The system that recorded the events.
    pub system: String,
    /// SHA-256 of the file, in hexadecimal digits.
    pub file: String,
    /// Who takes it in.
    pub agent: Agent,
}

/// What became of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Imported {
    /// How many events were taken in now.
    pub events: u64,
    /// How many had been taken in before.
    pub before: u64,
}

/// How many entries of a file were taken in.
fn done(connection: &Connection, file: &str) -> Result<Option<u64>, StoreError> {
    let sql = "SELECT done FROM audit_import WHERE file = ?1";
    Ok(connection.query_row(sql, [file], |row| row.get(0)).optional()?)
}

/// The source patients of a number, so that the event is found with theirs.
pub(super) fn patients(connection: &Connection, subjects: &[String]) -> Result<Vec<i64>, StoreError> {
    let mut found = Vec::new();
    let mut statement =
        connection.prepare_cached("SELECT DISTINCT patient FROM identifier WHERE kind = 0 AND value = ?1 LIMIT 100")?;
    for subject in subjects {
        for patient in statement.query_map([subject], |row| row.get(0))? {
            found.push(patient?);
        }
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

impl SqliteStore {
    /// Takes in events of a file that another system wrote. What was taken in of the same file before
    /// is not taken in again, so that an import that was cut short can be run once more. `progress` is
    /// told of each commit.
    ///
    /// # Errors
    /// Where an event does not say where it came from, or the store cannot be written: then the events
    /// of the last commit are not kept, and those before it are.
    pub fn import_audit(
        &mut self,
        import: &AuditImport,
        events: &[Event],
        mut progress: impl FnMut(u64, u64),
    ) -> Result<Imported, StoreError> {
        let before = done(&self.connection, &import.file)?;
        if before.is_none() {
            self.begin(import, events)?;
        }
        let before = before.unwrap_or(0);
        let skipped = usize::try_from(before).unwrap_or(usize::MAX).min(events.len());
        let (mut count, total) = (0, events.len() as u64);
        for group in events[skipped..].chunks(GROUP) {
            let now = self.context.now();
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            for event in group {
                let Some(source) = &event.source else {
                    return Err(StoreError::Unfit("an event of another system must say where it came from".to_owned()));
                };
                let patients = patients(&transaction, &source.subjects)?;
                audit::write(&transaction, &Event { recorded: now, patients, ..event.clone() })?;
            }
            count += group.len() as u64;
            let sql = "UPDATE audit_import SET done = ?2 WHERE file = ?1";
            transaction.execute(sql, params![import.file, before + count])?;
            self.place.as_ref().map_or(Ok(()), Place::check)?;
            transaction.commit()?;
            progress(before + count, total);
        }
        Ok(Imported { events: count, before })
    }

    /// Which systems' logs are here, and of which time: this store's own first.
    ///
    /// # Errors
    /// Where the view is over, or the store cannot be read.
    pub fn audit_covers(&self, viewing: &Viewing) -> Result<Vec<Covered>, StoreError> {
        self.check(viewing, Scope::Audit)?;
        let created: String =
            self.connection.query_row("SELECT value FROM meta WHERE key = 'created'", [], |row| row.get(0))?;
        let unreadable = |_| StoreError::Damaged("when the store was made does not read back".to_owned());
        let from = created.parse().map_err(unreadable)?;
        let mut all = vec![Covered { system: None, from, to: self.context.now() }];
        let mut statement = self.connection.prepare(
            "SELECT system, min(first), max(last) FROM audit_import WHERE done > 0 GROUP BY system ORDER BY system",
        )?;
        for row in statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))? {
            let (system, first, last) = row?;
            all.push(Covered { system: Some(system), from: instant(first), to: instant(last) });
        }
        Ok(all)
    }

    /// Writes down that a file is taken in, before the first of its events.
    fn begin(&mut self, import: &AuditImport, events: &[Event]) -> Result<(), StoreError> {
        let times: Vec<i64> = events.iter().map(|event| micros(event.happened())).collect();
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let event = Event {
            wrote: Some(import.file.clone()),
            detail: Some(format!("{} events that {} recorded are taken in", events.len(), import.system)),
            ..Event::new(self.context.now(), Action::AuditImport, EventOutcome::Success, import.agent.clone())
        };
        let sequence = audit::write(&transaction, &event)?;
        transaction.execute(
            "INSERT INTO audit_import (file, system, done, first, last, sequence) VALUES (?1, ?2, 0, ?3, ?4, ?5)",
            params![import.file, import.system, times.iter().min(), times.iter().max(), sequence],
        )?;
        self.place.as_ref().map_or(Ok(()), Place::check)?;
        transaction.commit()?;
        Ok(())
    }
}
