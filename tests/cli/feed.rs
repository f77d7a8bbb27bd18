//! Taking messages in, and what became of them.

use std::io::Read;
use std::path::Path;
use std::process::Stdio;

use crate::sandbox::{FILTERS, Sandbox};

fn own_store() -> Sandbox {
    let sandbox = Sandbox::new();
    let arguments = ["store", "init", "--name", "a.patel", "--organisation", "RBD"];
    assert!(sandbox.command(&arguments).output().unwrap().status.success());
    sandbox
}

const TWO: &str = "MSH|^~\\&|PAS|RBD|DCR|DCR|20180601090000||ADT^A28|1|P|2.4\rEVN|A28|20180601090000\r\
PID|1||123456^^^RBD^MR~9990000018^^^NHS^NH||SMITH^JO||19651213|2\r\r\
MSH|^~\\&|PAS|RBD|DCR|DCR|20180601090100||ADT^A28|2|P|2.4\rEVN|A28|20180601090100\r";

#[test]
fn what_goes_in_is_accounted_for() {
    let mut sandbox = own_store();
    std::fs::create_dir_all(sandbox.path("work/in/deeper")).unwrap();
    std::fs::write(sandbox.path("work/in/two.hl7"), TWO).unwrap();
    std::fs::write(sandbox.path("work/in/deeper/again.hl7"), TWO).unwrap();
    std::fs::write(sandbox.path("work/in/README.md"), "not messages").unwrap();
    sandbox.run("feed list").run("feed ingest in").run("feed ingest in/two.hl7 -o json");
    sandbox
        .run_with(TWO, "feed ingest - -q -o ndjson")
        .run("feed list -o csv")
        .run("feed show pas/rbd")
        .run("feed show PAS/RDB");
    sandbox.run("feed dead-letters").run("feed dead-letters --incident INC-1");
    sandbox.run("feed dead-letters --incident INC-1 --message 2").run("feed ingest absent.hl7").run("feed ingest");
    insta::with_settings!({filters => filters()}, { insta::assert_snapshot!(sandbox.transcript()) });
}

#[test]
fn a_dialect_can_be_chosen() {
    let mut sandbox = own_store();
    // Its sender is known by the header as one that sends the NHS number in PID-2; A.3 does not.
    let file = include_str!("../../testdata/defects/spaced-number-in-pid-2.hl7");
    sandbox.run_with(file, "feed ingest - --dialect a3").run_with(file, "feed ingest - --dialect a3-2.4");
    sandbox.run("feed dead-letters --incident INC-1");
    insta::with_settings!({filters => filters()}, { insta::assert_snapshot!(sandbox.transcript()) });
}

/// Times of receipt are those of now.
fn filters() -> Vec<(&'static str, &'static str)> {
    let mut filters = FILTERS.to_vec();
    filters.push((r"\d\d-\w{3}-20[2-9]\d \d\d:\d\d", "DD-MMM-YYYY HH:MM"));
    filters
}

#[test]
fn the_defect_pack_goes_in_whole() {
    let sandbox = own_store();
    let defects = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/defects");
    let output = sandbox.command(&["feed", "ingest", "-o", "json", defects.to_str().unwrap()]).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let count = |name: &str| report["ingest"]["total"][name].as_u64().unwrap();
    assert!(count("received") > 20 && count("dead") > 0);
    assert_eq!(count("received"), count("applied") + count("duplicate") + count("conflict") + count("dead"));
}

#[test]
fn an_interrupt_ends_with_130() {
    let sandbox = own_store();
    let mut child = sandbox
        .command(&["feed", "ingest", "-", "-v"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The first line on standard error says that the store is about to be opened, after the
    // handler of the signal is in place.
    let mut first = [0];
    child.stderr.as_mut().unwrap().read_exact(&mut first).unwrap();
    let pid = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(pid, rustix::process::Signal::INT).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
}
