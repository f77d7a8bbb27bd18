//! Checking the codes of messages, documents and a whole store.

use crate::sandbox::Sandbox;
use crate::support::{loaded, loaded_with_demo};

const HL7: &str = "MSH|^~\\&|A|B|||20200101||ADT^A01|1|P|2.4\nDG1|1||W10..^Draught between shoulders^READ\n\
    DG1|2||w10..^Breezoline^READ\nDG1|3||w1000^Draught, left, when cycling^READ\nDG1|4||W11^Gust dread^READ\n\
    DG1|5||W1000^Something else^READ\nDG1|6||138875005^SNOMED CT Concept^SCT~138875006^x^SCT\nDG1|7||I21.4^Infarct^I10\n\
    DG1|8||Q1^Ours^L~Q2^Whose^WOMBAT~W10..^Draught\nRXE||4011999999100^Pack^SCT\nOBX|1|CE|718-7^Hb^LN||7200101019^x^SCT\n";

#[test]
fn every_kind_of_fault() {
    let mut sandbox = loaded();
    sandbox.write("work/one.hl7", HL7);
    sandbox.run("terminology check one.hl7").run("terminology check one.hl7 --all -o csv");
    sandbox
        .write("work/sound.csv", "Code,System,Display\nW10..,READ,draught BETWEEN   the shoulders\n138875005,SCT,\n");
    sandbox.run("terminology check sound.csv");
    insta::assert_snapshot!(sandbox.transcript());
}

#[test]
fn every_format() {
    let mut sandbox = loaded();
    sandbox.write("work/cda.xml", "<ClinicalDocument xmlns=\"urn:hl7-org:v3\"><code code=\"W9...\" codeSystem=\"2.16.840.1.113883.2.1.6.2\" displayName=\"x\"/></ClinicalDocument>");
    sandbox.write("work/fhir.json", r#"{"resourceType":"MedicationRequest","medicationCodeableConcept":{"coding":[{"system":"https://dmd.nhs.uk","code":"2511999999102"}]}}"#);
    sandbox.write("work/fhir.xml", r#"<Condition xmlns="http://hl7.org/fhir"><code><coding><system value="http://read.info/ctv3"/><code value="zzzzz"/></coding></code></Condition>"#);
    sandbox.write("work/list.txt", "concept\tterm\nW10..\tDraught\n");
    sandbox.run("terminology check cda.xml fhir.json fhir.xml -o ndjson");
    sandbox
        .run("terminology check list.txt")
        .run("terminology check list.txt --code-column concept --display-column term --system READ");
    sandbox
        .run_with("{\"resourceType\": SMITH", "terminology check -")
        .run("terminology check absent.hl7")
        .run("terminology check");
    insta::assert_snapshot!(sandbox.transcript());
}

#[test]
fn what_is_not_loaded_is_never_passed() {
    let mut sandbox = Sandbox::new();
    crate::support::copied(&sandbox, "read-v2");
    sandbox.write("work/one.csv", "code,system\n138875005,SCT\n");
    sandbox.run("terminology check one.csv").run("terminology load read-v2 -q -o csv").run("terminology check one.csv");
    insta::assert_snapshot!(sandbox.transcript());
}

#[test]
fn the_codes_of_a_store_and_nothing_of_its_people() {
    let mut sandbox = loaded_with_demo();
    sandbox.set("DCR_STORE", "demo");
    sandbox.run("terminology check --records -o csv --as support.frost").run("terminology check --records");
    let transcript = sandbox.transcript();
    assert!(!transcript.to_uppercase().contains("RIDGEWAY") && !transcript.contains("9990000018"));
    let audited = rusqlite::Connection::open(sandbox.path(".local/share/dcr/demo.db")).unwrap();
    let sql = "SELECT count(*) FROM audit_event WHERE body ->> '$.detail' LIKE 'codes of the record%'";
    assert_eq!(audited.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap(), 1);
    insta::assert_snapshot!(transcript);
}
