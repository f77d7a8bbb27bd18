//! What people chose, changed one by one: recorded, asked for, approved, put right.

use crate::sandbox::{FILTERS, Sandbox};

/// The demo store, in which others of the programme are acted as.
pub(crate) fn demo() -> Sandbox {
    let mut sandbox = Sandbox::with_demo();
    sandbox.set("DCR_STORE", "demo");
    sandbox
}

/// Times and names that differ from run to run.
pub(crate) fn filters() -> Vec<(&'static str, &'static str)> {
    let mut filters = FILTERS.to_vec();
    filters.push((r"\d\d-\w{3}-20[2-9]\d \d\d:\d\d", "DD-MMM-YYYY HH:MM"));
    filters.push((r"\b[0-9a-f]{64}\b", "HASH"));
    filters.push((r"\b[0-9a-f]{12}\b", "REQUEST"));
    filters
}

/// The name of the one request that waits.
pub(crate) fn waiting(sandbox: &Sandbox) -> String {
    let output = sandbox.command(&["consent", "approve", "-o", "ndjson", "--as", "records.pryor"]).output().unwrap();
    let line: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    line["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_restriction_holds_at_once_and_a_loosening_waits() {
    let mut sandbox = demo();
    let moss = "--as records.moss";
    sandbox.run(&format!("consent show 9990000018 {moss}"));
    sandbox.run("record show 9990000018 --section allergies --as dr.osei --permission given -o csv");
    sandbox.run(&format!("consent set 9990000018 no-2 --evidence F-1 {moss} --dry-run --exit-code"));
    sandbox.run_with("9990000018", &format!("consent set - no-2 --evidence F-1 {moss}"));
    sandbox.run("record show 9990000018 --as dr.osei --permission given");
    sandbox.run(&format!("consent set 9990000018 default --evidence F-2 {moss}"));
    let request = waiting(&sandbox);
    sandbox.run(&format!("consent approve {moss}"));
    sandbox.run(&format!("consent apply {request} {moss}"));
    sandbox.run(&format!("consent approve {request} {moss}"));
    sandbox.run(&format!("consent approve {request} --dry-run -o json --as records.pryor"));
    sandbox.run(&format!("consent approve {request} --as records.pryor"));
    sandbox.run(&format!("consent apply {request} {moss}")).run(&format!("consent apply {request} {moss}"));
    sandbox
        .run(&format!("consent show 9990000018 {moss} -o ndjson"))
        .run(&format!("consent history 9990000018 {moss}"));
    insta::with_settings!({filters => filters()}, { insta::assert_snapshot!(sandbox.transcript()) });
}

#[test]
fn a_wrong_entry_is_put_right_and_stays_in_the_history() {
    let mut sandbox = demo();
    let moss = "--as records.moss";
    sandbox.run(&format!("consent set 9990000069 no-1 --stated 2018-05-01 {moss} -o json"));
    let listed = sandbox.command(&["consent", "history", "9990000069", "-o", "ndjson", "--as", "records.moss"]);
    let output = { listed }.output().unwrap().stdout;
    let last = String::from_utf8(output).unwrap().lines().last().unwrap().to_owned();
    let id = serde_json::from_str::<serde_json::Value>(&last).unwrap()["id"].as_i64().unwrap();
    sandbox.run(&format!("consent set 9990000069 no-2 --stated 2018-05-01 --correct {id} {moss}"));
    sandbox.run(&format!("consent history 9990000069 {moss}"));
    sandbox.run(&format!("consent set 9990000069 no-2 --stated 2018-05-01 --correct {id} {moss}"));
    sandbox.run(&format!("consent set 9990000018 --correct {id} {moss}"));
    insta::with_settings!({filters => filters()}, { insta::assert_snapshot!(sandbox.transcript()) });
}

#[test]
fn what_does_not_fit_is_refused_by_name() {
    let mut sandbox = demo();
    for line in [
        "9990000018 yes-1",
        "9990000018 yes-2 --to 2018-13-01",
        "9990000018 no-2 --to 2030-01-01",
        "9990000018 no-2 --user dr.osei",
        "9990000018 no-2 --stated 2999-01-01",
        "9990000018 no-2 --performer lasting-power-of-attorney",
        "9990000018 no-2 --performer neighbour",
        "9990000018 no-2 --relationship mother",
        "9990000018 maybe",
        "9990000018",
        "9990000019 no-2",
        "9434765919 no-2",
        "P999999 no-2",
    ] {
        sandbox.run(&format!("consent set {line} --as records.moss"));
    }
    insta::with_settings!({filters => filters()}, { insta::assert_snapshot!(sandbox.transcript()) });
}

/// Whoever may not know is told the same of everybody: of who chose nobody, of who did not, of
/// nobody at all.
#[test]
fn who_may_not_know_is_told_the_same_of_everybody() {
    let sandbox = demo();
    for user in ["dr.osei", "reception.bell", "support.frost"] {
        for verb in [&["show"][..], &["history"], &["set", "no-2"]] {
            let told = |number: &str| {
                let mut words = vec!["consent", verb[0], number];
                words.extend(&verb[1..]);
                let output = sandbox.command(&[&words[..], &["--as", user]].concat()).output().unwrap();
                (output.status.code(), output.stdout, output.stderr)
            };
            assert_eq!(told("9990000026"), told("9990009996"), "{user} {verb:?}");
            assert_eq!(told("9990000026"), told("9990000018"), "{user} {verb:?}");
            assert_eq!(told("9990000026").0, Some(4), "{user} {verb:?}");
        }
    }
}

#[test]
fn choices_are_listed_and_acknowledged() {
    let mut sandbox = demo();
    let moss = "--as records.moss";
    sandbox.run(&format!("consent set 9990000069 yes-2 --to 2999-01-31 {moss}"));
    sandbox.run(&format!("consent set 9990009996 no-1 --evidence F-7 {moss}"));
    sandbox.run("consent list --held --letters letters --as privacy.ford").run("consent list --held --letters letters");
    sandbox.run("consent list --choice no-2 --since 2999-01-01 -o json --as records.moss");
    sandbox.run("consent list --expiring 30 --as records.moss").run("consent list --as dr.osei");
    let letter = std::fs::read_dir(sandbox.path("work/letters")).unwrap().next().unwrap().unwrap().path();
    let letter = std::fs::read_to_string(letter).unwrap();
    insta::with_settings!({filters => filters()}, {
        insta::assert_snapshot!(sandbox.transcript());
        insta::assert_snapshot!("a_letter", letter);
    });
}
