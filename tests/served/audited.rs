//! Every answer has its event on disk before it leaves.

use std::thread;

use super::client::Call;
use super::server::{KNOWN, Served, UNKNOWN};

#[test]
fn the_event_is_on_disk_before_the_answer() {
    let served = Served::start();
    let token = served.token("dr.hardy");
    let id = served.id(KNOWN, &token);
    let store = served.store();
    for (path, status) in [
        (format!("/fhir/Patient?identifier={KNOWN}"), 200),
        (format!("/fhir/Patient?identifier={UNKNOWN}"), 200),
        (format!("/fhir/Patient/{id}"), 200),
        ("/fhir/Patient/P99999".to_owned(), 404),
        (format!("/fhir/Patient/{id}/$everything"), 200),
        (format!("/fhir/Encounter?patient={id}"), 200),
        ("/fhir/Encounter?patient=P99999".to_owned(), 200),
        (format!("/fhir/Consent?patient={id}"), 200),
        ("/fhir/Patient?colour=blue".to_owned(), 400),
        ("/fhir/Wombat".to_owned(), 404),
    ] {
        let before = store.last_event().unwrap();
        let answer = Call::get(&path).care(&token).with("x-request-id", "r-7").send(served.address);
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(answer.header("x-request-id"), Some("r-7"));
        assert_eq!(store.last_event().unwrap(), before + 1, "{path}");
    }
    let unknown = store.last_event().unwrap();
    assert_eq!(Call::get("/fhir/Patient?family=a").send(served.address).status, 401);
    assert_eq!(store.last_event().unwrap(), unknown + 1, "a call of nobody known is told of too");
    let verified = served.store().verify_audit(&[], &[], |_, _| {}).unwrap();
    assert!(verified.breaks.is_empty(), "{:?}", verified.breaks);
}

#[test]
fn each_page_has_its_event() {
    let served = Served::start();
    let token = served.token("dr.hardy");
    let id = served.id(KNOWN, &token);
    let before = served.events();
    let first = served.get(&format!("/fhir/Encounter?patient={id}&_count=1"), &token);
    let next = first.next().unwrap();
    assert_eq!(served.get(&next, &token).status, 200);
    assert_eq!(served.events(), before + 2);
}

/// Many at once share commits; each has its own event all the same.
#[test]
fn readers_at_the_same_time_each_have_their_event() {
    let served = Served::start();
    let token = served.token("dr.hardy");
    let id = served.id(KNOWN, &token);
    let before = served.events();
    thread::scope(|scope| {
        for reader in 0..16 {
            let (served, token, id) = (&served, &token, &id);
            scope.spawn(move || {
                for turn in 0..10 {
                    let path = if (reader + turn) % 2 == 0 {
                        format!("/fhir/Patient/{id}")
                    } else {
                        format!("/fhir/Patient?identifier={KNOWN}")
                    };
                    assert_eq!(served.get(&path, token).status, 200);
                }
            });
        }
    });
    assert_eq!(served.events(), before + 160);
    let verified = served.store().verify_audit(&[], &[], |_, _| {}).unwrap();
    assert!(verified.breaks.is_empty(), "{:?}", verified.breaks);
}

#[test]
fn the_audit_is_read_by_who_may_and_that_is_an_event() {
    let served = Served::start();
    let (hardy, ford) = (served.token("dr.hardy"), served.token("privacy.ford"));
    let id = served.id(KNOWN, &hardy);
    assert_eq!(served.get(&format!("/fhir/Patient/{id}"), &hardy).status, 200);
    let path = format!("/fhir/AuditEvent?patient={id}&_count=5");
    let refused = Call::get(&path).care(&hardy).send(served.address);
    assert_eq!(refused.status, 403, "{}", refused.outcome());
    let before = served.events();
    let answer = Call::get(&path).token(&ford).with("x-purpose-of-use", "HCOMPL").send(served.address);
    assert_eq!(answer.status, 200);
    assert_eq!(served.events(), before + 1);
    let found = answer.found("match");
    let views: Vec<_> = found.iter().filter(|it| it["subtype"][0]["code"] == "read").collect();
    assert!(!views.is_empty());
    assert_eq!(found[0]["type"]["code"], "110101", "the reading of the audit itself comes first");
    for event in &found {
        assert_eq!(event["resourceType"], "AuditEvent");
    }
}
