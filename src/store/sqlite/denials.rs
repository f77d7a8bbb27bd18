//! Documents, and other entries, that a person denies to everybody or to one organisation.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::disclosure::Keys;
use crate::store::{PatientId, StoreError};

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
