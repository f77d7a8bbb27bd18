//! The `CapabilityStatement`: what is answered here, and nothing else.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::question::CLINICAL;

type Parameters = &'static [(&'static str, &'static str)];

const PEOPLE: Parameters = &[
    ("_id", "token"),
    ("identifier", "token"),
    ("organization", "reference"),
    ("family", "string"),
    ("given", "string"),
    ("birthdate", "date"),
    ("address-postalcode", "string"),
];
const OF_A_PERSON: Parameters = &[("patient", "reference"), ("_lastUpdated", "date")];
const CONSENT: Parameters = &[("patient", "reference"), ("status", "token")];
const EVENTS: Parameters =
    &[("patient", "reference"), ("date", "date"), ("agent", "reference"), ("action", "token"), ("outcome", "token")];

/// The statement, of a server that was started then.
pub(super) fn statement(started: Timestamp, base: &str) -> Value {
    let everything = json!([{
        "name": "everything", "definition": "http://hl7.org/fhir/OperationDefinition/Patient-everything"
    }]);
    let mut patient = resource("Patient", &["read", "search-type"], PEOPLE);
    patient["operation"] = everything;
    let mut consent = resource("Consent", &["read", "search-type", "create", "update"], CONSENT);
    consent["versioning"] = "versioned-update".into();
    consent["conditionalCreate"] = true.into();
    let mut event = resource("AuditEvent", &["search-type", "create", "update"], EVENTS);
    event["updateCreate"] = true.into();
    event["conditionalCreate"] = true.into();
    let provenance = resource("Provenance", &["read", "search-type"], &[("target", "reference")]);
    let mut resources = vec![patient, consent, event, provenance, resource("Organization", &["read"], &[])];
    for kind in CLINICAL {
        let mut clinical = resource(kind, &["read", "search-type"], OF_A_PERSON);
        clinical["searchRevInclude"] = json!(["Provenance:target"]);
        resources.push(clinical);
    }
    json!({
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": started.to_string(),
        "kind": "instance",
        "software": { "name": "dcr", "version": env!("CARGO_PKG_VERSION") },
        "implementation": { "description": "a shared care record, its embedded store served by dcr", "url": base },
        "fhirVersion": "4.0.1",
        "format": ["application/fhir+json"],
        "rest": [{
            "mode": "server",
            "documentation": "Every request but for this statement needs a bearer token, and every request for data \
                              the header X-Purpose-Of-Use (v3-ActReason). Every read is written to the audit before it \
                              is answered. A parameter that is not named here is refused.",
            "security": { "service": [{ "text": "bearer token of a registered user" }] },
            "resource": resources,
            "interaction": [{ "code": "transaction" }],
            "operation": [{ "name": "whoami", "definition": "urn:x-dcr:fhir:operation:whoami" }],
        }],
    })
}

fn resource(kind: &str, interactions: &[&str], parameters: Parameters) -> Value {
    let interactions: Vec<Value> = interactions.iter().map(|code| json!({ "code": code })).collect();
    let parameters: Vec<Value> = parameters.iter().map(|(name, kind)| json!({ "name": name, "type": kind })).collect();
    let mut resource = json!({ "type": kind, "interaction": interactions });
    if !parameters.is_empty() {
        resource["searchParam"] = parameters.into();
    }
    resource
}
