//! What is refused, and how: an `OperationOutcome` each time, and nothing of a value in it.

use std::fmt::Write as _;

use jiff::SignedDuration;
use serde_json::json;

use super::client::{Call, exchange};
use super::server::{KNOWN, Served};

#[test]
fn whoever_is_not_known_gets_nothing() {
    let served = Served::start();
    let token = served.token("dr.hardy");
    let ask = |call: Call| call.with("x-purpose-of-use", "TREAT").send(served.address);
    let get = || Call::get(&format!("/fhir/Patient?identifier={KNOWN}"));
    assert_eq!(ask(get().token(&token)).status, 200);
    let mut refused = vec![
        ask(get()),
        ask(get().with("authorization", "Basic dXNlcjpwYXNz")),
        ask(get().with("authorization", "Bearer ")),
        ask(get().token("dcr_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")),
        ask(get().token(&"a".repeat(5000))),
        ask(get().token(&token[..token.len() - 1])),
    ];
    let listed = served.store().tokens(Some("dr.hardy")).unwrap();
    served.store().revoke_token(&listed[0].id, &super::server::agent("dr.hardy")).unwrap();
    refused.push(ask(get().token(&token)));
    let another = served.token("dr.hardy");
    assert_eq!(ask(get().token(&another)).status, 200);
    served.pass(SignedDuration::from_hours(24));
    refused.push(ask(get().token(&another)));
    for answer in refused {
        assert_eq!(answer.status, 401);
        assert_eq!(answer.header("www-authenticate"), Some("Bearer realm=\"dcr\""));
        assert!(answer.outcome().starts_with("401 login"));
    }
}

#[test]
fn a_user_who_is_suspended_is_nobody() {
    let served = Served::start();
    let token = served.token("dr.osei");
    let day = served.context.now().strftime("%Y-%m-%d").to_string().parse().unwrap();
    let change = dcr::access::UserChange::Suspend { name: "dr.osei".to_owned(), from: day };
    served.store().change_users(&[change], &super::server::agent("support.frost"), false).unwrap();
    assert_eq!(Call::get("/fhir/$whoami").token(&token).send(served.address).status, 401);
}

