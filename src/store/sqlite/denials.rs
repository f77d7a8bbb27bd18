//! Documents, and other entries, that a person denies to everybody or to one organisation.

use jiff::Timestamp;
use rusqlite::{Connection, TransactionBehavior, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::approvals::{self, RequestKind};
use super::disclosure::Keys;
use super::place::Place;
use super::times::{Times, instant, micros};
use super::{SqliteStore, audit, entries, gate, patients};
use crate::access::Activity;
use crate::audit::{Action, Event, EventOutcome};
use crate::store::{PatientId, PatientRef, Refusal, StoreError, ViewRequest};

/// What is kept of a denial, beside the columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct DenialBody {
    /// The organisation it is denied to; everybody where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) organisation: Option<String>,
    /// Where the person said so: a form, a letter.
    pub(super) source: String,
    /// Who wrote it down.
    pub(super) by: String,
}

/// The entries of these patients that are denied to whoever acts for the organisations that `is_own`
/// holds of.
pub(super) fn of(
    connection: &Connection,
    patients: &[PatientId],
    is_own: impl Fn(&str) -> bool,
) -> Result<Keys<PatientId>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT entry, body FROM document_denial WHERE patient = ?1 AND lifted IS NULL")?;
    let mut denied: Keys<PatientId> = Keys::new();
    for patient in patients {
        let mut rows = statement.query([patient.0])?;
        while let Some(row) = rows.next()? {
            let (key, body): (String, String) = (row.get(0)?, row.get(1)?);
            let body: DenialBody = serde_json::from_str(&body)?;
            if body.organisation.as_deref().is_none_or(&is_own) {
                denied.entry(*patient).or_default().insert(key);
            }
        }
    }
    Ok(denied)
}

/// Every entry that is denied to anybody.
pub(super) fn of_anybody(connection: &Connection) -> Result<Keys<PatientId>, StoreError> {
    let mut statement = connection.prepare("SELECT patient, entry FROM document_denial WHERE lifted IS NULL")?;
    let mut rows = statement.query([])?;
    let mut denied: Keys<PatientId> = Keys::new();
    while let Some(row) = rows.next()? {
        denied.entry(PatientId(row.get(0)?)).or_default().insert(row.get(1)?);
    }
    Ok(denied)
}

/// One entry of one person that is denied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Denial {
    /// Its number.
    pub id: i64,
    /// The source patient.
    pub patient: PatientId,
    /// The entry's stable name.
    pub entry: String,
    /// The organisation it is denied to; everybody where none is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// Where the person said so.
    pub source: String,
    /// Who wrote it down.
    pub by: String,
    /// Since when.
    pub recorded: Timestamp,
}

impl SqliteStore {
    /// Denies one entry of one person to everybody, or to one organisation, at once, with its audit
    /// event in the same transaction. The same again changes nothing.
    ///
    /// # Errors
    /// Where no role of the user administers consent, where there is no such person or entry, or
    /// the store cannot be written.
    pub fn deny_entry(
        &mut self,
        request: &ViewRequest,
        reference: &PatientRef,
        entry: &str,
        (organisation, source): (Option<&str>, &str),
    ) -> Result<Denial, Refusal> {
        self.administers_consent(request)?;
        let (patient, key) = self.entry_of(reference, entry)?;
        let now = self.context.now();
        let done = gate::event(self, request, Action::Consent, EventOutcome::Success);
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let standing = denials(&transaction, &[patient])?;
        let same = |denial: &&(Denial, String)| denial.1 == key && denial.0.organisation.as_deref() == organisation;
        if let Some((denial, _)) = standing.iter().find(same) {
            return Ok(denial.clone());
        }
        let to = organisation.unwrap_or("everybody");
        let event = Event {
            patients: vec![patient.0],
            detail: Some(format!("entry {entry} denied to {to}; source: {source}")),
            ..done
        };
        let sequence = audit::write(&transaction, &event)?;
        let by = request.user.name.clone();
        let body = DenialBody { organisation: organisation.map(ToOwned::to_owned), source: source.to_owned(), by };
        let body = serde_json::to_string(&body).map_err(StoreError::from)?;
        transaction.execute(
            "INSERT INTO document_denial (patient, entry, body, recorded, sequence) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![patient.0, key, body, micros(now), sequence],
        )?;
        let id = transaction.last_insert_rowid();
        self.place.as_ref().map_or(Ok(()), Place::check)?;
        transaction.commit()?;
        Ok(Denial {
            id,
            patient,
            entry: entry.to_owned(),
            organisation: organisation.map(ToOwned::to_owned),
            source: source.to_owned(),
            by: request.user.name.clone(),
            recorded: now,
        })
    }

