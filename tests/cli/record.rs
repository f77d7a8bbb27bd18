//! Finding people and reading their records.

use std::os::unix::fs::PermissionsExt;

use crate::sandbox::{FILTERS, Sandbox};

fn demo() -> Sandbox {
    let mut sandbox = Sandbox::with_demo();
    sandbox.set("DCR_STORE", "demo");
    sandbox
}

#[test]
fn people_are_found_by_what_is_known() {
    let mut sandbox = demo();
    sandbox.run("patient find ridge* rose").run("patient find 999 000 0018 -o csv").run("patient find P400950");
    sandbox.run("patient find pryce 2012 -o ndjson").run_with("kerridge\n", "patient find -");
    sandbox.run("patient find").run("patient find nobody-of-that-name").run("patient find 9990000018 smith");
    sandbox.run("patient find pryce --limit 1").run("patient find ridgeway rose 1941-05-09 DT2");
    insta::with_settings!({filters => FILTERS}, { insta::assert_snapshot!(sandbox.transcript()) });
}

#[test]
fn a_person_as_each_source_knows_them() {
    let mut sandbox = demo();
    sandbox.run("patient show 9990000018").run_with("999 000 0077\n", "patient show - --permission given");
    sandbox.run("identity explain 9990000018").run("identity explain 9990000042 --permission given");
    insta::with_settings!({filters => FILTERS}, { insta::assert_snapshot!(sandbox.transcript()) });
}

#[test]
fn a_record_by_section_by_time_and_by_entry() {
    let mut sandbox = demo();
    sandbox.run("record show 9990000018");
    sandbox.run("record show 9990000018 --section allergies --section documents --limit 4");
    sandbox.run("record timeline 9990000018 --limit 6 --offset 2");
    sandbox.run("record show 9990000018 --as-of 2018-04-05");
    sandbox.run("record show 9990000018 --valid-at 2018-05-01T12:00 --section encounters");
    sandbox.run("record show 9990000018 --section allergy").run("record show 9990000018 --as-of yesterday");
    insta::with_settings!({filters => FILTERS}, { insta::assert_snapshot!(sandbox.transcript()) });
}

#[test]
fn a_correction_stands_and_its_history_is_kept() {
    let mut sandbox = demo();
    let output =
        sandbox.command(&["record", "show", "9990000069", "--permission", "given", "-o", "json"]).output().unwrap();
    let record: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(record["format_version"], "1");
    let sections = record["sections"].as_array().unwrap();
    let entries = sections.iter().flat_map(|section| section["entries"].as_array().unwrap());
    let potassium = entries.into_iter().find(|entry| entry["label"] == "Potassium" && entry["version"] == 2).unwrap();
    let id = potassium["id"].as_str().unwrap();
    sandbox.run(&format!("record show 9990000069 --permission given --entry {id}"));
    let before = ["--entry", id, "--as-of", "2018-01-01"];
    let before = sandbox.command(&[&["record", "show", "9990000069", "--permission", "given"], &before[..]].concat());
    assert_eq!({ before }.output().unwrap().status.code(), Some(1), "nothing was known of it then");
    insta::with_settings!({filters => FILTERS}, { insta::assert_snapshot!(sandbox.transcript()) });
}

#[test]
fn what_was_known_at_a_time() {
    let mut sandbox = demo();
    sandbox.run("record trace 9990000018 --as-of 2018-04-20");
    sandbox.run("identity explain 9990000018 --as-of 2018-04-20");
    insta::with_settings!({filters => FILTERS}, { insta::assert_snapshot!(sandbox.transcript()) });
}

#[test]
fn every_message_and_one_of_them() {
    let mut sandbox = demo();
    sandbox.run("record trace 9990000018 --limit 5").run("record trace 9990000018 --limit 2 -o csv");
    sandbox.run("record trace 9990000018 --message 26").run("record trace 9990000018 --message 2");
    insta::with_settings!({filters => FILTERS}, { insta::assert_snapshot!(sandbox.transcript()) });
}

#[test]
fn lines_and_cells_hold_every_entry() {
    let sandbox = demo();
    let output = |form: &str| {
        let output = sandbox.command(&["record", "show", "9990000018", "-o", form]).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let record: serde_json::Value = serde_json::from_str(&output("json")).unwrap();
    let total = usize::try_from(record["total"].as_u64().unwrap()).unwrap();
    let sections = record["sections"].as_array().unwrap().iter();
    let notices: usize = sections.filter_map(|section| section["notices"].as_array()).map(Vec::len).sum();
    assert!(total > 20 && notices > 0);
    assert_eq!(output("ndjson").lines().count(), total + notices);
    let table = output("csv");
    assert_eq!(csv::Reader::from_reader(table.as_bytes()).records().map(Result::unwrap).count(), total + notices);
}

#[test]
fn an_export_is_audited_private_and_never_overwrites() {
    let sandbox = demo();
    let run = |arguments: &[&str]| {
        let words = [&["record", "export", "9990000018", "--to", "rose.json"], arguments].concat();
        sandbox.command(&words).output().unwrap().status.code()
    };
    assert_eq!(run(&[]), Some(0));
    let path = sandbox.path("work/rose.json");
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let bundle: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    assert_eq!((bundle["resourceType"].as_str(), bundle["type"].as_str()), (Some("Bundle"), Some("collection")));
    assert_eq!(run(&["--format", "json"]), Some(7));
    assert_eq!(run(&["--format", "json", "--force"]), Some(0));
    let record: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    assert_eq!(record["format_version"], "1");
    let store = rusqlite::Connection::open(sandbox.path(".local/share/dcr/demo.db")).unwrap();
    let sql = "SELECT count(*) FROM audit_event WHERE action = 'export'";
    assert_eq!(store.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap(), 2);
}
