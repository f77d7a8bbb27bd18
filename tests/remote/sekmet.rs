//! The same, through the program, against a server that nobody here wrote, where one runs
//! (`DCR_FHIR_SERVER`, its base address), and against the small one otherwise.

use std::io::Read;
use std::process::{Command, Output};

use serde_json::{Value, json};

use crate::fake::Fake;
use crate::people::dorset;

/// The program in an empty home, asking a server.
fn dcr(home: &std::path::Path, base: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dcr"))
        .args(["--store", base])
        .args(arguments)
        .env_clear()
        .env("HOME", home)
        .env("LC_ALL", "C.UTF-8")
        .env("DCR_REMOTE_PRACTITIONER", "urn:x-test|hardy")
        .current_dir(home)
        .output()
        .unwrap()
}

fn json_of(output: &Output) -> Value {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Loads the people into a server over its own interface.
fn load(base: &str) {
    let (host, path) = base.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let role = |id: &str, code: &str| {
        json!({
            "resourceType": "PractitionerRole", "id": id, "practitioner": {"reference": "Practitioner/hardy"},
            "organization": {"reference": "Organization/rbd"}, "code": [{"coding": [{"code": code}]}],
        })
    };
    let more = [role("hardy-privacy", "R0001"), role("hardy-records", "R1984")];
    for resource in dorset().into_iter().chain(more) {
        let place =
            format!("/{path}/{}/{}", resource["resourceType"].as_str().unwrap(), resource["id"].as_str().unwrap());
        let body = resource.to_string();
        let mut stream = std::net::TcpStream::connect(host).unwrap();
        let head = format!(
            "PUT {place} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-type: application/fhir+json\r\n"
        );
        std::io::Write::write_all(
            &mut stream,
            format!("{head}content-length: {}\r\n\r\n{body}", body.len()).as_bytes(),
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let status = answer.split_whitespace().nth(1).unwrap_or_default();
        assert!(matches!(status, "200" | "201"), "{place}: {answer}");
    }
}

#[test]
fn people_records_choices_and_audit_through_the_program() {
    let small;
    let base = if let Ok(base) = std::env::var("DCR_FHIR_SERVER") {
        base
    } else {
        small = Fake::new(Vec::new());
        small.base()
    };
    load(&base);
    let home = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| dcr(home.path(), &base, arguments);
    let found = json_of(&run(&["-o", "json", "patient", "find", "ridge*"]));
    assert_eq!(found["patients"].as_array().unwrap().len(), 2);
    let record = json_of(&run(&["-o", "json", "record", "show", "9990000018", "--permission", "discussed"]));
    assert!(record.to_string().contains("Diabetes mellitus"));
    assert!(!record.to_string().contains("Gout"));
    let timeline = run(&["record", "timeline", "9990000018", "--permission", "discussed"]);
    assert!(String::from_utf8_lossy(&timeline.stdout).contains("Penicillin"));
    assert!(run(&["patient", "show", "9990000018", "--permission", "discussed"]).status.success());
    let stands = json_of(&run(&["-o", "json", "consent", "show", "9990000026"]));
    assert!(stands["standing"].is_null());
    let set = run(&["consent", "set", "9990000026", "no-2"]);
    assert!(set.status.success(), "{}", String::from_utf8_lossy(&set.stderr));
    let stands = json_of(&run(&["-o", "json", "consent", "show", "9990000026"]));
    assert!(stands["standing"].to_string().contains("no-2"), "{stands}");
    let refused = run(&["record", "show", "9990000026", "--permission", "discussed"]);
    assert_ne!(refused.status.code(), Some(0));
    let audit = json_of(&run(&["-o", "json", "audit", "query", "patient:9990000018"]));
    let told = audit.to_string();
    assert!(told.contains("\"view\"") && told.contains("hardy"), "{told}");
    let saw = run(&["audit", "report", "who-saw", "9990000018", "--purpose", "privacy-investigation"]);
    assert!(saw.status.success(), "{}", String::from_utf8_lossy(&saw.stderr));
    let refused = run(&["feed", "list"]);
    assert_eq!(refused.status.code(), Some(2));
    let refused = run(&["record", "show", "9990000018", "--as-of", "2020-01-01", "--permission", "discussed"]);
    assert_eq!(refused.status.code(), Some(2));
    let nobody = dcr(home.path(), "http://127.0.0.1:1/fhir", &["patient", "find", "x"]);
    assert_eq!(nobody.status.code(), Some(8));
}
