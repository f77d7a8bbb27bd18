//! Conflicts, each raised once.

use rusqlite::{OptionalExtension, params};

use super::Writer;
use crate::record::MessageId;
use crate::store::view::ConflictKind;
use crate::store::{PatientId, StoreError};

impl Writer<'_> {
    /// Puts a conflict on the list, unless the same one waits there already.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) fn conflict(
        &self,
        kind: ConflictKind,
        patients: &[PatientId],
        reason: &str,
        message: Option<MessageId>,
    ) -> Result<(), StoreError> {
        let name = serde_json::to_value(kind)?;
        let name = name.as_str().unwrap_or_default();
        if kind != ConflictKind::MessageNumber && self.waits(name, patients)? {
            return Ok(());
        }
        let id: i64 = self
            .transaction
            .prepare_cached(
                "INSERT INTO conflict (kind, reason, message, recorded) VALUES (?1, ?2, ?3, ?4) RETURNING id",
            )?
            .query_row(params![name, reason, message.map(|id| id.0), self.now()], |row| row.get(0))?;
        for patient in patients {
            self.transaction
                .prepare_cached("INSERT OR IGNORE INTO conflict_patient (patient, conflict) VALUES (?1, ?2)")?
                .execute((patient.0, id))?;
        }
        Ok(())
    }

    /// Takes off the list the conflicts of a kind, and of a reason where one is given, whose patients are one person now, by other
    /// evidence than what raised them.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) fn resolve_within_person(
        &self,
        kind: ConflictKind,
        reason: Option<&str>,
        member: PatientId,
    ) -> Result<(), StoreError> {
        let kind = serde_json::to_value(kind)?;
        self.transaction
            .prepare_cached(
                "UPDATE conflict SET resolved = ?3 WHERE resolved IS NULL AND kind = ?1 AND reason = coalesce(?4, reason)
                 AND id IN (SELECT conflict FROM conflict_patient JOIN patient ON patient.id = patient
                            WHERE person = (SELECT person FROM patient WHERE id = ?2))
                 AND 1 = (SELECT count(DISTINCT person) FROM conflict_patient JOIN patient ON patient.id = patient WHERE conflict = conflict.id)",
            )?
            .execute(params![kind.as_str(), member.0, self.now(), reason])?;
        Ok(())
    }

    fn waits(&self, kind: &str, patients: &[PatientId]) -> Result<bool, StoreError> {
        let (Some(first), Some(last)) = (patients.first(), patients.last()) else { return Ok(false) };
        let mut statement = self.transaction.prepare_cached(
            "SELECT 1 FROM conflict JOIN conflict_patient AS one ON one.conflict = id JOIN conflict_patient AS other ON other.conflict = id
             WHERE kind = ?1 AND resolved IS NULL AND one.patient = ?2 AND other.patient = ?3",
        )?;
        Ok(statement.query_row((kind, first.0, last.0), |_| Ok(())).optional()?.is_some())
    }
}
