//! Writing a choice: one transaction of the `Consent`, its `Provenance` and the audit events, all or
//! nothing.

use serde_json::{Value, json};

use super::ServerError;
use super::consent::consent_of;
use super::fhir_store::{Fetched, FhirStore};
use super::mirror::Mirror;
use super::people::id_of;
use super::relay::{self, RemoteAudit};
use crate::consent::{ChoiceStatement, Statement};
use crate::interchange::fhir::consent::{ConsentStatus, Written};
use crate::record::NhsNumber;
use crate::store::StoreError;

/// What carries out a change, as far as the caller is told of a failure.
const WHAT: &str = "keep the choice";

/// A statement that the gate let through, and its number in the mirror.
struct New {
    number: NhsNumber,
    id: i64,
    statement: Statement,
    source: String,
}

/// Whether two statements are of one kind: about what stands, or about a Yes over it.
fn same_kind(one: &ChoiceStatement, other: &ChoiceStatement) -> bool {
    let is_overlay =
        |it: &ChoiceStatement| matches!(it, ChoiceStatement::Overlay(_) | ChoiceStatement::EndOverlay { .. });
    is_overlay(one) == is_overlay(other)
}

impl FhirStore {
    /// Writes what was stated last in a mirror to the server, with the events of it.
    pub(super) fn write_choice(&mut self, fetched: &Fetched, mirror: &mut Mirror) -> Result<(), StoreError> {
        let new = mirror.store.last_statement()?;
        let (number, id, statement, source) = new;
        let new = New { number, id, statement, source };
        let log = mirror.store.log_name()?;
        let events = relay::resources(mirror)?;
        let bundle = self.transaction(fetched, &new, &log, &events)?;
        let done = self.server.transaction(&bundle, WHAT);
        let Err(failed) = done else { return Ok(()) };
        // The answer may have got lost after all was done: the event tells.
        let lost = matches!(&failed, ServerError::Client(error) if error.is_open());
        if let (true, Some(event)) = (lost, events.first())
            && self.server.read("AuditEvent", id_of(event))?.is_some()
        {
            return Ok(());
        }
        Err(failed.into())
    }

    fn transaction(&mut self, fetched: &Fetched, new: &New, log: &str, events: &[Value]) -> Result<Value, ServerError> {
        let own = self.server.is_own()?;
        let capabilities = self.server.capabilities()?;
        if !capabilities.transacts() {
            return Err(ServerError::NotOffered(
                "transactions, without which a choice could be kept by half".to_owned(),
            ));
        }
        for kind in ["Consent", "Provenance"] {
            // A server of this project takes a Provenance within a transaction alone.
            if !capabilities.takes(kind) && !own {
                return Err(ServerError::NotOffered(format!("the keeping of {kind}")));
            }
        }
        let puts = |kind: &str| capabilities.update_creates(kind);
        let (consent_puts, provenance_puts, takes_events) =
            (puts("Consent"), puts("Provenance"), capabilities.takes("AuditEvent"));
        let whose = whose(fetched, new.number)?;
        let before = before(fetched, new);
        let consent = consent_of(&new.statement, ConsentStatus::Active, &new.source);
        let mut entries = Vec::new();
        let mut target = None;
        if let Some(consent) = &consent {
            let recorded = self.time();
            let written = Written { key: (log, new.id), nhs_number: new.number, consent, recorded, before: None };
            let (url, mut resource) = written.consent();
            name_patient(&mut resource, whose);
            let place = before.first().map(|(held, tag)| (id_of(held).to_owned(), tag.clone()));
            let (entry, reference) = consent_entry(resource, &url, place, consent_puts);
            entries.push(entry);
            let (url, mut provenance) = written.provenance();
            provenance["target"] = json!([{ "reference": reference }]);
            if !before.is_empty() {
                provenance["activity"]["coding"][0]["code"] = json!("UPDATE");
            }
            entries.push(entry_of(&url, &provenance, provenance_puts));
            target = Some(reference);
        }
        // What it takes the place of is over.
        for (held, tag) in before.iter().skip(usize::from(target.is_some())) {
            let mut over = (*held).clone();
            over["status"] = json!("inactive");
            let url = format!("Consent/{}", id_of(&over));
            entries
                .push(json!({ "fullUrl": self.server.base.at(&url), "resource": over, "request": update(&url, tag.as_ref()) }));
        }
        if takes_events || self.audit != RemoteAudit::Server {
            entries.extend(
                events
                    .iter()
                    .map(|event| entry_of(&self.server.base.at(&format!("AuditEvent/{}", id_of(event))), event, true)),
            );
        }
        Ok(json!({ "resourceType": "Bundle", "type": "transaction", "entry": entries }))
    }
}

