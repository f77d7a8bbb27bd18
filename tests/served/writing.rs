//! Writing: choices with their versions, events of clients, transactions.

use serde_json::{Value, json};

use super::client::{Answer, Call};
use super::server::{KNOWN, Served, UNKNOWN};

const REASON: &str = "http://terminology.hl7.org/CodeSystem/v3-ActReason";

/// A consent that permits or denies everything.
fn consent(number: &str, kind: &str, stated: &str) -> Value {
    let patient =
        json!({ "type": "Patient", "identifier": { "system": "https://fhir.nhs.uk/Id/nhs-number", "value": number } });
    let mut provision = json!({ "type": kind });
    if kind == "permit" {
        provision["purpose"] = json!([{ "system": REASON, "code": "TREAT" }]);
    }
    json!({
        "resourceType": "Consent", "status": "active",
        "scope": { "coding": [{ "system": "http://terminology.hl7.org/CodeSystem/consentscope", "code": "patient-privacy" }] },
        "category": [{ "coding": [{ "system": "http://loinc.org", "code": "59284-0" }] }],
        "patient": patient, "dateTime": stated, "performer": [patient],
        "organization": [{ "identifier": { "system": "https://fhir.nhs.uk/Id/ods-organization-code", "value": "RD3" } }],
        "sourceReference": { "display": "form 12" },
        "policy": [{ "uri": "https://example.org/policy" }],
        "provision": provision,
    })
}

fn event(id: &str, number: &str) -> Value {
    json!({
        "resourceType": "AuditEvent", "id": id,
        "type": { "system": "http://terminology.hl7.org/CodeSystem/audit-event-type", "code": "rest" },
        "subtype": [{ "system": "http://hl7.org/fhir/restful-interaction", "code": "read" }],
        "action": "R", "recorded": "2018-07-01T08:59:00Z", "outcome": "0",
        "agent": [{ "who": { "identifier": { "value": "dr.hardy" }, "display": "Dr Hardy" }, "requestor": true }],
        "source": { "observer": { "display": "laptop" } },
        "entity": [{
            "what": { "identifier": { "system": "https://fhir.nhs.uk/Id/nhs-number", "value": number } },
            "role": { "system": "http://terminology.hl7.org/CodeSystem/object-role", "code": "1" }
        }],
    })
}

fn standing(served: &Served, token: &str, id: &str) -> Answer {
    served.get(&format!("/fhir/Consent/{id}.standing"), token)
}

#[test]
fn a_choice_is_replaced_only_by_who_saw_it() {
    let served = Served::start();
    let (moss, hardy) = (served.token("records.moss"), served.token("dr.hardy"));
    let id = served.id(KNOWN, &hardy);
    let first = standing(&served, &moss, &id);
    assert_eq!(first.status, 200, "{}", String::from_utf8_lossy(&first.body));
    let tag = first.header("etag").unwrap().to_owned();
    assert!(tag.ends_with(".yes-3\""), "{tag}");
    let put = |tag: Option<&str>, body: &Value| {
        let mut body = body.clone();
        body["id"] = format!("{id}.standing").into();
        let call = Call::new("PUT", &format!("/fhir/Consent/{id}.standing")).care(&moss).json(&body);
        tag.map_or(call.clone(), |tag| call.with("if-match", tag)).send(served.address)
    };
    let denied = consent(KNOWN, "deny", "2018-07-01T08:00:00Z");
    assert!(put(None, &denied).outcome().starts_with("428 required"));
    assert!(put(Some("W/\"0.yes-3\""), &denied).outcome().starts_with("412 conflict"));
    let done = put(Some(&tag), &denied);
    assert_eq!(done.status, 200, "{}", String::from_utf8_lossy(&done.body));
    assert!(put(Some(&tag), &denied).outcome().starts_with("412 conflict"), "what was seen is no longer so");
    let second = standing(&served, &moss, &id);
    assert!(second.header("etag").unwrap().ends_with(".no-2\""));
    // It holds at once: to whoever cared for her she is unknown from now on.
    assert_eq!(served.get(&format!("/fhir/Patient/{id}"), &hardy).status, 404);
    // What opens the record waits for a second user.
    let tag = second.header("etag").unwrap().to_owned();
    let loosened = put(Some(&tag), &consent(KNOWN, "permit", "2018-07-01T08:30:00Z"));
    assert_eq!(loosened.status, 202, "{}", String::from_utf8_lossy(&loosened.body));
    assert_eq!(standing(&served, &moss, &id).header("etag"), Some(tag.as_str()));
}

