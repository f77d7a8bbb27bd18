//! Input that was made to break a validator.

use std::fmt::Write as _;
use std::time::Duration;

use dcr::validation::definitions::{Definitions, FhirVersion};
use dcr::validation::fhir::{Options, Report, Severity, Validator, Verdict};
use dcr::validation::package::{Package, PackageError};
use serde_json::{Value, json};

fn validator(resources: Vec<Value>) -> Validator {
    let mut definitions = Definitions::base(FhirVersion::R4);
    for resource in resources {
        definitions.add(resource);
    }
    Validator::new(definitions, "2026-11-25T12:00:00+00:00[UTC]".parse().unwrap())
}

fn validate(text: &str) -> Report {
    validator(Vec::new()).validate(text, &Options::default())
}

fn first(report: &Report) -> String {
    let finding = report.findings.first().unwrap();
    format!("{} {}", finding.position, finding.message)
}

#[test]
fn nesting_a_hundred_thousand_deep_is_refused() {
    let deep = 100_000;
    let json = format!(r#"{{"resourceType":"Patient","x":{}1{}}}"#, "[".repeat(deep), "]".repeat(deep));
    let objects = format!("{}1{}", r#"{"a":"#.repeat(deep), "}".repeat(deep));
    let xml =
        format!(r#"<Patient xmlns="http://hl7.org/fhir">{}{}</Patient>"#, "<a>".repeat(deep), "</a>".repeat(deep));
    for text in [json, objects, xml] {
        let report = validate(&text);
        assert_eq!(report.verdict(), Verdict::Invalid);
        assert!(first(&report).contains("deep"), "{}", first(&report));
    }
    // Quoted brackets hide the nesting from the first look; it is refused all the same.
    let closes = "</a>".repeat(deep);
    let hidden = format!(r#"<Patient xmlns="http://hl7.org/fhir">{}{closes}</Patient>"#, r#"<a b="/>">"#.repeat(deep));
    assert_eq!(validate(&hidden).verdict(), Verdict::Invalid);
}

#[test]
fn a_text_that_is_longer_than_what_is_read_is_refused() {
    let long = format!(r#"{{"resourceType":"Patient","id":"{}"}}"#, "a".repeat(200 << 20));
    let report = validate(&long);
    assert_eq!(first(&report), "1:1 the text has more than 134217728 bytes");
}

#[test]
fn every_place_is_named_by_line_and_column() {
    let report =
        validate("{\n  \"resourceType\": \"Patient\",\n  \"gender\": \"unsaid\",\n  \"birthDate\": \"1970-13-01\"\n}");
    let found: Vec<String> = report
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| format!("{} {} {}", finding.position, finding.path, finding.rule))
        .collect();
    assert_eq!(found, ["3:13 Patient.gender binding", "4:16 Patient.birthDate value"]);
}

/// A profile that says this of an element.
fn profile(url: &str, base: &str, elements: &Value) -> Value {
    json!({
        "resourceType": "StructureDefinition", "url": url, "name": "Made", "status": "draft", "kind": "resource",
        "abstract": false, "type": "Patient", "baseDefinition": base, "derivation": "constraint",
        "differential": { "element": elements },
    })
}

#[test]
fn a_profile_that_is_derived_from_itself_is_not_checkable() {
    let url = "https://example.org/StructureDefinition/round";
    let made = validator(vec![profile(url, url, &json!([{ "id": "Patient", "path": "Patient" }]))]);
    let options = Options { profiles: vec![url.to_owned()], ..Options::default() };
    let report = made.validate(r#"{"resourceType":"Patient","active":true}"#, &options);
    assert_eq!(report.verdict(), Verdict::NotCheckable);
    assert!(first(&report).contains("derived from itself"), "{}", first(&report));
}

#[test]
fn profiles_that_lead_to_each_other_end() {
    let url = |name: &str| format!("https://example.org/StructureDefinition/{name}");
    let link = |to: &str| {
        json!([
            { "id": "Patient", "path": "Patient" },
            { "id": "Patient.contained", "path": "Patient.contained", "type": [{ "code": "Patient", "profile": [url(to)] }] },
            { "id": "Patient.link.other", "path": "Patient.link.other",
              "type": [{ "code": "Reference", "targetProfile": [url(to)] }] },
        ])
    };
    let base = "http://hl7.org/fhir/StructureDefinition/Patient";
    let made = validator(vec![profile(&url("a"), base, &link("b")), profile(&url("b"), base, &link("a"))]);
    let text = r##"{"resourceType":"Patient","contained":[
        {"resourceType":"Patient","id":"p","link":[{"other":{"reference":"#p"},"type":"seealso"}]}],
        "link":[{"other":{"reference":"#p"},"type":"seealso"}]}"##;
    let options = Options { profiles: vec![url("a")], ..Options::default() };
    assert_eq!(made.validate(text, &options).verdict(), Verdict::Valid);
}

#[test]
fn a_slice_that_is_told_apart_by_a_profile_of_its_own_holder_ends() {
    let url = "https://example.org/StructureDefinition/circle";
    let elements = json!([
        { "id": "Patient", "path": "Patient" },
        { "id": "Patient.contained", "path": "Patient.contained",
          "slicing": { "discriminator": [{ "type": "profile", "path": "$this" }], "rules": "open" } },
        { "id": "Patient.contained:same", "path": "Patient.contained", "sliceName": "same", "min": 1,
          "type": [{ "code": "Patient", "profile": [url] }] },
    ]);
    let made = validator(vec![profile(url, "http://hl7.org/fhir/StructureDefinition/Patient", &elements)]);
    let options = Options { profiles: vec![url.to_owned()], ..Options::default() };
    let text = r#"{"resourceType":"Patient","contained":[{"resourceType":"Patient","id":"p"}]}"#;
    assert_eq!(made.validate(text, &options).verdict(), Verdict::Invalid);
}

#[test]
fn an_invariant_that_runs_away_is_not_checkable_and_says_so() {
    let url = "https://example.org/StructureDefinition/runaway";
    let endless = "%resource.descendants().count().repeat($this + 1).exists()";
    let elements = json!([{ "id": "Patient", "path": "Patient", "constraint": [
        { "key": "run-1", "severity": "error", "human": "Runs away", "expression": endless },
    ] }]);
    let made = validator(vec![profile(url, "http://hl7.org/fhir/StructureDefinition/Patient", &elements)]);
    let options = Options { profiles: vec![url.to_owned()], ..Options::default() };
    let began = std::time::Instant::now();
    let report = made.validate(r#"{"resourceType":"Patient","active":true}"#, &options);
    assert_eq!(report.verdict(), Verdict::NotCheckable);
    assert!(report.findings.iter().any(|finding| finding.message.contains("ran away")), "{report:?}");
    assert!(began.elapsed() < Duration::from_mins(1));
}

#[test]
fn a_bundle_of_bundles_of_slices_stays_within_its_bounds() {
    let mut entries = String::new();
    for number in 0..400 {
        let comma = if number > 0 { "," } else { "" };
        write!(
            entries,
            r#"{comma}{{"fullUrl":"urn:uuid:00000000-0000-4000-8000-{number:012}","resource":{{"resourceType":"Patient","link":[{{"other":{{"reference":"urn:uuid:00000000-0000-4000-8000-{:012}"}},"type":"seealso"}}]}}}}"#,
            (number + 1) % 400
        )
        .unwrap();
    }
    let text = format!(r#"{{"resourceType":"Bundle","type":"collection","entry":[{entries}]}}"#);
    assert_eq!(validate(&text).count(Severity::Error), 0);
}

/// An archive with one file at a path.
fn archive(path: &str, kind: tar::EntryType) -> Vec<u8> {
    let mut header = tar::Header::new_gnu();
    let body = br#"{"resourceType":"ValueSet","url":"https://example.org/ValueSet/v"}"#;
    header.as_gnu_mut().unwrap().name[..path.len()].copy_from_slice(path.as_bytes());
    header.set_entry_type(kind);
    header.set_size(if kind == tar::EntryType::Regular { body.len() as u64 } else { 0 });
    header.set_cksum();
    let gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let mut builder = tar::Builder::new(gzip);
    builder.append(&header, if kind == tar::EntryType::Regular { &body[..] } else { &[] }).unwrap();
    builder.into_inner().unwrap().finish().unwrap()
}

#[test]
fn a_package_whose_paths_climb_out_is_refused() {
    assert_eq!(Package::archive(&archive("package/v.json", tar::EntryType::Regular)).unwrap().resources.len(), 1);
    for path in ["../v.json", "package/../../v.json", "/etc/v.json", "package\\..\\v.json"] {
        let error = Package::archive(&archive(path, tar::EntryType::Regular)).unwrap_err();
        assert!(matches!(error, PackageError::ClimbsOut(_)), "{error}");
    }
    let error = Package::archive(&archive("package/v.json", tar::EntryType::Symlink)).unwrap_err();
    assert!(matches!(error, PackageError::NotAFile(_)), "{error}");
}

#[test]
fn every_cut_of_a_resource_is_answered() {
    let json = r#"{"resourceType":"Patient","id":"a","_birthDate":{"extension":[{"url":"https://e.org/x","valueCode":"y"}]},"name":[{"given":["A",null],"_given":[null,{"id":"g"}]}]}"#;
    let xml = r#"<Patient xmlns="http://hl7.org/fhir"><id value="a"/><text><status value="generated"/><div xmlns="http://www.w3.org/1999/xhtml"><p>A</p></div></text><name><given value="A"/></name></Patient>"#;
    let made = validator(Vec::new());
    for text in [json, xml] {
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
            assert_eq!(made.validate(&text[..end], &Options::default()).verdict(), Verdict::Invalid);
        }
    }
}