    /// Lifts a denial, which loosens: asks for approval, and does it where a second user approved.
    ///
    /// # Errors
    /// As [`SqliteStore::deny_entry`]; [`StoreError::NeedsApproval`] until a second user approved.
    pub fn lift_denial(
        &mut self,
        request: &ViewRequest,
        reference: &PatientRef,
        entry: &str,
        organisation: Option<&str>,
    ) -> Result<Denial, Refusal> {
        self.administers_consent(request)?;
        let (patient, key) = self.entry_of(reference, entry)?;
        let now = self.context.now();
        let done = gate::event(self, request, Action::Consent, EventOutcome::Success);
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let standing = denials(&transaction, &[patient])?.into_iter();
        let mut fitting =
            standing.filter(|(denial, denied)| *denied == key && denial.organisation.as_deref() == organisation);
        let missing = || StoreError::Missing(format!("denial of entry {entry}"));
        let (denial, _) = fitting.next().ok_or_else(missing)?;
        let body = serde_json::json!({ "denial": denial.id, "entry": entry, "organisation": organisation });
        let hash = Sha256::digest(body.to_string());
        let id = format!("lift-denial-{}", denial.id);
        if approvals::find(&transaction, &id)?.is_none_or(|request| request.approved.is_none()) {
            approvals::ask(&transaction, (RequestKind::LiftDenial, &id, &hash), &body, &done.agent, now)?;
            transaction.commit()?;
            return Err(StoreError::NeedsApproval(id).into());
        }
        approvals::spend(&transaction, &id, &hash, now)?;
        let event =
            Event { patients: vec![patient.0], detail: Some(format!("denial of entry {entry} lifted")), ..done };
        audit::write(&transaction, &event)?;
        transaction.execute("UPDATE document_denial SET lifted = ?2 WHERE id = ?1", params![denial.id, micros(now)])?;
        self.place.as_ref().map_or(Ok(()), Place::check)?;
        transaction.commit()?;
        Ok(denial)
    }

    /// A refusal, written to the audit, where no role of the user administers consent.
    fn administers_consent(&mut self, request: &ViewRequest) -> Result<(), Refusal> {
        if request.user.may(Activity::ConsentAdministration) {
            return Ok(());
        }
        Err(self.refuse_role(request, Action::Consent, "no role of the user administers consent")?)
    }

    /// The source patient and key of an entry of a person.
    fn entry_of(&self, reference: &PatientRef, entry: &str) -> Result<(PatientId, String), Refusal> {
        let mut people = gate::resolve(&self.connection, reference)?;
        let person = match people.len() {
            0 => return Err(Refusal::NotFound),
            1 => people.remove(0),
            several => return Err(Refusal::Ambiguous(several)),
        };
        let stored = patients::load(&self.connection, &person, Times::NOW)?;
        let missing = || StoreError::Missing(format!("entry {entry} in this record"));
        let (place, key, _) = entries::versions(&self.connection, &stored, entry)?.ok_or_else(missing)?;
        Ok((stored[place].id, key))
    }
}

/// The denials of these patients that stand, with the key of each entry.
fn denials(connection: &Connection, patients: &[PatientId]) -> Result<Vec<(Denial, String)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT document_denial.id, patient, source, entry, body, recorded
         FROM document_denial JOIN patient ON patient.id = patient WHERE patient = ?1 AND lifted IS NULL ORDER BY document_denial.id",
    )?;
    let mut found = Vec::new();
    for patient in patients {
        let mut rows = statement.query([patient.0])?;
        while let Some(row) = rows.next()? {
            let (source, key, body): (String, String, String) = (row.get(2)?, row.get(3)?, row.get(4)?);
            let body: DenialBody = serde_json::from_str(&body)?;
            let denial = Denial {
                id: row.get(0)?,
                patient: *patient,
                entry: entries::entry_id(&source, &key),
                organisation: body.organisation,
                source: body.source,
                by: body.by,
                recorded: instant(row.get(5)?),
            };
            found.push((denial, key));
        }
    }
    Ok(found)
}
