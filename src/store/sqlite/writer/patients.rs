//! Source patients: found, made, and changed version by version.

use rusqlite::{OptionalExtension, params};

use super::Writer;
use crate::record::{Identifier, IdentifierKind, MessageId, PartialDateTime, Patient, fold_name, fold_postcode};
use crate::store::sqlite::find::birth_number;
use crate::store::{PatientId, StoreError};

/// What makes a source patient: the system that speaks, and its number for the person.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct SourceKey {
    /// System, authority and number in one text.
    pub(crate) text: String,
    /// The organisation's code.
    pub(crate) organisation: String,
    /// The sending system.
    pub(crate) system: String,
}

impl std::fmt::Debug for SourceKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SourceKey({}, {}, ‹masked›)", self.organisation, self.system)
    }
}

/// A source patient as kept.
#[derive(Debug, Clone)]
pub(crate) struct KeptPatient {
    /// The number in the store.
    pub(crate) id: PatientId,
    /// When the last update that counts was stated (microseconds); `None` where only results,
    /// documents or orders spoke of the person so far.
    pub(crate) counted: Option<i64>,
    /// What the source holds.
    pub(crate) patient: Patient,
    /// The patient into which the source merged this one.
    pub(crate) merged_into: Option<PatientId>,
    version: i64,
}

/// The number of a kind in the file.
fn kind_number(kind: IdentifierKind) -> i64 {
    match kind {
        IdentifierKind::NhsNumber => 0,
        IdentifierKind::Local => 1,
        IdentifierKind::Account => 2,
    }
}

