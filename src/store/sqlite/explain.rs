//! Why the identities of one person are one.

use rusqlite::Row;

use super::patients::StoredPatient;
use super::times::{Times, instant};
use super::{SqliteStore, patients};
use crate::store::view::{FORMAT_VERSION, IdentityExplanation, LinkView};
use crate::store::{PatientId, StoreError, ViewRequest, Viewing};

impl SqliteStore {
    pub(super) fn identity_explanation(&self, viewing: &Viewing) -> Result<IdentityExplanation, StoreError> {
        let stored = self.viewed(viewing, Times::NOW)?;
        let mask = viewing.mask();
        let request = super::gate::request_of(viewing);
        let mut links = Vec::new();
        let mut conflicts = Vec::new();
        for patient in &stored {
            let mut statement = self.connection.prepare_cached(
                "SELECT first, second, kind, evidence, recorded, undone FROM link WHERE first = ?1 OR second = ?1 ORDER BY id",
            )?;
            for link in statement.query_map([patient.id.0], link_view)? {
                let link = link?;
                let mut sides = vec![link.left, link.right];
                // A link to somebody hidden, undone or one that holds apart, would say that they exist.
                let told = self.leave_out_hidden(&request, viewing.patients(), &mut sides)?;
                if told && sides.len() == 2 && !links.contains(&link) {
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
        let mut shown = Vec::with_capacity(conflicts.len());
        for mut conflict in conflicts {
            if self.leave_out_hidden(&request, viewing.patients(), &mut conflict.patients)? {
                shown.push(conflict);
            }
        }
        let patients = stored
            .iter()
            .map(|patient| patients::source_view(&self.connection, patient, mask))
            .collect::<Result<_, _>>()?;
        Ok(IdentityExplanation { format_version: FORMAT_VERSION, patients, links, conflicts: shown })
    }

    /// Takes out of those whom a conflict concerns whoever is hidden from this user, and says whether
    /// it still concerns anybody but who is looked at, if it did: that somebody hidden bears the same
    /// number would say that they exist.
    fn leave_out_hidden(
        &self,
        request: &ViewRequest,
        own: &[PatientId],
        concerned: &mut Vec<PatientId>,
    ) -> Result<bool, StoreError> {
        let others = |concerned: &[PatientId]| concerned.iter().any(|id| !own.contains(id));
        let before = others(concerned);
        let mut shown = Vec::with_capacity(concerned.len());
        for id in concerned.drain(..) {
            let own = own.contains(&id);
            if own || !self.decide(request, &super::clusters::person_of(&self.connection, id)?)?.is_hidden() {
                shown.push(id);
            }
        }
        *concerned = shown;
        Ok(!before || others(concerned))
    }

    /// Whether a conflict waits about these patients of a person that this user may know of.
    pub(super) fn in_conflict(
        &self,
        request: &ViewRequest,
        own: &[PatientId],
        shown: &[StoredPatient],
    ) -> Result<bool, StoreError> {
        for stored in shown {
            let waiting = self.conflicts_where(
                "resolved IS NULL AND id IN (SELECT conflict FROM conflict_patient WHERE patient = ?3)",
                (-1, 0, stored.id.0),
            )?;
            for mut conflict in waiting {
                if self.leave_out_hidden(request, own, &mut conflict.patients)? {
                    return Ok(true);
                }
            }
        }
        Ok(false)
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
