//! Resources whose codes and value sets are of the terminologies that are loaded.

use serde_json::{Value, json};

use crate::sandbox::Sandbox;
use crate::support::loaded;

/// A profile of conditions whose codes are of a value set, and the value sets.
fn package() -> Value {
    let set = |name: &str, include: Value| {
        json!({ "resource": {
            "resourceType": "ValueSet", "url": format!("https://example.org/ValueSet/{name}"), "status": "draft",
            "compose": { "include": [include] },
        }})
    };
    let profile = |name: &str| {
        json!({ "resource": {
            "resourceType": "StructureDefinition", "url": format!("https://example.org/StructureDefinition/{name}"),
            "name": name, "status": "draft", "kind": "resource", "abstract": false, "type": "Condition",
            "baseDefinition": "http://hl7.org/fhir/StructureDefinition/Condition", "derivation": "constraint",
            "differential": { "element": [{ "id": "Condition.code", "path": "Condition.code", "binding": {
                "strength": "required", "valueSet": format!("https://example.org/ValueSet/{name}") } }] },
        }})
    };
    let snomed = |filter: Value| json!({ "system": "http://snomed.info/sct", "filter": [filter] });
    json!({ "resourceType": "Bundle", "type": "collection", "entry": [
        profile("below"), profile("expression"), profile("read"), profile("dmd"), profile("strange"), profile("icd"),
        set("below", snomed(json!({ "property": "concept", "op": "is-a", "value": "7100120002" }))),
        set("expression", snomed(json!({ "property": "constraint", "op": "=", "value": "< 7100120002 MINUS 7100121003" }))),
        set("strange", snomed(json!({ "property": "moduleId", "op": "=", "value": "1" }))),
        set("read", json!({ "system": "http://read.info/readv2" })),
        set("dmd", json!({ "system": "https://dmd.nhs.uk" })),
        set("icd", json!({ "system": "http://hl7.org/fhir/sid/icd-10" })),
    ]})
}

/// What is found of a condition with this code against a profile.
fn found(sandbox: &Sandbox, profile: &str, coding: &Value) -> Vec<String> {
    let condition = json!({
        "resourceType": "Condition", "subject": { "display": "Ada Purbeck" }, "code": { "coding": [coding] },
        "clinicalStatus": { "coding": [
            { "system": "http://terminology.hl7.org/CodeSystem/condition-clinical", "code": "active" }] },
    });
    std::fs::write(sandbox.path("work/condition.json"), condition.to_string()).unwrap();
    std::fs::write(sandbox.path("work/package.json"), package().to_string()).unwrap();
    let url = format!("https://example.org/StructureDefinition/{profile}");
    let arguments =
        ["connectathon", "validate", "condition.json", "--package", "package.json", "--profile", &url, "-o", "json"];
    let output = sandbox.command(&arguments).output().unwrap();
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = answer["findings"].as_array().unwrap().iter();
    findings
        .filter(|finding| !finding["rule"].as_str().unwrap().starts_with("invariant"))
        .map(|finding| format!("{} {}", finding["severity"].as_str().unwrap(), finding["rule"].as_str().unwrap()))
        .collect()
}

const SNOMED: &str = "http://snomed.info/sct";

#[test]
fn bindings_are_asked_of_what_is_loaded() {
    let sandbox = loaded();
    let code = |system: &str, code: &str| json!({ "system": system, "code": code });
    let cases = [
        ("below", SNOMED, "7100120002", &[][..]),
        ("below", SNOMED, "7100123000", &[]),
        ("below", SNOMED, "7100118000", &["error binding"]),
        ("below", SNOMED, "7100120003", &["error binding", "error code"]),
        ("expression", SNOMED, "7100122005", &[]),
        ("expression", SNOMED, "7100121003", &["error binding"]),
        // A filter that is not evaluated is never taken to hold, nor to fail.
        ("strange", SNOMED, "7100121003", &["not checkable binding"]),
        ("read", "http://read.info/readv2", "W10..", &[]),
        ("read", "http://read.info/readv2", "w10.X", &["error binding", "error code"]),
        ("dmd", "https://dmd.nhs.uk", "2011999999109", &[]),
        ("dmd", "https://dmd.nhs.uk", "2011999999108", &["error binding", "error code"]),
        // A product of dm+d is a concept of SNOMED CT.
        ("dmd", SNOMED, "2011999999109", &["error binding"]),
        ("icd", "http://hl7.org/fhir/sid/icd-10", "I21.4", &["not checkable binding", "not checkable code"]),
    ];
    for (profile, system, given, expected) in cases {
        assert_eq!(found(&sandbox, profile, &code(system, given)), expected, "{profile} {system} {given}");
    }
}

#[test]
fn words_are_asked_of_what_is_loaded() {
    let sandbox = loaded();
    let shown = |words: &str| json!({ "system": SNOMED, "code": "7100120002", "display": words });
    let own = "Draught";
    assert!(found(&sandbox, "below", &shown("wholly different words")).contains(&"error display".to_owned()));
    let read = |words: &str| json!({ "system": "http://read.info/readv2", "code": "W10..", "display": words });
    assert_eq!(found(&sandbox, "read", &read("draught  BETWEEN the shoulders")), [""; 0]);
    assert_eq!(found(&sandbox, "read", &read(own)), ["error display"]);
}

#[test]
fn what_is_not_loaded_is_named_and_not_passed() {
    let sandbox = Sandbox::new();
    for (profile, system, code) in [
        ("below", SNOMED, "7100120002"),
        ("read", "http://read.info/readv2", "W10.."),
        ("dmd", "https://dmd.nhs.uk", "2011999999109"),
    ] {
        let found = found(&sandbox, profile, &json!({ "system": system, "code": code }));
        assert_eq!(found, ["not checkable binding", "not checkable code"], "{profile}");
        let output = sandbox.command(&["connectathon", "validate", "condition.json", "--strict"]).output().unwrap();
        assert_eq!(output.status.code(), Some(3));
        assert!(String::from_utf8(output.stdout).unwrap().contains(system), "{profile}");
    }
}
