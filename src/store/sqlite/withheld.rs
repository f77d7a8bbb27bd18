//! What of raw messages is withheld, as the entries are that they made.

use std::collections::HashMap;

use super::SqliteStore;
use super::disclosure::{Disclosure, Keys, Visible, holds};
use super::entries::{StoredEntry, sensitivity};
use super::patients::StoredPatient;
use super::times::Times;
use crate::coding::{Labels, Sensitivity};
use crate::interchange::wire;
use crate::record::{Resource, Statement};
use crate::store::{PatientId, RecordQuery, StoreError, Viewing};

/// A view's record as far as it bears on its messages.
pub(super) struct Seen {
    disclosure: Disclosure,
    stored: Vec<StoredPatient>,
    gone: Keys<usize>,
}

/// How many entries a message made, and how many of them are withheld.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Made {
    all: u64,
    withheld: u64,
}

impl Made {
    /// Whether there were any, and none may be seen.
    pub(super) const fn is_all_withheld(self) -> bool {
        self.all > 0 && self.withheld == self.all
    }

    /// How many are withheld.
    pub(super) const fn withheld(self) -> u64 {
        self.withheld
    }
}

impl Seen {
    /// What a view may see of its messages.
    pub(super) fn of(store: &SqliteStore, viewing: &Viewing) -> Result<Self, StoreError> {
        let disclosure = Disclosure::of(store, viewing)?;
        let stored = store.viewed(viewing, Times::NOW)?;
        let Visible { gone, .. } = store.visible(viewing, &RecordQuery::default(), &stored)?;
        Ok(Self { disclosure, stored, gone })
    }

    pub(super) const fn disclosure(&self) -> &Disclosure {
        &self.disclosure
    }

    fn allows(&self, place: usize, entry: StoredEntry<'_>) -> bool {
        !holds(&self.gone, &place, entry.key) && self.disclosure.allows(&self.stored[place], entry)
    }

    /// How many entries each message of the view made, and how many of them are withheld.
    pub(super) fn made(&self, store: &SqliteStore) -> Result<HashMap<i64, Made>, StoreError> {
        let mut statement = store.connection.prepare_cached(
            "SELECT message, key, time, sensitivity FROM entry WHERE patient = ?1
             UNION ALL SELECT again.message, entry.key, entry.time, entry.sensitivity
             FROM entry_repeat AS again JOIN entry ON entry.patient = again.patient AND entry.key = again.key
             WHERE again.patient = ?1 AND entry.superseded IS NULL",
        )?;
        let mut made: HashMap<i64, Made> = HashMap::new();
        for (place, stored) in self.stored.iter().enumerate() {
            let mut rows = statement.query([stored.id.0])?;
            while let Some(row) = rows.next()? {
                let key: String = row.get(1)?;
                let entry = StoredEntry { key: &key, time: row.get(2)?, sensitivity: sensitivity(row.get(3)?)? };
                let of = made.entry(row.get(0)?).or_default();
                of.all += 1;
                of.withheld += u64::from(!self.allows(place, entry));
            }
        }
        Ok(made)
    }

    /// Whether anything that a message said of this patient is withheld: then nothing clinical of it
    /// is shown. `message` is the one that was applied, where this repeats it.
    pub(super) fn withholds(&self, store: &SqliteStore, patient: PatientId, message: i64) -> Result<bool, StoreError> {
        let place = self.stored.iter().position(|stored| stored.id == patient);
        let Some(place) = place else { return Ok(true) };
        let mut statement = store.connection.prepare_cached(
            "SELECT key, time, sensitivity FROM entry WHERE patient = ?1 AND message = ?2
             UNION ALL SELECT entry.key, entry.time, entry.sensitivity
             FROM entry_repeat AS again JOIN entry ON entry.patient = again.patient AND entry.key = again.key
             WHERE again.patient = ?1 AND again.message = ?2",
        )?;
        let mut rows = statement.query((patient.0, message))?;
        while let Some(row) = rows.next()? {
            let key: String = row.get(0)?;
            let entry = StoredEntry { key: &key, time: row.get(1)?, sensitivity: sensitivity(row.get(2)?)? };
            if !self.allows(place, entry) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

impl SqliteStore {
    /// Whether a message that was not applied says something that the lists single out, as far as it
    /// can be read.
    pub(super) fn says_sensitive(&self, body: &[u8], dialect: &str) -> bool {
        let sensitive = |statement: &Statement| {
            let resources = statement.entries.iter().filter_map(|entry| entry.resource.as_ref());
            resources.map(|resource| self.sensitivity(resource)).any(Sensitivity::is_labelled)
        };
        // Of several statements, one that is sensitive is found first.
        wire::read_again(body, dialect, sensitive).is_some_and(|statement| sensitive(&statement))
    }

    fn sensitivity(&self, resource: &Resource) -> Sensitivity {
        let marker = self.context.marker.as_ref();
        marker.map_or_else(|| Labels::built_in(resource), |marker| marker.sensitivity(resource))
    }
}