impl Writer<'_> {
    /// The patient of a source, where known.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) fn patient_of(&self, source: &SourceKey) -> Result<Option<KeptPatient>, StoreError> {
        let mut statement = self.transaction.prepare_cached("SELECT id FROM patient WHERE source = ?1")?;
        let id = statement.query_row([&source.text], |row| row.get(0)).optional()?;
        id.map(|id| self.patient(PatientId(id))).transpose().map(Option::flatten)
    }

    /// A patient by number.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) fn patient(&self, id: PatientId) -> Result<Option<KeptPatient>, StoreError> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT counted, merged_into, version, body FROM patient JOIN patient_version ON patient_version.patient = patient.id
             WHERE patient.id = ?1 AND superseded IS NULL",
        )?;
        let row = statement
            .query_row([id.0], |row| {
                Ok((row.get(0)?, row.get::<_, Option<i64>>(1)?, row.get(2)?, row.get::<_, String>(3)?))
            })
            .optional()?;
        let Some((counted, merged_into, version, body)) = row else { return Ok(None) };
        Ok(Some(KeptPatient {
            id,
            counted,
            patient: serde_json::from_str(&body)?,
            merged_into: merged_into.map(PatientId),
            version,
        }))
    }

    /// Makes a patient of a source that has none yet.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) fn add_patient(&self, source: &SourceKey, feed: i64) -> Result<KeptPatient, StoreError> {
        let mut statement = self.transaction.prepare_cached(
            "INSERT INTO patient (source, feed, organisation, system, person) VALUES (?1, ?2, ?3, ?4, (SELECT coalesce(max(id), 0) + 1 FROM patient))",
        )?;
        let id = statement.insert(params![source.text, feed, source.organisation, source.system])?;
        Ok(KeptPatient { id: PatientId(id), counted: None, patient: Patient::default(), merged_into: None, version: 0 })
    }

    /// Keeps what the source holds now. The version before stays, as history. Says whether
    /// anything by which people are told apart has changed.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) fn save_patient(
        &self,
        kept: &mut KeptPatient,
        now: Patient,
        counted: Option<i64>,
        stated: Option<PartialDateTime>,
        message: MessageId,
    ) -> Result<bool, StoreError> {
        if counted != kept.counted {
            self.transaction
                .prepare_cached("UPDATE patient SET counted = ?2 WHERE id = ?1")?
                .execute((kept.id.0, counted))?;
            kept.counted = counted;
        }
        if kept.version > 0 && now == kept.patient {
            return Ok(false);
        }
        if kept.version > 0 {
            self.transaction
                .prepare_cached("UPDATE patient_version SET superseded = ?3 WHERE patient = ?1 AND version = ?2")?
                .execute((kept.id.0, kept.version, self.now()))?;
        }
        let body = serde_json::to_string(&now)?;
        let stated = stated.map(|stated| stated.to_string());
        self.transaction
            .prepare_cached("INSERT INTO patient_version (patient, version, recorded, message, stated, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
            .execute(params![kept.id.0, kept.version + 1, self.now(), message.0, stated, body])?;
        let fresh = kept.version == 0;
        self.index_identifiers(kept, &now)?;
        self.index_names(kept, &now, fresh)?;
        self.index_postcodes(kept, &now, fresh)?;
        let told_apart = fresh
            || kept.patient.identifiers != now.identifiers
            || kept.patient.names != now.names
            || kept.patient.birth_date != now.birth_date
            || kept.patient.identity_unknown != now.identity_unknown
            || kept.patient.multiple_birth != now.multiple_birth;
        kept.version += 1;
        kept.patient = now;
        Ok(told_apart)
    }

    fn index_identifiers(&self, kept: &KeptPatient, now: &Patient) -> Result<(), StoreError> {
        for identifier in now.identifiers.iter().filter(|identifier| !kept.patient.identifiers.contains(identifier)) {
            self.transaction
                .prepare_cached(
                    "INSERT OR IGNORE INTO identifier (value, kind, authority, patient) VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![identifier.value, kind_number(identifier.kind), identifier.authority, kept.id.0])?;
        }
        Ok(())
    }

    fn index_names(&self, kept: &KeptPatient, now: &Patient, fresh: bool) -> Result<(), StoreError> {
        if !fresh && kept.patient.names == now.names && kept.patient.birth_date == now.birth_date {
            return Ok(());
        }
        if !fresh {
            self.transaction.prepare_cached("DELETE FROM patient_name WHERE patient = ?1")?.execute([kept.id.0])?;
        }
        let birth = now.birth_date.as_ref().map_or(0, birth_number);
        let nameless = [crate::record::HumanName::default()];
        let names = if now.names.is_empty() { &nameless[..] } else { &now.names[..] };
        for name in names {
            let family = name.family.as_deref().map(fold_name).unwrap_or_default();
            let given = name.given.first().map(|given| fold_name(given)).unwrap_or_default();
            self.transaction
                .prepare_cached(
                    "INSERT OR IGNORE INTO patient_name (family, given, birth, patient) VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute((family, given, birth, kept.id.0))?;
        }
        Ok(())
    }

    fn index_postcodes(&self, kept: &KeptPatient, now: &Patient, fresh: bool) -> Result<(), StoreError> {
        if !fresh && kept.patient.addresses == now.addresses && kept.patient.restricted == now.restricted {
            return Ok(());
        }
        if !fresh {
            self.transaction.prepare_cached("DELETE FROM patient_postcode WHERE patient = ?1")?.execute([kept.id.0])?;
        }
        // A restricted address must not be found by trying postcodes.
        for address in now.addresses.iter().filter(|_| !now.restricted) {
            if let Some(postcode) = &address.postcode {
                self.transaction
                    .prepare_cached("INSERT OR IGNORE INTO patient_postcode (postcode, patient) VALUES (?1, ?2)")?
                    .execute((fold_postcode(postcode), kept.id.0))?;
            }
        }
        Ok(())
    }

    /// The other patients that hold a number, at most 200.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) fn holders(&self, identifier: &Identifier, but: PatientId) -> Result<Vec<PatientId>, StoreError> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT patient FROM identifier WHERE value = ?1 AND kind = ?2 AND authority = ?3 AND patient <> ?4 ORDER BY patient LIMIT 200",
        )?;
        let rows = statement
            .query_map(params![identifier.value, kind_number(identifier.kind), identifier.authority, but.0], |row| {
                row.get(0).map(PatientId)
            })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The patients of a feed that hold a number, at most 200.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) fn holders_in_feed(&self, identifier: &Identifier, feed: i64) -> Result<Vec<PatientId>, StoreError> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT patient FROM identifier JOIN patient AS holder ON holder.id = identifier.patient
             WHERE value = ?1 AND kind = ?2 AND authority = ?3 AND feed = ?4 ORDER BY patient LIMIT 200",
        )?;
        let rows = statement
            .query_map(params![identifier.value, kind_number(identifier.kind), identifier.authority, feed], |row| {
                row.get(0).map(PatientId)
            })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Marks a number that its source retired in a merge, or takes the mark off.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) fn set_merged_into(&self, loser: PatientId, survivor: Option<PatientId>) -> Result<(), StoreError> {
        self.transaction
            .prepare_cached("UPDATE patient SET merged_into = ?2 WHERE id = ?1")?
            .execute((loser.0, survivor.map(|id| id.0)))?;
        Ok(())
    }

    /// Keeps a consent signal of a feed.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) fn add_signal(
        &self,
        patient: PatientId,
        message: MessageId,
        signal: &crate::record::ConsentSignal,
    ) -> Result<(), StoreError> {
        let kind = serde_json::to_value(signal.kind)?;
        self.transaction
            .prepare_cached(
                "INSERT OR IGNORE INTO signal (patient, message, ordinal, kind, body) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                patient.0,
                message.0,
                signal.location.ordinal,
                kind.as_str(),
                serde_json::to_string(signal)?
            ])?;
        Ok(())
    }
}
