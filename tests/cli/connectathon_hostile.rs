//! Validation of what was made to break it, from the command line: every run ends in time, says what it
//! refuses, and exits with a documented code.

use std::io::Write as _;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::sandbox::Sandbox;

/// The longest that any of these may take, with much to spare.
const MOST_TIME: Duration = Duration::from_mins(2);
/// A patient with nothing wrong.
const PATIENT: &str = r#"{"resourceType":"Patient","active":true,"name":[{"family":"Purbeck"}]}"#;
/// The address of the profile that is tried.
const URL: &str = "https://example.org/StructureDefinition/hostile";

/// Runs a command; its exit code and everything it wrote.
fn run(sandbox: &Sandbox, line: &str) -> (Option<i32>, String) {
    let began = Instant::now();
    let output = sandbox.command(&line.split_whitespace().collect::<Vec<_>>()).output().unwrap();
    assert!(began.elapsed() < MOST_TIME, "{line} took {:?}", began.elapsed());
    let written = [output.stdout, output.stderr].concat();
    assert!(written.len() < 100_000, "{line} wrote {} bytes", written.len());
    (output.status.code(), String::from_utf8(written).unwrap())
}

fn with_file(name: &str, content: &[u8]) -> Sandbox {
    let sandbox = Sandbox::new();
    std::fs::write(sandbox.path("work").join(name), content).unwrap();
    sandbox
}

/// Validates the patient against a profile with these elements.
fn against(base: &str, elements: &Value, patient: &str) -> (Option<i32>, String) {
    let profile = json!({
        "resourceType": "StructureDefinition", "url": URL, "name": "Hostile", "status": "draft", "kind": "resource",
        "abstract": false, "type": "Patient", "baseDefinition": base, "derivation": "constraint",
        "differential": { "element": elements },
    });
    let sandbox = with_file("profile.json", profile.to_string().as_bytes());
    std::fs::write(sandbox.path("work/patient.json"), patient).unwrap();
    run(&sandbox, &format!("connectathon validate patient.json --package profile.json --profile {URL} --strict"))
}

const BASE: &str = "http://hl7.org/fhir/StructureDefinition/Patient";

/// A profile with an invariant of this expression.
fn invariant(expression: &str) -> (Option<i32>, String) {
    let elements = json!([{ "id": "Patient", "path": "Patient", "constraint": [
        { "key": "hostile-1", "severity": "error", "human": "It is hostile", "expression": expression },
    ] }]);
    against(BASE, &elements, PATIENT)
}

