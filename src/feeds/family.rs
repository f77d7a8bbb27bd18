//! The patients of one source that its merges made one: what was said under one number is corrected
//! and taken back under another.

use crate::store::sqlite::Writer;
use crate::store::{PatientId, StoreError};

/// A patient and those of the same source that are one with it by merges.
pub(super) struct Family {
    patient: PatientId,
    others: Vec<PatientId>,
}

impl Family {
    /// As the merges stand now.
    pub(super) fn of(writer: &Writer<'_>, patient: PatientId) -> Result<Self, StoreError> {
        Ok(Self { patient, others: writer.merged_with(patient)? })
    }

    /// As [`Family::of`], for a message about whole documents: everybody of the feed who is one
    /// person with the patient. A document has a number of its own, whatever numbers of the
    /// patient its next version or its nullification leaves out.
    pub(super) fn of_documents(writer: &Writer<'_>, patient: PatientId) -> Result<Self, StoreError> {
        Ok(Self { patient, others: writer.same_in_feed(patient)? })
    }

    /// Everybody, the patient first.
    pub(super) fn members(&self) -> impl Iterator<Item = PatientId> {
        std::iter::once(self.patient).chain(self.others.iter().copied())
    }

    /// The patient under whom a fact is kept: the one at hand, unless it stands under another.
    pub(super) fn home(&self, writer: &Writer<'_>, key: &str) -> Result<PatientId, StoreError> {
        if self.others.is_empty() {
            return Ok(self.patient);
        }
        let mut withdrawn = None;
        for member in self.members() {
            match writer.current_entry(member, key)? {
                Some(standing) if !standing.withdrawn => return Ok(member),
                Some(_) => withdrawn = withdrawn.or(Some(member)),
                None => {}
            }
        }
        Ok(withdrawn.unwrap_or(self.patient))
    }
}
