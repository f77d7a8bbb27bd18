//! Why the identities of one person are one.

use rusqlite::Row;

use super::times::{Times, instant};
use super::{SqliteStore, patients};
use crate::store::view::{FORMAT_VERSION, IdentityExplanation, LinkView};
use crate::store::{PatientId, StoreError, Viewing};

impl SqliteStore {
    pub(super) fn identity_explanation(&self, viewing: &Viewing) -> Result<IdentityExplanation, StoreError> {
        let stored = self.viewed(viewing, Times::NOW)?;
        let mask = viewing.mask();
        let mut links = Vec::new();
        let mut conflicts = Vec::new();
        for patient in &stored {
            let mut statement = self.connection.prepare_cached(
                "SELECT first, second, kind, evidence, recorded, undone FROM link WHERE first = ?1 OR second = ?1 ORDER BY id",
            )?;
            for link in statement.query_map([patient.id.0], link_view)? {
                let link = link?;
                if !links.contains(&link) {
                    links.push(link);
                }
            }
            conflicts.extend(self.conflicts_where(
                "id IN (SELECT conflict FROM conflict_patient WHERE patient = ?3)",
                (-1, 0, patient.id.0),
            )?);
        }
        conflicts.sort_by_key(|conflict| conflict.id);
        conflicts.dedup_by_key(|conflict| conflict.id);
        let patients = stored
            .iter()
            .map(|patient| patients::source_view(&self.connection, patient, mask))
            .collect::<Result<_, _>>()?;
        Ok(IdentityExplanation { format_version: FORMAT_VERSION, patients, links, conflicts })
    }
}

fn link_view(row: &Row<'_>) -> rusqlite::Result<LinkView> {
    Ok(LinkView {
        left: PatientId(row.get(0)?),
        right: PatientId(row.get(1)?),
        kind: row.get(2)?,
        evidence: row.get(3)?,
        recorded: instant(row.get(4)?),
        undone: row.get::<_, Option<i64>>(5)?.map(instant),
    })
}
