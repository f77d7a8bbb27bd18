//! Why a record may or may not be seen, told to those who answer for consent.

use dcr::audit::Agent;
use dcr::consent::{ChoiceStatement, Standing, StandingChoice};
use dcr::store::Context;
use dcr::store::sqlite::SqliteStore;

use crate::sandbox::{FILTERS, Sandbox};

fn demo() -> Sandbox {
    let mut sandbox = Sandbox::with_demo();
    sandbox.set("DCR_STORE", "demo");
    sandbox
}

/// Records a choice as it is, beside the commands.
fn choose(sandbox: &Sandbox, number: &str, choice: StandingChoice) {
    let path = sandbox.path(".local/share/dcr/demo.db");
    let mut store = SqliteStore::open(&path, Context::default()).unwrap();
    let agent =
        Agent { user: "records.moss".to_owned(), full_name: "Pat Moss".to_owned(), role: None, organisation: None };
    let stated = "2018-06-01T09:00:00Z".parse().unwrap();
    let statement = ChoiceStatement::Standing(Standing { choice, stated });
    store.state_choice(number.parse().unwrap(), &statement, "form", &agent).unwrap();
}

/// A standing "nobody" with a Yes for one day over it: on that day the one who is named sees, the next
/// day nobody does. The day is to come, so that what is known now decides.
#[test]
fn a_yes_for_one_day_over_nobody_is_explained_for_the_next() {
    let mut sandbox = demo();
    choose(&sandbox, "9990000034", StandingChoice::No2);
    let path = sandbox.path(".local/share/dcr/demo.db");
    let mut store = SqliteStore::open(&path, Context::default()).unwrap();
    let agent =
        Agent { user: "records.moss".to_owned(), full_name: "Pat Moss".to_owned(), role: None, organisation: None };
    let overlay = dcr::consent::Overlay::yes_1("dr.osei", "2040-05-14T08:30:00Z".parse().unwrap());
    let overlay = dcr::consent::Overlay { stated: "2018-07-01T09:00:00Z".parse().unwrap(), ..overlay };
    store.state_choice("9990000034".parse().unwrap(), &ChoiceStatement::Overlay(overlay), "form", &agent).unwrap();
    drop(store);
    for (user, at) in
        [("dr.osei", "2040-05-14T12:00"), ("dr.hardy", "2040-05-14T12:00"), ("dr.osei", "2040-05-15T00:00")]
    {
        sandbox.run(&format!("consent explain 9990000034 --for {user} --at {at} --as privacy.ford"));
    }
    sandbox.run("consent explain 9990000034 --for dr.osei --at 2040-05-15 --as privacy.ford -o ndjson");
    insta::with_settings!({filters => FILTERS}, { insta::assert_snapshot!(sandbox.transcript()) });
}

/// The store numbers at the two ends of the merge, as record operations are told them.
fn merged(sandbox: &Sandbox, number: &str) -> (String, String) {
    let explain = ["identity", "explain", number, "--as", "support.frost", "--purpose", "record-operations"];
    let output = sandbox.command(&explain).args(["--incident", "INC-1", "-o", "json"]).output().unwrap();
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let links = said.pointer("/identity/links").or_else(|| said.get("links")).and_then(|links| links.as_array());
    let merge = links.unwrap().iter().find(|link| link["kind"] == "merge").unwrap();
    (format!("P{}", merge["left"]), format!("P{}", merge["right"]))
}

/// A merge whose survivor says Yes and whose loser says nobody: nobody sees either number, until the two
/// are taken apart; then each has their own choice again. (Two numbers that are both verified are not
/// merged at all, and wait for a decision.)
#[test]
fn a_merge_with_somebody_who_said_nobody_is_refused_until_unlinked() {
    let mut sandbox = demo();
    let person = |(number, verified): (&str, &str), local: &str, event: &str, minute: &str, rest: &str| {
        format!(
            "MSH|^~\\&|RBCH-PAS|RDZ|ROUTE|ROUTE|201806010{minute}00||ADT^{event}|M{minute}|P|2.4|||||GBR|UNICODE UTF-8\r\
             EVN||201806010{minute}00\r\
             PID|1||{number}^^^NHS^NH~{local}^^^RDZ^MR||Quill^Petra||19720303|F{}{verified}\r{rest}\r",
            "|".repeat(24)
        )
    };
    let visit = "PV1|1|O|CLINIC^^^RDZ01\r";
    let before = [
        person(("9990100012", "01"), "700101", "A04", "800", visit),
        person(("9990100020", "02"), "700102", "A04", "810", visit),
    ];
    std::fs::write(sandbox.path("work/before.hl7"), before.concat()).unwrap();
    let merge = person(("9990100012", "01"), "700101", "A40", "900", "MRG|700102^^^RDZ^MR\r");
    std::fs::write(sandbox.path("work/merge.hl7"), merge).unwrap();
    let operations = "--as support.frost";
    sandbox.run(&format!("feed ingest before.hl7 -o csv {operations}"));
    choose(&sandbox, "9990100012", StandingChoice::Yes3);
    choose(&sandbox, "9990100020", StandingChoice::No2);
    sandbox.run("consent explain 9990100012 --for dr.hardy --as privacy.ford -o ndjson");
    sandbox.run(&format!("feed ingest merge.hl7 -o csv {operations}"));
    sandbox.run("record show 9990100012").run("record show 9990100020");
    sandbox.run("consent explain 9990100012 --for dr.hardy --as privacy.ford -o ndjson");
    let (left, right) = merged(&sandbox, "9990100012");
    let unlink = format!("identity unlink {left} {right} --incident INC-1 --reason siblings");
    sandbox.run(&unlink).run(&format!("{unlink} --dry-run {operations}"));
    sandbox.run("record show 9990100012");
    sandbox.run(&format!("{unlink} {operations}"));
    sandbox.run("patient show 9990100012 --claim attending -o csv").run("record show 9990100020 --claim attending");
    sandbox.run(&format!("{unlink} {operations}"));
    let transcript = sandbox.transcript().replace(&left, "LEFT").replace(&right, "RIGHT");
    insta::with_settings!({filters => FILTERS}, { insta::assert_snapshot!(transcript) });
}

#[test]
fn who_could_see_a_record_is_every_user_with_a_reason() {
    let mut sandbox = demo();
    sandbox.run("consent who 9990000018 --as records.moss").run("consent who 9990000018 --as records.moss -o csv");
    sandbox.run("consent who 9990000026 --as privacy.ford").run("consent who 9990000026 --as caldicott.reed");
    sandbox.run("consent who 9990009996 --as caldicott.reed").run("consent who 9990000018 --as dr.hardy");
    insta::with_settings!({filters => FILTERS}, { insta::assert_snapshot!(sandbox.transcript()) });
}

#[test]
fn the_policies_and_their_settings_are_listed() {
    let mut sandbox = demo();
    sandbox.run("consent policy").run("consent policy -o ndjson");
    insta::with_settings!({filters => FILTERS}, { insta::assert_snapshot!(sandbox.transcript()) });
}
