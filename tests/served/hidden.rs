//! Somebody who chose nobody, and somebody whom nobody knows: the same answers, to the byte.

use super::client::{Answer, Call};
use super::server::{HIDDEN, Served, UNKNOWN};

/// An answer without what the client itself said and without the time of day.
fn told(answer: &Answer, own: &str) -> (u16, Vec<(String, String)>, String) {
    let headers = answer.headers.iter().filter(|(name, _)| name != "date").cloned().collect();
    (answer.status, headers, String::from_utf8(answer.body.clone()).unwrap().replace(own, "OWN"))
}

/// The id of the hidden person: known to whoever looks into the file, and of the same length as one
/// that nobody has.
fn ids(served: &Served) -> (String, String) {
    let connection = rusqlite::Connection::open(&served.path).unwrap();
    let sql = "SELECT min(patient) FROM identifier WHERE value = ?1";
    let hidden: i64 = connection.query_row(sql, [HIDDEN], |row| row.get(0)).unwrap();
    let most: i64 = connection.query_row("SELECT max(id) FROM patient", [], |row| row.get(0)).unwrap();
    let unknown = if hidden < 10 {
        9
    } else if hidden < 100 {
        99
    } else {
        999
    };
    assert!(unknown > most || unknown > hidden, "{hidden} of {most}");
    let unknown = if unknown > most { unknown } else { most + 1 };
    (format!("P{hidden}"), format!("P{unknown}"))
}

#[test]
fn hidden_and_unknown_people_answer_alike() {
    let served = Served::start();
    let (hidden, unknown) = ids(&served);
    for user in ["dr.hardy", "dr.osei"] {
        let token = served.token(user);
        let ask = |path: &str| {
            let call = Call::get(path).care(&token).with("x-request-id", "same");
            call.send(served.address)
        };
        for form in [
            "/fhir/Patient?identifier=NUMBER",
            "/fhir/Consent?patient.identifier=NUMBER",
            "/fhir/Encounter?patient.identifier=NUMBER",
        ] {
            let one = told(&ask(&form.replace("NUMBER", HIDDEN)), HIDDEN);
            let other = told(&ask(&form.replace("NUMBER", UNKNOWN)), UNKNOWN);
            assert_eq!(one, other, "{user} {form}");
            assert!(one.2.contains("\"total\":0"), "{}", one.2);
        }
        for form in [
            "/fhir/Patient/ID",
            "/fhir/Patient/ID/$everything",
            "/fhir/Patient?_id=ID",
            "/fhir/Encounter?patient=ID",
            "/fhir/Encounter/ID.0123456789abcdef",
            "/fhir/Consent?patient=ID",
            "/fhir/Consent/ID.standing",
            "/fhir/Provenance?target=Encounter/ID.0123456789abcdef",
            "/fhir/Provenance?target=Consent/ID.standing",
        ] {
            let one = told(&ask(&form.replace("ID", &hidden)), &hidden);
            let other = told(&ask(&form.replace("ID", &unknown)), &unknown);
            assert_eq!((one.0, &one.2), (other.0, &other.2), "{user} {form}");
            let lengths = |told: &(u16, Vec<(String, String)>, String)| {
                told.1.iter().filter(|(name, _)| name != "content-length").cloned().collect::<Vec<_>>()
            };
            assert_eq!(lengths(&one), lengths(&other), "{user} {form}");
        }
    }
}

#[test]
fn a_search_by_name_does_not_count_who_is_hidden() {
    let served = Served::start();
    let token = served.token("dr.hardy");
    let found = served.get("/fhir/Patient?family=nettlecombe", &token);
    assert!(found.found("match").is_empty());
    assert_eq!(found.json()["total"], 0);
}