/// The patient under whose number a choice is kept.
fn whose(fetched: &Fetched, number: NhsNumber) -> Result<&Value, ServerError> {
    let mut people = fetched.people.iter();
    let found = people.find(|patient| super::people::numbers(patient).any(|known| known == number));
    found.ok_or(ServerError::CannotDo("keep a choice of somebody whom it does not know"))
}

/// The consents of one kind that stand for a number, the newest first, each with the tag of its version.
fn before<'a>(fetched: &'a Fetched, new: &New) -> Vec<(&'a Value, Option<String>)> {
    let held = fetched.chosen.iter().flat_map(|chosen| &chosen.held);
    let of_kind =
        held.filter(|held| held.number == new.number && same_kind(&held.statement.choice, &new.statement.choice));
    let mut of_kind: Vec<_> = of_kind.collect();
    of_kind.sort_by_key(|held| std::cmp::Reverse(held.statement.choice.stated()));
    of_kind
        .into_iter()
        .filter_map(|held| {
            let resource = fetched.consents.iter().find(|consent| id_of(consent) == held.id)?;
            Some((resource, held.version.as_ref().map(|version| format!("W/\"{version}\""))))
        })
        .collect()
}

fn name_patient(consent: &mut Value, patient: &Value) {
    let reference = json!(format!("Patient/{}", id_of(patient)));
    consent["patient"]["reference"] = reference.clone();
    let performers = consent["performer"].as_array_mut().into_iter().flatten();
    for performer in performers.filter(|performer| performer["type"] == "Patient") {
        performer["reference"] = reference.clone();
    }
}

fn update(url: &str, tag: Option<&String>) -> Value {
    let mut request = json!({ "method": "PUT", "url": url });
    if let Some(tag) = tag {
        request["ifMatch"] = json!(tag);
    }
    request
}

/// The entry of a consent, and how the others of the bundle refer to it: in the place of the one before,
/// in a place of its own, or wherever the server puts it, once.
fn consent_entry(
    mut resource: Value,
    url: &str,
    before: Option<(String, Option<String>)>,
    puts: bool,
) -> (Value, String) {
    if let Some((id, tag)) = before {
        resource["id"] = json!(id);
        let place = format!("Consent/{id}");
        return (json!({ "fullUrl": url, "resource": resource, "request": update(&place, tag.as_ref()) }), place);
    }
    if puts {
        let place = format!("Consent/{}", id_of(&resource));
        return (json!({ "fullUrl": url, "resource": resource, "request": update(&place, None) }), place);
    }
    let system = "urn:ietf:rfc:3986";
    resource["identifier"] = json!([{ "system": system, "value": url }]);
    let once = format!("identifier={}", super::address::escaped(&format!("{system}|{url}")));
    let request = json!({ "method": "POST", "url": "Consent", "ifNoneExist": once });
    (json!({ "fullUrl": url, "resource": resource, "request": request }), url.to_owned())
}

/// The entry of anything else.
fn entry_of(url: &str, resource: &Value, puts: bool) -> Value {
    let kind = resource["resourceType"].as_str().unwrap_or_default().to_owned();
    let request = if puts {
        json!({ "method": "PUT", "url": format!("{kind}/{}", id_of(resource)) })
    } else {
        json!({ "method": "POST", "url": kind })
    };
    json!({ "fullUrl": url, "resource": resource, "request": request })
}
