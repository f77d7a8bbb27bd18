//! The `CapabilityStatement`: what is answered here, and nothing else.

use jiff::Timestamp;
use serde_json::{Value, json};

/// A resource type and what can be asked of it.
struct Served {
    kind: &'static str,
    interactions: &'static [&'static str],
    /// Search parameters, each with its type.
    parameters: &'static [(&'static str, &'static str)],
}

const SERVED: &[Served] = &[Served {
    kind: "Patient",
    interactions: &["search-type"],
    parameters: &[
        ("_id", "token"),
        ("identifier", "token"),
        ("family", "string"),
        ("given", "string"),
        ("birthdate", "date"),
        ("address-postalcode", "string"),
    ],
}];

/// The statement, of a server that was started then.
pub(super) fn statement(started: Timestamp, base: &str) -> Value {
    let resources: Vec<Value> = SERVED.iter().map(resource).collect();
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
            "security": {
                "service": [{ "text": "bearer token of a registered user" }],
            },
            "resource": resources,
            "operation": [{ "name": "whoami", "definition": "urn:x-dcr:fhir:operation:whoami" }],
        }],
    })
}

fn resource(served: &Served) -> Value {
    let interactions: Vec<Value> = served.interactions.iter().map(|code| json!({ "code": code })).collect();
    let parameters: Vec<Value> =
        served.parameters.iter().map(|(name, kind)| json!({ "name": name, "type": kind })).collect();
    let mut resource = json!({ "type": served.kind, "interaction": interactions });
    if !parameters.is_empty() {
        resource["searchParam"] = parameters.into();
    }
    resource
}
