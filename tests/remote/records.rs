//! Looking at people and records.

use dcr::store::fhir::{Notice, ServerError};
use dcr::store::{PatientQuery, RecordQuery, Refusal, Store, StoreError};
use serde_json::json;

use crate::fake::{Fake, Reply, usual};
use crate::people::{connect, consent, dorset, request, rose};

fn family(name: &str) -> PatientQuery {
    PatientQuery { family: Some(name.to_owned()), ..PatientQuery::default() }
}

fn server(refusal: Refusal) -> ServerError {
    match refusal {
        Refusal::Store(StoreError::Server(error)) => error,
        other => panic!("{other}"),
    }
}

#[test]
fn the_event_is_on_the_server_before_the_record_is_read() {
    let fake = Fake::new(dorset());
    let mut store = connect(&fake);
    let request = request(&mut store);
    let viewing = store.open(&request, &rose()).unwrap();
    let view = store.record(&viewing, &RecordQuery::default()).unwrap();
    let words: Vec<String> = view.sections.iter().flat_map(|it| &it.entries).map(|entry| entry.label.clone()).collect();
    assert_eq!(words, ["Diabetes mellitus", "Penicillin", "Inpatient stay"], "nothing of Jude");
    let asked = fake.asked();
    let event = asked.iter().position(|it| it.starts_with("PUT AuditEvent/")).unwrap();
    let record = asked.iter().position(|it| it == "GET Condition").unwrap();
    let facts = asked.iter().position(|it| it == "GET Consent").unwrap();
    assert!(facts < event && event < record, "{asked:?}");
    let [event] = &fake.all("AuditEvent")[..] else { panic!("one event for one view") };
    assert_eq!(event["outcome"], "0");
    assert_eq!(event["entity"][0]["what"]["reference"], "Patient/rose");
}

#[test]
fn every_question_says_who_asks_in_which_request_and_why() {
    let fake = Fake::new(dorset());
    let mut store = connect(&fake);
    let mut request = request(&mut store);
    request.reason.text = Some("ward round, bay 2".to_owned());
    let _viewing = store.open(&request, &rose()).unwrap();
    let world = fake.world.lock().unwrap();
    let asked = world.asked.iter().find(|it| it.place() == "Encounter").unwrap();
    assert_eq!(asked.headers["x-request-id"], "request-1");
    assert_eq!(asked.headers["x-purpose-of-use"], "TREAT");
    assert_eq!(asked.headers["x-permission"], "discussed");
    assert_eq!(asked.headers["x-reason"], "ward%20round%2C%20bay%202");
}

#[test]
fn people_are_found_and_the_event_names_each() {
    let fake = Fake::new(dorset());
    let mut store = connect(&fake);
    let request = request(&mut store);
    let hits = store.find(&request, &family("ridge*")).unwrap();
    let names: Vec<&str> = hits.iter().map(|hit| hit.name.as_str()).collect();
    assert_eq!(names, ["RIDGEWAY, Jude", "RIDGEWAY, Rose"]);
    assert_eq!(fake.all("AuditEvent").len(), 2);
    assert!(store.find(&request, &family("ridge")).unwrap().is_empty(), "the server finds beginnings, a name is whole");
    // A number of the session leads back to the same person.
    let again = dcr::store::PatientRef::Patient(hits[1].patient);
    let viewing = store.open(&request, &again).unwrap();
    let person = store.person(&viewing, &RecordQuery::default()).unwrap();
    assert_eq!(person.person.name, "RIDGEWAY, Rose");
}

#[test]
fn nothing_is_read_where_the_event_cannot_be_written() {
    let fake = Fake::new(dorset());
    let mut store = connect(&fake);
    let request = request(&mut store);
    fake.behave(|request, _| if request.method == "PUT" { Reply::status(500) } else { None });
    let refusal = store.open(&request, &rose()).unwrap_err();
    assert!(matches!(server(refusal), ServerError::AuditNotWritten(_)));
    assert!(store.find(&request, &family("ridge*")).is_err());
    assert!(!fake.asked().contains(&"GET Condition".to_owned()));
}

#[test]
fn somebody_who_chose_nobody_looks_like_nobody() {
    let mut world = dorset();
    world.push(consent("closed", "rose", "urn:x-any", &json!({"type": "deny"})));
    let fake = Fake::new(world);
    let mut store = connect(&fake);
    let request = request(&mut store);
    let hidden = store.open(&request, &rose()).unwrap_err().to_string();
    let unknown = store.open(&request, &"9990000034".parse().unwrap()).unwrap_err().to_string();
    assert_eq!(hidden, unknown);
    let hits = store.find(&request, &family("ridgeway")).unwrap();
    assert_eq!(hits.len(), 1, "Jude alone");
    assert!(!fake.asked().contains(&"GET Condition".to_owned()));
}

