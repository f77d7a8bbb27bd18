//! What people chose, as the server holds it: every `Consent` about the sharing of the record.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::consent::{Outcome, decide_all};
use super::people::{id_of, of_type};
use super::server::Server;
use super::{Base, ServerError, people};
use crate::consent::Statement;
use crate::interchange::fhir::consent;
use crate::record::NhsNumber;

/// Scopes of consents that say nothing of the sharing of a record (R4 `consentscope`).
const OTHER_SCOPES: [&str; 3] = ["research", "treatment", "adr"];

/// A statement, and the resource that holds it.
#[derive(Clone)]
pub(super) struct Held {
    pub(super) number: NhsNumber,
    pub(super) statement: Statement,
    pub(super) id: String,
    pub(super) version: Option<String>,
}

/// What one patient chose.
#[derive(Clone, Default)]
pub(super) struct Chosen {
    pub(super) held: Vec<Held>,
    /// Whether something restricts that cannot be understood: then nothing may be shown.
    pub(super) undecidable: bool,
}

/// The consents of these patients, as the server sends them.
pub(super) fn fetch(server: &mut Server, patients: &[String]) -> Result<Vec<Value>, ServerError> {
    of_type(server, "Consent", patients)
}

/// What they come to, for one patient.
pub(super) fn of(base: &Base, patient: &Value, consents: &[Value], now: Timestamp) -> Result<Chosen, ServerError> {
    let whole = people::message(base, patient, consents);
    let own = whole["entry"].as_array().into_iter().flatten().map(|entry| &entry["resource"]);
    let own: Vec<&Value> =
        own.filter(|resource| resource["resourceType"] == "Consent" && concerns_sharing(resource)).collect();
    let mut chosen = Chosen::default();
    if own.is_empty() {
        return Ok(chosen);
    }
    let entries: Vec<Value> = std::iter::once(patient)
        .chain(own.iter().copied())
        .map(|resource| {
            let kind = resource["resourceType"].as_str().unwrap_or_default();
            json!({ "fullUrl": format!("{kind}/{}", id_of(resource)), "resource": resource })
        })
        .collect();
    let bundle = json!({ "resourceType": "Bundle", "type": "collection", "entry": entries }).to_string();
    let unread = |error: &dyn std::fmt::Display| ServerError::malformed("a search for Consent", error.to_string());
    let (found, _notes) = consent::read(bundle.as_bytes()).map_err(|error| unread(&error))?;
    for imported in decide_all(found, false, now) {
        chosen.undecidable |= imported.open_restriction;
        let (Outcome::Choice(number, statement, _), Some(id)) = (imported.outcome, imported.id) else { continue };
        let version = own.iter().find(|consent| id_of(consent) == id);
        let version = version.and_then(|consent| consent["meta"]["versionId"].as_str()).map(ToOwned::to_owned);
        chosen.held.push(Held { number, statement: *statement, id, version });
    }
    Ok(chosen)
}

/// Each consent with its version, to learn later whether anything changed.
pub(super) fn versions(consents: &[Value]) -> Vec<(String, String)> {
    let mut versions: Vec<_> = consents.iter().map(version_of).collect();
    versions.sort();
    versions
}

fn version_of(consent: &Value) -> (String, String) {
    let meta = &consent["meta"];
    // Where a server has no versions, the whole resource stands for one.
    let version = meta["versionId"].as_str().map_or_else(|| consent.to_string(), ToOwned::to_owned);
    (id_of(consent).to_owned(), version)
}

/// Whether a consent is about the sharing of the record. One whose scope cannot be told is.
fn concerns_sharing(consent: &Value) -> bool {
    let codes: Vec<&str> = consent["scope"]["coding"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|coding| coding["code"].as_str())
        .collect();
    codes.is_empty() || !codes.iter().all(|code| OTHER_SCOPES.contains(code))
}