/// Each is told by name, and what was said is not repeated.
#[test]
#[expect(clippy::too_many_lines, reason = "a table of mistakes, one line each")]
fn every_mistake_is_named() {
    let served = Served::start();
    let token = served.token("dr.hardy");
    let care = |path: &str| Call::get(path).care(&token);
    let of = |method: &str, path: &str| Call::new(method, path).care(&token);
    let long = format!("/fhir/Patient?family={}", "a".repeat(5000));
    let many = format!("/fhir/Patient?{}", "_id=P1&".repeat(40));
    let deep = format!("{}1{}", "[".repeat(500), "]".repeat(500));
    let calls = vec![
        ("no purpose", Call::get("/fhir/Patient?family=a").token(&token)),
        ("research", Call::get("/fhir/Patient?family=a").token(&token).with("x-purpose-of-use", "HRESCH")),
        ("two purposes", care("/fhir/Patient?family=a").with("x-purpose-of-use", "TREAT")),
        (
            "odd permission",
            Call::get("/fhir/Patient?family=a")
                .token(&token)
                .with("x-purpose-of-use", "TREAT")
                .with("x-permission", "maybe"),
        ),
        ("emergency without its purpose", care("/fhir/Patient?family=a").with("x-emergency", "medical")),
        ("glass without its ground", Call::get("/fhir/Patient?family=a").token(&token).with("x-purpose-of-use", "BTG")),
        ("reason in broken escapes", care("/fhir/Patient?family=a").with("x-reason", "%zz")),
        ("reason with a line break", care("/fhir/Patient?family=a").with("x-reason", "a%0ab")),
        ("request id too long", care("/fhir/Patient?family=a").with("x-request-id", &"a".repeat(200))),
        ("no parameter", care("/fhir/Patient")),
        ("given name alone", care("/fhir/Patient?given=rose")),
        ("unknown parameter", care("/fhir/Patient?family=a&favourite-colour=blue")),
        ("lenient all the same", care("/fhir/Patient?family=a&colour=b").with("prefer", "handling=lenient")),
        ("odd parameter", care("/fhir/Patient?family=a&%3Cscript%3E=1")),
        ("parameter twice", care("/fhir/Patient?family=a&family=b")),
        ("parameter without value", care("/fhir/Patient?family=")),
        ("broken escape", care("/fhir/Patient?family=%e0%80")),
        ("null byte", care("/fhir/Patient?family=%00")),
        ("modifier", care("/fhir/Patient?family:exact=Ridgeway")),
        ("other system", care("/fhir/Patient?identifier=urn:x|1")),
        ("nine digits with the system", care("/fhir/Patient?identifier=https://fhir.nhs.uk/Id/nhs-number|999000001")),
        ("birth date with a prefix", care("/fhir/Patient?birthdate=gt1941")),
        ("count of none", care("/fhir/Patient?family=a&_count=0")),
        ("count of words", care("/fhir/Patient?family=a&_count=many")),
        ("whose record is not said", care("/fhir/Observation")),
        ("two ways to say whose", care("/fhir/Observation?patient=P1&patient.identifier=9990000018")),
        ("too many parameters", care(&many)),
        ("long parameters", care(&long)),
        ("xml", care("/fhir/Patient?family=a").with("accept", "application/fhir+xml")),
        ("xml by parameter", care("/fhir/Patient?family=a&_format=xml")),
        ("unknown type", care("/fhir/Wombat?patient=P1")),
        ("unknown operation", care("/fhir/Patient/P1/$match")),
        ("history", care("/fhir/Patient/P1/_history")),
        ("out of the surface", care("/etc/passwd")),
        ("up", care("/fhir/../fhir/Patient")),
        ("up, encoded", care("/fhir/%2e%2e/%2e%2e/etc/passwd")),
        ("slash, encoded", care("/fhir/Patient%2fP1")),
        ("empty part", care("/fhir//Patient")),
        ("delete", of("DELETE", "/fhir/Patient/P1")),
        ("patch", of("PATCH", "/fhir/Consent/P1.standing")),
        ("odd method", of("BREW", "/fhir/Patient")),
        ("put of a patient", of("PUT", "/fhir/Patient/P1").json(&json!({}))),
        ("no type of content", of("POST", "/fhir/Consent").body(b"{}")),
        ("xml content", of("POST", "/fhir/Consent").with("content-type", "application/fhir+xml").body(b"<Consent/>")),
        ("no JSON", of("POST", "/fhir/Consent").with("content-type", "application/json").body(b"{")),
        ("deep JSON", of("POST", "/fhir/Consent").with("content-type", "application/json").body(deep.as_bytes())),
        ("name twice", of("POST", "/fhir").with("content-type", "application/json").body(br#"{"a":1,"a":2}"#)),
        ("other resource", of("POST", "/fhir/Consent").json(&json!({ "resourceType": "Patient" }))),
        ("batch", of("POST", "/fhir").json(&json!({ "resourceType": "Bundle", "type": "batch" }))),
        (
            "empty transaction",
            of("POST", "/fhir").json(&json!({ "resourceType": "Bundle", "type": "transaction", "entry": [] })),
        ),
        ("audit in care", care("/fhir/AuditEvent?patient=P1")),
    ];
    let mut told = String::new();
    for (name, call) in calls {
        let answer = call.send(served.address);
        writeln!(told, "{name}: {}", answer.outcome()).unwrap();
    }
    insta::assert_snapshot!(told);
}

/// What is no HTTP is answered or dropped, and the server lives on.
#[test]
fn what_is_no_http_harms_nobody() {
    let served = Served::start();
    for bytes in [
        &b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"[..],
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET /fhir/metadata HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n",
        b"GET /fhir/metadata HTTP/1.1\r\n\r\n",
        b"GET http://elsewhere/fhir/metadata HTTP/1.1\r\nhost: a b\r\n\r\n",
        b"POST /fhir HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello",
        b"POST /fhir HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST /fhir HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
        b"\0\0\0\0\r\n\r\n",
    ] {
        let bytes = [bytes, b""].concat();
        let closing = String::from_utf8_lossy(&bytes).replace("\r\n\r\n", "\r\nconnection: close\r\n\r\n");
        let sent = if bytes.starts_with(b"GET") || bytes.starts_with(b"POST") { closing.as_bytes() } else { &bytes };
        let mut stream = super::client::connect(served.address);
        let _broken = std::io::Write::write_all(&mut stream, sent);
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        let mut answer = Vec::new();
        let _reset = std::io::Read::read_to_end(&mut stream, &mut answer);
        let answer = String::from_utf8_lossy(&answer);
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{sent:?}: {answer}");
    }
    assert!(exchange(served.address, &Call::get("/fhir/metadata").bytes()).starts_with(b"HTTP/1.1 200"));
}
