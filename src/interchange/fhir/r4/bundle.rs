//! The bundle itself.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::context::{Context, profile};
use super::element::{Element, clean};
use super::export::Export;
use super::index::Index;
use super::uuid::{urn, uuid};
use super::{
    allergy_intolerance, condition, diagnostic_report, document_reference, encounter, immunization, medication,
    organisation, patient, provenance, service_request,
};
use crate::record::Resource;

/// One FHIR R4 `Bundle` of type `collection`: the person, every identity, the senders, each entry
/// with its provenance, and what a reader must know. The same export always makes the same bundle.
pub fn bundle(export: &Export) -> Value {
    let index = Index::new(export);
    let mut entries = vec![entry(&patient::person_uuid(&index), patient::person(&index))];
    for identity in &index.identities {
        entries.push(entry(&identity.uuid, patient::patient(identity, &index)));
    }
    for (code, name) in &index.organisations {
        entries.push(entry(&index.organisation_uuid(code), sender(code, *name, &index)));
    }
    let mut seen = HashSet::new();
    let mut repeated = 0usize;
    for number in 0..export.entries.len() {
        let context = Context::new(&index, number);
        if !seen.insert((&context.entry.id, context.entry.version)) {
            repeated += 1;
            continue;
        }
        entries.push(entry(&index.uuid(context.entry), clinical(&context)));
        entries.push(entry(&provenance::provenance_uuid(&context), provenance::provenance(&context)));
    }
    entries.extend(outcome(&index, repeated));
    let generated = export.generated.to_string();
    let id = uuid(&[&export.namespace, "bundle", &export.person, &generated]);
    Element::new()
        .with("resourceType", "Bundle")
        .with("id", id)
        .with("meta", json!({ "profile": [profile("Bundle")] }))
        .with("type", "collection")
        .with("timestamp", generated)
        .with("entry", entries)
        .build()
}

/// The UUID of the resource of an entry, by the names of the store and of the entry.
pub fn entry_uuid(namespace: &str, entry: &str) -> String {
    uuid(&[namespace, "entry", entry])
}

/// The UUID of the `Patient` of an identity, by the names of the store and of the identity.
pub fn identity_uuid(namespace: &str, identity: &str) -> String {
    uuid(&[namespace, "identity", identity])
}

fn entry(uuid: &str, resource: Element) -> Value {
    Element::new().with("fullUrl", urn(uuid)).with("resource", resource).build()
}

fn clinical(context: &Context<'_>) -> Element {
    match &context.entry.resource {
        Resource::Condition(it) => condition::condition(it, context),
        Resource::Encounter(it) => encounter::encounter(it, context),
        Resource::Observation(it) => diagnostic_report::result(it, context),
        Resource::MedicationStatement(it) => medication::statement(it, context),
        Resource::MedicationRequest(it) => medication::request(it, context),
        Resource::AllergyIntolerance(it) => allergy_intolerance::allergy_intolerance(it, context),
        Resource::Immunization(it) => immunization::immunization(it, context),
        Resource::Procedure(it) => condition::procedure(it, context),
        Resource::ServiceRequest(it) => service_request::service_request(it, context),
        Resource::DocumentReference(it) => document_reference::document_reference(it, context),
        Resource::Flag(it) => condition::flag(it, context),
        Resource::CarePlan(it) => condition::care_plan(it, context),
        Resource::RelatedPerson(it) => patient::related_person(it, context),
    }
}

fn sender(code: &str, name: Option<&str>, index: &Index<'_>) -> Element {
    Element::new()
        .with("resourceType", "Organization")
        .with("id", index.organisation_uuid(code))
        .with("meta", json!({ "profile": [profile("Organization")] }))
        .one("identifier", organisation::identifier(code))
        // `org-1` wants a name or an identifier, and readers a name.
        .text("name", Some(organisation::title(code, name)))
}

/// What a reader must know of the whole; nothing where there is nothing to say.
fn outcome(index: &Index<'_>, repeated: usize) -> Option<Value> {
    let export = index.export;
    let notes =
        export.notes.iter().filter_map(|note| clean(note)).map(|note| issue("information", "informational", &note));
    let withheld = export.withheld.filter(|count| *count > 0);
    let withheld = withheld.map(|count| issue("warning", "suppressed", &format!("{count} entries were withheld.")));
    let unnamed = index.identities.iter().filter(|identity| identity.source.is_none()).map(|identity| {
        let words =
            format!("Entries of {} stand under an identity that this view does not hold.", identity.organisation);
        issue("warning", "not-found", &words)
    });
    let twice = || format!("{repeated} entries were given twice and are written once.");
    let repeated = (repeated > 0).then(|| issue("information", "duplicate", &twice()));
    let issues: Vec<Value> = notes.chain(withheld).chain(unnamed).chain(repeated).collect();
    let id = uuid(&[&export.namespace, "outcome", &export.person, &export.generated.to_string()]);
    let resource = Element::new()
        .with("resourceType", "OperationOutcome")
        .with("id", id.as_str())
        .with("meta", json!({ "profile": [profile("OperationOutcome")] }));
    (!issues.is_empty()).then(|| entry(&id, resource.with("issue", issues)))
}

fn issue(severity: &str, code: &str, words: &str) -> Value {
    json!({ "severity": severity, "code": code, "details": { "text": words } })
}