#[test]
fn nesting_a_hundred_thousand_deep() {
    let deep = 100_000;
    let json = format!(r#"{{"resourceType":"Patient","extension":{}1{}}}"#, "[".repeat(deep), "]".repeat(deep));
    let xml =
        format!(r#"<Patient xmlns="http://hl7.org/fhir">{}{}</Patient>"#, "<a>".repeat(deep), "</a>".repeat(deep));
    for (name, text) in [("deep.json", json), ("deep.xml", xml)] {
        let (code, written) = run(&with_file(name, text.as_bytes()), &format!("connectathon validate {name}"));
        assert_eq!(code, Some(3), "{written}");
        assert!(written.contains("deep"), "{written}");
    }
}

#[test]
fn a_file_of_200_mb() {
    let long = format!(r#"{{"resourceType":"Patient","id":"{}"}}"#, "a".repeat(200 << 20));
    let (code, written) = run(&with_file("long.json", long.as_bytes()), "connectathon validate long.json");
    assert_eq!(code, Some(3), "{written}");
    assert!(written.contains("134217728 bytes"), "{written}");
    let endless = vec![b' '; 300 << 20];
    let (code, written) = run(&with_file("longer.json", &endless), "connectathon validate longer.json");
    assert_eq!(code, Some(1), "{written}");
    assert!(written.contains("268435456 bytes"), "{written}");
}

#[test]
fn a_regular_expression_that_explodes() {
    let long = "a".repeat(20_000);
    let (code, written) = invariant(&format!("'{long}!'.matches('^(a+)+$')"));
    assert_eq!(code, Some(3), "{written}");
    assert!(written.contains("hostile-1: It is hostile"), "{written}");
    let (code, written) = invariant("'a'.matches('((a{1,1000}){1,1000}){1,1000}')");
    assert_eq!(code, Some(3), "{written}");
    assert!(written.contains("not checkable") && written.contains("hostile-1"), "{written}");
}

#[test]
fn a_profile_that_is_derived_from_itself() {
    let (code, written) = against(URL, &json!([{ "id": "Patient", "path": "Patient" }]), PATIENT);
    assert_eq!(code, Some(3), "{written}");
    assert!(written.contains("derived from itself"), "{written}");
}

#[test]
fn a_slice_that_is_told_apart_by_the_profile_that_slices() {
    let elements = json!([
        { "id": "Patient", "path": "Patient" },
        { "id": "Patient.contained", "path": "Patient.contained",
          "slicing": { "discriminator": [{ "type": "profile", "path": "$this" }], "rules": "open" } },
        { "id": "Patient.contained:same", "path": "Patient.contained", "sliceName": "same", "min": 1,
          "type": [{ "code": "Patient", "profile": [URL] }] },
    ]);
    let patient = r#"{"resourceType":"Patient","contained":[{"resourceType":"Patient","id":"p"}]}"#;
    let (code, written) = against(BASE, &elements, patient);
    assert_eq!(code, Some(3), "{written}");
    assert!(written.contains("Patient.contained:same"), "{written}");
}

#[test]
fn an_expression_that_runs_away() {
    let (code, written) = invariant("%resource.descendants().count().repeat($this + 1).exists()");
    assert_eq!(code, Some(3), "{written}");
    assert!(written.contains("ran away"), "{written}");
    let (code, written) = invariant(&format!("{}true{}", "(".repeat(50_000), ")".repeat(50_000)));
    assert_eq!(code, Some(3), "{written}");
    assert!(written.contains("not checkable"), "{written}");
}

/// An archive with one file at a path.
fn archive(path: &str, kind: tar::EntryType) -> Vec<u8> {
    let body = br#"{"resourceType":"ValueSet","url":"https://example.org/ValueSet/v"}"#;
    let mut header = tar::Header::new_gnu();
    header.as_gnu_mut().unwrap().name[..path.len()].copy_from_slice(path.as_bytes());
    header.set_entry_type(kind);
    header.set_size(if kind == tar::EntryType::Regular { body.len() as u64 } else { 0 });
    header.set_cksum();
    let mut builder = tar::Builder::new(Vec::new());
    builder.append(&header, if kind == tar::EntryType::Regular { &body[..] } else { &[] }).unwrap();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(&builder.into_inner().unwrap()).unwrap();
    gzip.finish().unwrap()
}

#[test]
fn a_package_whose_paths_climb_out() {
    for (path, kind) in [
        ("../v.json", tar::EntryType::Regular),
        ("package/../../v.json", tar::EntryType::Regular),
        ("/etc/v.json", tar::EntryType::Regular),
        ("package/v.json", tar::EntryType::Symlink),
    ] {
        let sandbox = with_file("bad.tgz", &archive(path, kind));
        std::fs::write(sandbox.path("work/patient.json"), PATIENT).unwrap();
        for line in ["connectathon packages add bad.tgz", "connectathon validate patient.json --package bad.tgz"] {
            let (code, written) = run(&sandbox, line);
            assert_eq!(code, Some(1), "{written}");
            assert!(written.contains(path), "{written}");
        }
        let (code, written) = run(&sandbox, "connectathon packages list");
        assert_eq!(code, Some(0), "{written}");
        assert!(written.contains("No package is loaded"), "{written}");
    }
}
