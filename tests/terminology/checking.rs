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
    let output = sandbox
        .command(&[
            "terminology",
            "check",
            "--records",
            "--all",
            "-o",
            "csv",
            "--as",
            "support.frost",
            "--incident",
            "MAP-1",
        ])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(!text.to_uppercase().contains("RIDGEWAY") && !text.contains("9990000018"));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(
        reader.headers().unwrap(),
        ["fault", "count", "system", "code", "display", "remark", "places"].as_slice()
    );
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert!(
        rows.iter().all(|row| row[4].is_empty() && row[6].starts_with("message ")),
        "codes, counts and messages alone"
    );
    let find = |code: &str| rows.iter().find(|row| &row[3] == code).map(|row| (row[0].to_owned(), row[5].to_owned()));
    let classified = ("not checkable".to_owned(), "codes of ICD-10 are not held".to_owned());
    assert_eq!(find("I21.4"), Some(classified));
    let store = rusqlite::Connection::open(sandbox.path(".local/share/dcr/demo.db")).unwrap();
    let sql = "SELECT count(*) FROM audit_event WHERE body ->> '$.detail' LIKE 'codes of the record%'";
    let audited = || store.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(audited(), 1);
    sandbox.run("terminology check --records").run("terminology check --records --incident MAP-1");
    let sql = "SELECT count(*) FROM audit_event WHERE body ->> '$.detail' LIKE 'codes of the record%' AND body ->> '$.outcome' <> 'success'";
    let refused = store.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!((audited(), refused), (2, 1), "who may not look counts nothing");
    insta::assert_snapshot!(sandbox.transcript());
}
