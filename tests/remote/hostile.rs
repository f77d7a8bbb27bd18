//! Servers that answer with something else than was asked for.

use dcr::store::fhir::ServerError;
use dcr::store::{PatientQuery, Refusal, Store, StoreError};
use dcr::transport::client::ClientError;
use serde_json::{Value, json};

use crate::fake::{Fake, Reply, Request, World, usual};
use crate::people::{How, connect, dorset, request, rose};

/// What opening a record, and looking for somebody, come to where one kind of question is answered so.
fn refusals(kind: &'static str, answer: impl Fn(&Request, &mut World) -> Reply + Send + 'static) -> ServerError {
    let fake = Fake::new(dorset());
    let mut store = connect(&fake);
    let request = request(&mut store);
    fake.behave(move |request, world| {
        (request.method == "GET" && request.place() == kind).then(|| answer(request, world))
    });
    match store.open(&request, &rose()) {
        Err(Refusal::Store(StoreError::Server(error))) => error,
        other => panic!("{other:?}"),
    }
}

/// The usual answer, with every resource of the type in it, whatever was asked.
fn everybody(request: &Request, world: &mut World) -> Reply {
    let kind = request.place();
    let found = world.resources.iter().filter(|((of, _), _)| of == kind);
    let entries: Vec<Value> = found.map(|(_, it)| json!({"resource": it})).collect();
    let link = json!([{"relation": "self", "url": format!("{}/{}", world.base, request.path)}]);
    Reply::Json(200, json!({"resourceType": "Bundle", "type": "searchset", "link": link, "entry": entries}), Vec::new())
}

#[test]
fn a_server_that_answers_with_everybody_is_found_out() {
    for (kind, parameter) in [("Patient", "identifier"), ("Encounter", "patient"), ("Condition", "patient")] {
        let error = refusals(kind, everybody);
        assert_eq!(error, ServerError::Ignored { kind: kind.to_owned(), parameter: parameter.to_owned() });
    }
}

#[test]
fn a_parameter_that_was_not_used_is_found_out_though_the_answer_fits() {
    let error = refusals("Consent", |_, world| {
        let link = json!([{"relation": "self", "url": format!("{}/Consent?_count=100", world.base)}]);
        Reply::Json(200, json!({"resourceType": "Bundle", "type": "searchset", "link": link}), Vec::new())
    });
    assert_eq!(error, ServerError::Ignored { kind: "Consent".to_owned(), parameter: "patient".to_owned() });
}

#[test]
fn a_search_by_name_that_finds_others_shows_nobody() {
    let fake = Fake::new(dorset());
    let mut store = connect(&fake);
    let request = request(&mut store);
    fake.behave(|request, world| (request.place() == "Patient").then(|| everybody(request, world)));
    let query = PatientQuery { family: Some("Wombat".to_owned()), ..PatientQuery::default() };
    let error = store.find(&request, &query).unwrap_err();
    let expected =
        "the server ignored the search parameter `family` of Patient and answered with others: nothing of it is shown";
    assert_eq!(error.to_string(), expected);
    assert!(fake.all("AuditEvent").is_empty());
}

#[test]
fn pages_in_a_circle_or_elsewhere_are_left() {
    let next = |url: &'static str| {
        move |request: &Request, world: &mut World| {
            let Reply::Json(status, mut value, headers) = usual(request, world) else { unreachable!() };
            let url = if url.is_empty() { format!("{}/{}", world.base, request.path) } else { url.to_owned() };
            value["link"].as_array_mut().unwrap().push(json!({"relation": "next", "url": url}));
            Reply::Json(status, value, headers)
        }
    };
    let pages = |why: &str| ServerError::Pages { kind: "Condition".to_owned(), why: why.to_owned() };
    assert_eq!(refusals("Condition", next("")), pages("they lead in a circle"));
    let elsewhere = refusals("Condition", next("https://evil.example/steal?Condition"));
    assert_eq!(elsewhere, pages("the next is outside this server, at https://evil.example"));
}

#[test]
fn half_a_bundle_is_none() {
    let whole = json!({"resourceType": "Bundle", "type": "searchset"}).to_string();
    let head = |length: usize| {
        format!("HTTP/1.1 200 X\r\ncontent-type: application/fhir+json\r\ncontent-length: {length}\r\n\r\n")
    };
    let half = whole[..20].to_owned();
    let broken_off = format!("{}{half}", head(whole.len()));
    let error = refusals("Condition", move |_, _| Reply::Raw(broken_off.clone().into_bytes()));
    assert_eq!(error, ServerError::Client(ClientError::ClosedEarly));
    let said_whole = format!("{}{half}", head(20));
    let error = refusals("Condition", move |_, _| Reply::Raw(said_whole.clone().into_bytes()));
    assert_eq!(
        error.to_string(),
        "the server's answer to search for Condition cannot be used: it is no JSON from line 1, column 20 on"
    );
}

#[test]
fn another_type_of_content_and_other_resources_are_refused() {
    let html = b"HTTP/1.1 200 X\r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: 6\r\n\r\n<html>";
    let error = refusals("Consent", |_, _| Reply::Raw(html.to_vec()));
    assert_eq!(error, ServerError::Client(ClientError::ContentType("text/html".to_owned())));
    let error = refusals("Consent", |_, _| Reply::Json(200, json!({"resourceType": "Patient"}), Vec::new()));
    assert!(matches!(error, ServerError::Malformed { .. }), "{error}");
    let error = refusals("Consent", |_, _| {
        let other = json!({"resourceType": "Observation", "id": "x", "subject": {"reference": "Patient/rose"}});
        Reply::Json(200, json!({"resourceType": "Bundle", "entry": [{"resource": other}]}), Vec::new())
    });
    assert!(matches!(error, ServerError::Malformed { .. }), "{error}");
}

#[test]
fn what_the_server_says_of_a_person_is_not_repeated() {
    let error = refusals("Consent", |_, _| {
        let issue =
            json!([{"severity": "error", "code": "not-supported", "diagnostics": "no such thing for Rose Ridgeway"}]);
        Reply::Json(400, json!({"resourceType": "OperationOutcome", "issue": issue}), Vec::new())
    });
    assert_eq!(error.to_string(), "the server could not search for Consent (status 400): not-supported");
}

#[test]
fn no_other_version_of_fhir_is_taken_for_r4() {
    let fake = Fake::new(dorset());
    fake.behave(|request, _| {
        (request.place() == "metadata").then(|| {
            Reply::Json(200, json!({"resourceType": "CapabilityStatement", "fhirVersion": "3.0.1"}), Vec::new())
        })
    });
    let error = How::of(fake.base()).connect().unwrap_err().to_string();
    assert_eq!(
        error,
        "the server's answer to `metadata` cannot be used: it speaks FHIR 3.0.1, and R4 (4.0.1) is expected"
    );
}
