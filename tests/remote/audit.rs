//! Where the audit event of a view is.

use std::os::unix::fs::PermissionsExt;

use dcr::access::{Purpose, Reason};
use dcr::audit::Filter;
use dcr::store::fhir::{Notice, Outbox, RemoteAudit, ServerError};
use dcr::store::view::AuditQuery;
use dcr::store::{RecordQuery, Refusal, Store, StoreError, ViewRequest};
use serde_json::json;

use crate::fake::{Fake, Reply};
use crate::people::{How, connect, dorset, request, rose};

#[test]
fn a_server_that_writes_its_own_suffices_only_where_that_is_set() {
    let fake = Fake::new(dorset());
    fake.behave(|request, _| if request.place().starts_with("AuditEvent/") { Reply::status(405) } else { None });
    let mut store = connect(&fake);
    let asking = request(&mut store);
    let refusal = store.open(&asking, &rose()).unwrap_err();
    assert!(matches!(refusal, Refusal::Store(StoreError::Server(ServerError::AuditNotTaken))), "{refusal}");
    let mut store = How { audit: RemoteAudit::Server, ..How::of(fake.base()) }.connect().unwrap();
    let viewing = store.open(&asking, &rose()).unwrap();
    assert!(store.record(&viewing, &RecordQuery::default()).is_ok());
    assert!(store.take_notices().contains(&Notice::ServerAudits));
}

#[test]
fn events_wait_in_order_and_are_sent_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("private").join("outbox.ndjson");
    let fake = Fake::new(dorset());
    let spool = || How { audit: RemoteAudit::Spool, outbox: Some(&path), ..How::of(fake.base()) };
    let mut store = spool().connect().unwrap();
    let asking = request(&mut store);
    fake.behave(|request, _| if request.method == "PUT" { Reply::status(503) } else { None });
    let viewing = store.open(&asking, &rose()).unwrap();
    assert!(store.record(&viewing, &RecordQuery::default()).is_ok());
    assert!(store.open(&asking, &"9990000026".parse().unwrap()).is_ok());
    assert!(store.take_notices().contains(&Notice::Spooled));
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let waiting = Outbox::new(path.clone(), fake.base()).waiting().unwrap();
    assert_eq!(waiting.iter().map(|entry| entry.sequence).collect::<Vec<_>>(), [1, 2]);
    let other = Outbox::new(path.clone(), "https://other/fhir".to_owned());
    assert!(other.waiting().unwrap().is_empty(), "another server is told nothing of it");
    // The second is refused once more: the first is not sent again.
    let first = waiting[0].id.clone();
    fake.behave(
        move |request, _| {
            if request.method == "PUT" && !request.path.ends_with(&first) { Reply::status(503) } else { None }
        },
    );
    assert!(store.drain_outbox().is_err());
    fake.behave(|_, _| None);
    assert_eq!(store.drain_outbox().unwrap(), 1);
    assert_eq!(store.drain_outbox().unwrap(), 0);
    let puts: Vec<String> = fake.asked().into_iter().filter(|it| it.starts_with("PUT AuditEvent/")).collect();
    let done: Vec<&String> = puts.iter().rev().take(1).collect();
    assert!(done[0].ends_with(&waiting[1].id));
    assert_eq!(fake.all("AuditEvent").len(), 2);
}

#[test]
fn an_outbox_that_was_cut_off_in_the_middle_of_a_line_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox.ndjson");
    let fake = Fake::new(dorset());
    std::fs::write(
        &path,
        format!("{{\"sequence\":1,\"server\":\"{}\",\"resource\":{{\"id\":\"a\",\"reco", fake.base()),
    )
    .unwrap();
    let mut store = How { audit: RemoteAudit::Spool, outbox: Some(&path), ..How::of(fake.base()) }.connect().unwrap();
    let asking = request(&mut store);
    fake.behave(|request, _| if request.method == "PUT" { Reply::status(503) } else { None });
    let _viewing = store.open(&asking, &rose()).unwrap();
    let waiting = Outbox::new(path, fake.base()).waiting().unwrap();
    assert_eq!(waiting.len(), 1);
}

#[test]
fn an_outbox_that_cannot_be_written_lets_nothing_be_seen() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox.ndjson");
    std::fs::create_dir(&path).unwrap();
    let fake = Fake::new(dorset());
    let mut store = How { audit: RemoteAudit::Spool, outbox: Some(&path), ..How::of(fake.base()) }.connect().unwrap();
    let asking = request(&mut store);
    fake.behave(|request, _| if request.method == "PUT" { Reply::status(503) } else { None });
    assert!(store.open(&asking, &rose()).is_err());
    assert!(!fake.asked().contains(&"GET Condition".to_owned()));
}

#[test]
fn the_audit_is_read_by_those_who_may_and_that_is_an_event() {
    let mut world = dorset();
    world.push(json!({
        "resourceType": "PractitionerRole", "id": "hardy-privacy", "practitioner": {"reference": "Practitioner/hardy"},
        "organization": {"reference": "Organization/rbd"}, "code": [{"coding": [{"code": "R0001"}]}],
    }));
    let fake = Fake::new(world);
    let mut store = connect(&fake);
    let looking = request(&mut store);
    let _viewing = store.open(&looking, &rose()).unwrap();
    let reason = Reason { purpose: Purpose::PrivacyInvestigation, ..Reason::default() };
    let reading = ViewRequest { reason, ..looking.clone() };
    let opened = store.open_audit(&reading, "query", Some(&rose()), &Filter::default()).unwrap();
    let filter = Filter { imported: Some(true), ..Filter::default() };
    let query = AuditQuery { filter, patients: opened.patients, subjects: opened.subjects, ..AuditQuery::default() };
    let page = opened.store.audit_page(&opened.viewing, &query).unwrap();
    let told: Vec<(String, String)> = page
        .entries
        .iter()
        .filter_map(|entry| entry.event.as_ref())
        .map(|event| (event.action.word().to_owned(), event.agent.user.clone()))
        .collect();
    let told: Vec<(&str, &str)> = told.iter().map(|(what, who)| (what.as_str(), who.as_str())).collect();
    assert_eq!(told, [("audit-read", "hardy"), ("view", "hardy")], "newest first, this reading too");
    // A doctor may not, and the attempt is an event too.
    let care = ViewRequest { reason: Reason::default(), ..looking };
    assert!(store.open_audit(&care, "query", None, &Filter::default()).is_err());
    assert_eq!(fake.all("AuditEvent").len(), 3);
}
