//! What practices, NHS 111 and the ambulance service send, at the command line: in, shown, out, and in
//! again.

use std::io::Write as _;
use std::process::{Output, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::sandbox::{FILTERS, Sandbox};

fn own_store() -> Sandbox {
    let sandbox = Sandbox::new();
    let arguments = [
        "store",
        "init",
        "--name",
        "a.patel",
        "--organisation",
        "RBD",
        "--role",
        "R8015",
        "--role",
        "R8000",
        "--combined-duties",
    ];
    assert!(sandbox.command(&arguments).output().unwrap().status.success());
    sandbox
}

fn ran(sandbox: &Sandbox, arguments: &[&str]) -> Output {
    let output = sandbox.command(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

fn json_of(sandbox: &Sandbox, arguments: &[&str]) -> Value {
    serde_json::from_slice(&ran(sandbox, arguments).stdout).unwrap()
}

/// One story person of each kind: three hospitals with a practice, 111 and an ambulance; results that
/// were corrected; a hidden address; a merged number; a degraded allergy; a nullified report.
const PEOPLE: [&str; 6] = ["9990000018", "9990000069", "9990000050", "9990000115", "9990000123", "9990000131"];

/// What an export read again cannot say alike, by the name of the field.
const MAY_DIFFER: [&str; 20] = [
    // Names that each store gives for itself.
    "patient",
    "message",
    "person_id",
    // When this store knew it, who looks, and until when.
    "recorded",
    "last_recorded",
    "basis",
    "expires",
    "age",
    // How it came: the export is one message, its own parts are its places.
    "location",
    "stated",
    "control_id",
    "trigger",
    "feed",
    "repeated_in",
    "versions",
    "version",
    "defects",
    // The stable name of an entry is made of its source and its key. What stood under a number that a
    // merge retired comes back under the one that it kept.
    "id",
    "group",
    "summary",
];

fn strip(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.retain(|name, _| !MAY_DIFFER.contains(&name.as_str()));
            object.values_mut().for_each(strip);
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}

fn entries(record: &Value) -> Vec<String> {
    let mut record = record.clone();
    strip(&mut record);
    let sections = record["sections"].as_array().unwrap();
    let all = sections.iter().flat_map(|section| {
        ["entries", "notices"].iter().flat_map(|name| section[*name].as_array().into_iter().flatten())
    });
    let mut all: Vec<String> = all.map(ToString::to_string).collect();
    all.sort();
    all
}

fn counts(record: &Value) -> Vec<String> {
    let sections = record["sections"].as_array().unwrap();
    let numbers = |section: &Value| ["section", "total", "listed", "related"].map(|name| section[name].to_string());
    sections.iter().map(|section| numbers(section).join(" ")).collect()
}

#[test]
fn an_export_read_again_is_the_same_record() {
    let demo = Sandbox::with_demo();
    for number in PEOPLE {
        let show = ["record", "show", number, "--permission", "given", "--claim", "attending", "-o", "json"];
        let before = json_of(&demo, &[&show[..], &["--store", "demo"]].concat());
        let file = demo.path(&format!("work/{number}.json"));
        let file = file.to_str().unwrap();
        ran(
            &demo,
            &[
                "record",
                "export",
                number,
                "--store",
                "demo",
                "--permission",
                "given",
                "--claim",
                "attending",
                "--to",
                file,
            ],
        );
        let again = own_store();
        let taken = json_of(&again, &["feed", "ingest", file, "-o", "json"]);
        assert_eq!((&taken["ingest"]["total"]["applied"], &taken["ingest"]["total"]["dead"]), (&json!(1), &json!(0)));
        let after = json_of(&again, &show);
        assert_eq!(counts(&before), counts(&after), "{number}");
        let (before, after) = (entries(&before), entries(&after));
        for (before, after) in before.iter().zip(&after) {
            assert_eq!(before, after, "{number}");
        }
        assert!(!before.is_empty() && before.len() == after.len(), "{number}");
    }
}

#[test]
fn a_record_is_shown_as_a_bundle() {
    let demo = Sandbox::with_demo();
    let who = ["9990000018", "--store", "demo", "--permission", "given", "--claim", "attending"];
    let bundle = json_of(&demo, &[&["record", "show"], &who[..], &["--format", "fhir"]].concat());
    assert_eq!((&bundle["resourceType"], &bundle["type"]), (&json!("Bundle"), &json!("collection")));
    let resources: Vec<&Value> = bundle["entry"].as_array().unwrap().iter().map(|entry| &entry["resource"]).collect();
    let of = |kind: &str| resources.iter().filter(|resource| resource["resourceType"] == kind).count();
    assert!(of("AllergyIntolerance") > 0 && of("MedicationStatement") > 0 && of("Encounter") > 0);
    let one =
        json_of(&demo, &[&["record", "show"], &who[..], &["--format", "fhir", "--section", "allergies"]].concat());
    let kinds: Vec<&str> = one["entry"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|entry| entry["resource"]["resourceType"].as_str())
        .collect();
    assert!(kinds.contains(&"AllergyIntolerance") && !kinds.contains(&"Encounter"), "{kinds:?}");
}

#[test]
fn a_document_is_opened_through_the_gate() {
    let demo = Sandbox::with_demo();
    let who = ["9990000018", "--store", "demo", "--permission", "given", "--claim", "attending"];
    let record = json_of(&demo, &[&["record", "show"], &who[..], &["--section", "documents", "-o", "json"]].concat());
    let sections = record["sections"].as_array().unwrap();
    let documents = sections.iter().find(|section| section["section"] == "documents").unwrap();
    let attached = documents["entries"].as_array().unwrap().iter();
    let attached = attached.filter(|entry| entry["resource"]["attachments"].is_array());
    let id = attached.map(|entry| entry["id"].as_str().unwrap()).next().unwrap();
    let pdf = ran(&demo, &[&["record", "export"], &who[..], &["--document", id]].concat());
    assert!(pdf.stdout.starts_with(b"%PDF-"));
    let mut third = vec!["record", "export"];
    third.extend(who);
    third.extend(["--document", id, "--attachment", "3"]);
    let absent = demo.command(&third).output().unwrap();
    assert_eq!(absent.status.code(), Some(1));
    let masked = ["record", "export", who[0], "--store", "demo", "--as", "support.frost"];
    let masked = [&masked[..], &["--purpose", "record-operations", "--incident", "I1", "--document", id]].concat();
    assert!(!demo.command(&masked).output().unwrap().status.success(), "support staff open no document");
}

/// An answer about the person of this number with one allergy.
fn answer(number: &str) -> String {
    json!({
        "resourceType": "Bundle", "type": "collection",
        "meta": { "profile": ["https://fhir.nhs.uk/STU3/StructureDefinition/GPConnect-StructuredRecord-Bundle-1"] },
        "entry": [
            { "resource": {
                "resourceType": "Patient", "id": "1",
                "identifier": [{ "system": "https://fhir.nhs.uk/Id/nhs-number", "value": number }],
                "name": [{ "use": "official", "family": "Ridgeway", "given": ["Rose"] }], "birthDate": "1950-04-02",
                "managingOrganization": { "reference": "Organization/1" }
            } },
            { "resource": {
                "resourceType": "Organization", "id": "1",
                "identifier": [{ "system": "https://fhir.nhs.uk/Id/ods-organization-code", "value": "J81001" }]
            } },
            { "resource": {
                "resourceType": "AllergyIntolerance", "id": "a", "clinicalStatus": "active",
                "code": { "text": "Penicillin" }, "patient": { "reference": "Patient/1" }
            } }
        ]
    })
    .to_string()
}

fn asked(sandbox: &Sandbox, number: &str, file: &str) -> Output {
    let mut child = sandbox
        .command(&["feed", "ingest", "--asked", file, "-o", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(number.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn an_answer_about_another_patient_than_asked_is_not_taken_in() {
    let mut sandbox = own_store();
    std::fs::write(sandbox.path("work/answer.json"), answer("9990000018")).unwrap();
    let total = |output: &Output| serde_json::from_slice::<Value>(&output.stdout).unwrap()["ingest"]["total"].clone();
    let other = asked(&sandbox, "999 000 0026\n", "answer.json");
    assert_eq!((&total(&other)["dead"], &total(&other)["applied"]), (&json!(1), &json!(0)));
    assert!(!String::from_utf8_lossy(&other.stderr).contains("999"), "no number is repeated");
    let right = asked(&sandbox, "9990000018\n", "answer.json");
    assert_eq!((&total(&right)["dead"], &total(&right)["applied"]), (&json!(0), &json!(1)));
    sandbox.run_with("9990000019", "feed ingest --asked answer.json").run_with("x", "feed ingest --asked answer.json");
    sandbox.run_with("9990000018", "feed ingest --asked -").run("feed dead-letters --incident I1");
    insta::with_settings!({filters => filters()}, { insta::assert_snapshot!(sandbox.transcript()) });
}

/// Times of receipt are those of now.
fn filters() -> Vec<(&'static str, &'static str)> {
    let mut filters = FILTERS.to_vec();
    filters.push((r"\d\d-\w{3}-20[2-9]\d \d\d:\d\d", "DD-MMM-YYYY HH:MM"));
    filters
}

/// Every kind of bad input, each a file of its own in one folder, and among them a good one: each is
/// told with its place and what to do, and nothing of it is in the store.
#[test]
fn bad_input_is_told_with_place_and_hint() {
    let mut sandbox = own_store();
    let folder = sandbox.path("work/in");
    std::fs::create_dir_all(&folder).unwrap();
    let put = |name: &str, content: &str| std::fs::write(folder.join(name), content).unwrap();
    let good = answer("9990000018");
    let envelope = |flags: &str, content: &str| {
        format!(
            "<itk:DistributionEnvelope xmlns:itk=\"urn:nhs-itk:ns:201005\"><itk:header \
             service=\"urn:nhs-itk:services:201005:SendNHS111Report-v2-0\" trackingid=\"T\">\n<itk:manifest \
             count=\"1\"><itk:manifestitem id=\"uuid_1\" mimetype=\"text/xml\" {flags}/></itk:manifest>\
             <itk:senderAddress uri=\"urn:nhs-uk:addressing:ods:RYF\"/></itk:header>\n<itk:payloads \
             count=\"1\"><itk:payload id=\"uuid_1\">{content}</itk:payload></itk:payloads></itk:DistributionEnvelope>"
        )
    };
    put("01-good.json", &good);
    put("02-deep.json", &format!("{{\"resourceType\":\"Bundle\",\"entry\":{}", "[".repeat(100_000)));
    put("03-twice.json", &good.replacen("\"type\":", "\"resourceType\":\"Bundle\",\"type\":", 1));
    let mut two: Value = serde_json::from_str(&good).unwrap();
    let mut other = two["entry"][0].clone();
    other["resource"]["id"] = json!("2");
    other["resource"]["identifier"][0]["value"] = json!("9990000026");
    two["entry"].as_array_mut().unwrap().push(other);
    two["entry"][2]["resource"]["patient"]["reference"] = json!("Patient/2");
    put("04-two-patients.json", &two.to_string());
    put("05-cut.json", &good[..good.len() / 2]);
    put(
        "06-external.xml",
        "<?xml version=\"1.0\"?>\n<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><d>&x;</d>",
    );
    let laughs: Vec<String> = (1..10).map(|n| format!("<!ENTITY l{n} \"&l{};&l{};\">", n - 1, n - 1)).collect();
    let laughs = laughs.concat();
    put("07-laughs.xml", &format!("<!DOCTYPE d [<!ENTITY l0 \"ha\">{laughs}]><d>&l9;</d>"));
    put("08-deep.xml", &("<d>".repeat(100_000) + &"</d>".repeat(100_000)));
    put("09-noise.xml", &envelope("base64=\"true\"", "PENsaW5p!Y2Fs"));
    put("10-manifest.xml", &envelope("", "x").replacen("count=\"1\"", "count=\"2\"", 1).replacen("\"T\"", "\"U\"", 1));
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(&vec![b' '; 32 << 20]).unwrap();
    let bomb = STANDARD.encode(gzip.finish().unwrap());
    put("11-bomb.xml", &envelope("base64=\"true\" compressed=\"true\"", &bomb).replacen("\"T\"", "\"V\"", 1));
    // Longer than one message may be, whether it has 65 or 200 MB.
    put("12-large.json", &good.replacen('{', &format!("{{{}", " ".repeat(65 << 20)), 1));
    sandbox.run("feed ingest in -o csv").run("feed dead-letters --incident I1");
    sandbox.run("store check").run("feed list");
    insta::with_settings!({filters => filters()}, { insta::assert_snapshot!(sandbox.transcript()) });
}

/// References that lead nowhere or in a circle make entries all the same, and are noted.
#[test]
fn references_that_dangle_or_form_a_circle_are_noted() {
    let mut sandbox = own_store();
    let mut bundle: Value = serde_json::from_str(&answer("9990000018")).unwrap();
    let group = |id: &str, other: &str| {
        json!({ "resource": {
            "resourceType": "Observation", "id": id, "status": "final", "code": { "text": id },
            "subject": { "reference": "Patient/1" },
            "related": [{ "type": "has-member", "target": { "reference": format!("Observation/{other}") } }]
        } })
    };
    let more = [group("one", "two"), group("two", "one"), group("three", "nowhere")];
    bundle["entry"].as_array_mut().unwrap().extend(more);
    std::fs::write(sandbox.path("work/circle.json"), bundle.to_string()).unwrap();
    sandbox
        .run("feed ingest circle.json -o csv")
        .run("record trace 9990000018 --permission given --claim attending -o json");
    let transcript = sandbox.transcript();
    assert!(transcript.contains("a group of observations holds itself"), "{transcript}");
    assert!(transcript.contains("it names a resource that is not in the message"), "{transcript}");
}
