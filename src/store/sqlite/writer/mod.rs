//! Writing what feeds bring, many messages in one transaction, each with its audit event.

mod conflicts;
mod entries;
mod links;
mod messages;
mod patients;
mod signals;

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use rusqlite::{Transaction, TransactionBehavior};

use super::place::Place;
use super::{SqliteStore, audit, times};
use crate::audit::Event;
use crate::coding::{Labels, Marker, Sensitivity};
use crate::record::Resource;
use crate::store::{Processing, StoreError};

pub(crate) use entries::NewEntry;
pub(crate) use links::StoredLink;
pub(crate) use messages::{MessageOutcome, MessageRow, Received};
pub(crate) use patients::{KeptPatient, SourceKey};

/// One transaction of a job. Nothing is kept until [`Writer::commit`]; a writer that is dropped
/// leaves the store as it was.
pub(crate) struct Writer<'store> {
    transaction: Transaction<'store>,
    feeds: HashMap<String, messages::FeedCounts>,
    received: Timestamp,
    demo: bool,
    place: Option<&'store Place>,
    marker: Option<Arc<Marker>>,
}

impl std::fmt::Debug for Writer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Writer")
    }
}

impl SqliteStore {
    /// Begins a job that writes. What it reads on the way can never become output.
    ///
    /// # Errors
    /// Where another process holds the store for longer than five seconds, or it cannot be written.
    pub(crate) fn write(&mut self, _processing: &Processing) -> Result<Writer<'_>, StoreError> {
        let received = self.context.now();
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let marker = self.context.marker.clone();
        let (demo, place) = (self.demo, self.place.as_ref());
        Ok(Writer { transaction, feeds: HashMap::new(), received, demo, place, marker })
    }

    /// Prepares for a long job of writing: a larger cache, fewer checkpoints.
    ///
    /// # Errors
    /// Where the store cannot be set so.
    pub fn expect_bulk(&mut self) -> Result<(), StoreError> {
        self.connection.pragma_update(None, "cache_size", -524_288)?;
        self.connection.pragma_update(None, "wal_autocheckpoint", 64_000)?;
        Ok(())
    }
}

impl Writer<'_> {
    /// When what is written now is received, unless set otherwise.
    pub(crate) const fn received(&self) -> Timestamp {
        self.received
    }

    /// Sets the time of receipt of what follows.
    pub(crate) const fn set_received(&mut self, received: Timestamp) {
        self.received = received;
    }

    /// Whether this is a demo store.
    pub(crate) const fn is_demo(&self) -> bool {
        self.demo
    }

    /// Writes an audit event into this transaction.
    ///
    /// # Errors
    /// Where it cannot be written: then nothing of the transaction may stay.
    pub(crate) fn audit(&self, event: &Event) -> Result<(), StoreError> {
        audit::write(&self.transaction, event).map(|_sequence| ())
    }

    /// Keeps everything, and returns when it is on disk.
    ///
    /// # Errors
    /// Where the disk is full or fails, or another file took the store's place: then nothing was kept.
    pub(crate) fn commit(mut self) -> Result<(), StoreError> {
        self.flush_feeds()?;
        self.place.map_or(Ok(()), Place::check)?;
        self.transaction.commit()?;
        Ok(())
    }

    /// What the lists, and the releases that are loaded, make of an entry.
    fn sensitivity(&self, resource: &Resource) -> Sensitivity {
        self.marker.as_ref().map_or_else(|| Labels::built_in(resource), |marker| marker.sensitivity(resource))
    }

    fn now(&self) -> i64 {
        times::micros(self.received)
    }
}