#[test]
fn what_restricts_and_cannot_be_understood_closes_the_record() {
    let mut world = dorset();
    let provision = json!({"type": "permit", "provision": [{"type": "deny", "class": [{"code": "x"}]}]});
    world.push(consent("odd", "rose", "urn:x-any", &provision));
    let fake = Fake::new(world);
    let mut store = connect(&fake);
    let request = request(&mut store);
    let refusal = store.open(&request, &rose()).unwrap_err();
    assert_eq!(refusal.to_string(), "what is needed to decide cannot be read");
    assert_eq!(store.find(&request, &family("ridgeway")).unwrap().len(), 1, "Jude alone");
    assert_eq!(fake.all("AuditEvent").iter().filter(|event| event["outcome"] != "0").count(), 1, "the attempt is told");
}

#[test]
fn a_choice_made_meanwhile_closes_the_view() {
    let fake = Fake::new(dorset());
    let mut store = connect(&fake);
    let request = request(&mut store);
    let viewing = store.open(&request, &rose()).unwrap();
    assert!(store.record(&viewing, &RecordQuery::default()).is_ok());
    fake.put(consent("closed", "rose", "urn:x-any", &json!({"type": "deny"})));
    let error = store.record(&viewing, &RecordQuery::default()).unwrap_err();
    assert!(matches!(error, StoreError::OutsideView(_)), "{error}");
}

#[test]
fn what_is_marked_as_restricted_stays_closed_and_is_told() {
    let mut world = dorset();
    let mut gout = json!({"resourceType": "Condition", "id": "closed", "subject": {"reference": "Patient/rose"}, "code": {"text": "Secret"}});
    gout["meta"]["security"] =
        json!([{"system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "code": "R"}]);
    world.push(gout);
    let fake = Fake::new(world);
    let mut store = connect(&fake);
    let request = request(&mut store);
    let viewing = store.open(&request, &rose()).unwrap();
    let view = store.record(&viewing, &RecordQuery::default()).unwrap();
    assert!(view.sections.iter().flat_map(|it| &it.entries).all(|entry| entry.label != "Secret"));
    assert!(store.take_notices().contains(&Notice::Confidential(1)));
}

#[test]
fn pages_are_followed_to_their_end() {
    let mut world = dorset();
    for number in 0..7 {
        world.push(
            json!({"resourceType": "Condition", "id": format!("c{number}"), "subject": {"reference": "Patient/rose"},
                          "code": {"text": format!("Problem {number}")}}),
        );
    }
    let fake = Fake::new(world);
    fake.world.lock().unwrap().page = 2;
    let mut store = connect(&fake);
    let request = request(&mut store);
    let viewing = store.open(&request, &rose()).unwrap();
    let view = store.record(&viewing, &RecordQuery::default()).unwrap();
    assert_eq!(view.total, 10);
}

#[test]
fn a_server_that_does_not_know_its_name_is_followed_where_it_was_asked() {
    let fake = Fake::new(dorset());
    {
        let mut world = fake.world.lock().unwrap();
        world.base = "http://localhost:1/fhir".to_owned();
        world.page = 1;
    }
    let mut store = connect(&fake);
    let request = request(&mut store);
    let hits = store.find(&request, &family("ridgeway")).unwrap();
    assert_eq!(hits.len(), 2);
    assert_eq!(store.take_notices(), [Notice::Rebased("http://localhost:1".to_owned())]);
}

#[test]
fn looking_back_and_work_lists_are_refused_by_name() {
    let fake = Fake::new(dorset());
    let mut store = connect(&fake);
    let request = request(&mut store);
    let viewing = store.open(&request, &rose()).unwrap();
    let then = RecordQuery { as_of: Some(store.now()), ..RecordQuery::default() };
    let error = store.record(&viewing, &then).unwrap_err().to_string();
    assert_eq!(error, "a store on a server cannot show what was known at another time (`--as-of`)");
    assert!(store.feeds(None).is_err());
    assert!(store.open_work_list(&request, dcr::store::WorkList::Conflicts).is_err());
    let error = store.open(&request, &"P99".parse().unwrap()).unwrap_err().to_string();
    assert_eq!(error, "a store on a server cannot find a person by a store number");
}

#[test]
fn a_parameter_that_the_server_does_not_list_is_named() {
    let fake = Fake::new(dorset());
    fake.behave(|request, world| {
        let Reply::Json(status, mut value, headers) = usual(request, world) else { return None };
        if request.place() == "metadata" {
            let types = value["rest"][0]["resource"].as_array_mut().unwrap();
            let patient = types.iter_mut().find(|it| it["type"] == "Patient").unwrap();
            patient["searchParam"].as_array_mut().unwrap().retain(|it| it["name"] != "family");
        }
        Some(Reply::Json(status, value, headers))
    });
    let mut store = connect(&fake);
    let request = request(&mut store);
    let error = server(store.find(&request, &family("ridgeway")).unwrap_err());
    assert_eq!(error, ServerError::NoParameter { kind: "Patient".to_owned(), parameter: "family".to_owned() });
    assert!(!fake.asked().contains(&"GET Patient".to_owned()), "it was not asked at all");
}
