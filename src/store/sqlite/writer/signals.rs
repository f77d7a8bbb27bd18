//! What the codes of entries say about consent.

use rusqlite::params;

use super::{NewEntry, Writer};
use crate::coding::consent_code;
use crate::consent::Type1Statement;
use crate::record::{Coding, ConsentSignal, EntryState, MessageId, NhsNumber, Resource, SignalKind, Stance};
use crate::store::{PatientId, StoreError};

impl Writer<'_> {
    /// Keeps a signal about whoever has an NHS number, by every source that knows them.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) fn add_signal_by_number(
        &self,
        number: NhsNumber,
        message: MessageId,
        signal: &ConsentSignal,
    ) -> Result<(), StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT DISTINCT patient FROM identifier WHERE value = ?1 AND kind = 0 ORDER BY patient")?;
        let patients = statement.query_map([number.plain()], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
        for patient in patients {
            self.add_signal(PatientId(patient), message, signal)?;
        }
        Ok(())
    }

    /// Keeps what the codes of a version of an entry say about consent.
    pub(super) fn add_coded_signals(&self, entry: &NewEntry<'_>, version: i64) -> Result<(), StoreError> {
        if entry.state == EntryState::Withdrawn {
            return Ok(());
        }
        for (kind, stance, code) in said(&entry.resource) {
            let stance = serde_json::to_value(stance)?;
            self.transaction
                .prepare_cached(
                    "INSERT OR IGNORE INTO coded_signal (patient, key, version, kind, stance, code)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                )?
                .execute(params![entry.patient.0, entry.key, version, kind.slug(), stance.as_str(), code])?;
        }
        Ok(())
    }
}

fn said(resource: &Resource) -> Vec<(SignalKind, Stance, String)> {
    let mut said = Vec::new();
    resource.each_coding(&mut |coding| {
        if let Some((kind, stance)) = says(coding) {
            said.push((kind, stance, coding.code.clone().unwrap_or_default()));
        }
    });
    said
}

fn says(coding: &Coding) -> Option<(SignalKind, Stance)> {
    let type_1 = || {
        let stance = match Type1Statement::of(coding.code.as_deref()?)? {
            Type1Statement::Dissent => Stance::Dissents,
            Type1Statement::Withdrawn => Stance::Consents,
        };
        Some((SignalKind::UseBeyondCare, stance))
    };
    consent_code(coding).or_else(type_1)
}