#[test]
fn a_choice_is_of_whom_it_says() {
    let served = Served::start();
    let (moss, hardy) = (served.token("records.moss"), served.token("dr.hardy"));
    let id = served.id(KNOWN, &hardy);
    let mut other = consent(UNKNOWN, "deny", "2018-07-01T08:00:00Z");
    other["patient"]["reference"] = format!("Patient/{id}").into();
    let answer = Call::new("POST", "/fhir/Consent").care(&moss).json(&other).send(served.address);
    assert_eq!(answer.status, 404, "the id and the number are of two people");
    let mut unread = consent(KNOWN, "deny", "2018-07-01T08:00:00Z");
    unread["provision"]["data"] = json!([{ "meaning": "instance", "reference": { "reference": "Observation/1" } }]);
    let answer = Call::new("POST", "/fhir/Consent").care(&moss).json(&unread).send(served.address);
    assert!(answer.outcome().starts_with("422 value Consent.provision.data"), "{}", answer.outcome());
    let unasked = Call::new("POST", "/fhir/Consent").token(&moss).json(&consent(KNOWN, "deny", "2018-07-01T08:00:00Z"));
    assert!(unasked.send(served.address).outcome().starts_with("403 forbidden"));
    assert_eq!(served.get(&format!("/fhir/Patient/{id}"), &hardy).status, 200, "nothing of it holds");
}

#[test]
fn an_event_of_a_client_is_kept_once() {
    let served = Served::start();
    let token = served.token("dr.hardy");
    let put = |body: &Value| Call::new("PUT", "/fhir/AuditEvent/e-1").token(&token).json(body).send(served.address);
    let before = served.events();
    let first = put(&event("e-1", KNOWN));
    assert_eq!(first.status, 201, "{}", String::from_utf8_lossy(&first.body));
    assert_eq!(served.events(), before + 1);
    let again = put(&event("e-1", KNOWN));
    assert_eq!((again.status, served.events()), (200, before + 1));
    assert!(put(&event("e-1", UNKNOWN)).outcome().starts_with("409 conflict"));
    assert!(put(&event("e-2", KNOWN)).outcome().starts_with("400 invalid"));
    let mut odd = event("e-1", KNOWN);
    odd["recorded"] = "yesterday".into();
    odd["id"] = "e-3".into();
    let refused = Call::new("PUT", "/fhir/AuditEvent/e-3").token(&token).json(&odd).send(served.address);
    assert_eq!(refused.outcome(), "422 value recorded: an instant is expected");
    // Another user's events have names of their own.
    let other = Call::new("PUT", "/fhir/AuditEvent/e-1").token(&served.token("dr.osei")).json(&event("e-1", UNKNOWN));
    assert_eq!(other.send(served.address).status, 201);
}

#[expect(clippy::needless_pass_by_value, reason = "each call makes its resource in place")]
fn entry(method: &str, url: &str, resource: Value) -> Value {
    json!({ "resource": resource, "request": { "method": method, "url": url } })
}

fn transaction(entries: &[Value]) -> Value {
    json!({ "resourceType": "Bundle", "type": "transaction", "entry": entries })
}

#[test]
fn a_transaction_is_done_whole_or_not_at_all() {
    let served = Served::start();
    let (moss, hardy) = (served.token("records.moss"), served.token("dr.hardy"));
    let id = served.id(KNOWN, &hardy);
    let send =
        |entries: &[Value]| Call::new("POST", "/fhir").care(&moss).json(&transaction(entries)).send(served.address);
    let choice = || {
        let mut choice = entry("POST", "Consent", consent(KNOWN, "deny", "2018-07-01T08:00:00Z"));
        choice["request"]["ifNoneExist"] = "identifier=urn:x-test|1".into();
        choice
    };
    let made = entry(
        "POST",
        "Provenance",
        json!({
            "resourceType": "Provenance", "target": [{ "reference": "urn:uuid:1" }], "recorded": "2018-07-01T08:00:00Z",
            "agent": [{ "who": { "display": "x" } }]
        }),
    );
    let before = served.events();
    let broken =
        send(&[choice(), entry("PUT", "AuditEvent/e-9", json!({ "resourceType": "AuditEvent", "id": "e-9" }))]);
    assert_eq!(broken.outcome(), "422 value entry 2: recorded: an instant is expected");
    assert_eq!(served.events(), before + 1, "the refusal alone is in the audit");
    assert!(standing(&served, &moss, &id).header("etag").unwrap().ends_with(".yes-3\""), "nothing was done");
    let done = send(&[choice(), made.clone(), entry("PUT", "AuditEvent/e-9", event("e-9", KNOWN))]);
    assert_eq!(done.status, 200, "{}", String::from_utf8_lossy(&done.body));
    insta::assert_json_snapshot!(done.json());
    assert!(standing(&served, &moss, &id).header("etag").unwrap().ends_with(".no-2\""));
    // Sent again, as after an answer that was lost: the same, and nothing is written twice.
    let before = served.events();
    let again = send(&[choice(), made, entry("PUT", "AuditEvent/e-9", event("e-9", KNOWN))]);
    let statuses: Vec<Value> =
        again.json()["entry"].as_array().unwrap().iter().map(|it| it["response"]["status"].clone()).collect();
    assert_eq!(statuses, ["200 OK", "200 OK", "200 OK"]);
    assert_eq!(served.events(), before);
    let mut other = choice();
    other["resource"]["dateTime"] = "2018-07-01T08:10:00Z".into();
    assert!(send(&[other]).outcome().starts_with("412 conflict"));
}
