//! Alerts, from the look that raises one to the hand that closes it.

use crate::sandbox::{FILTERS, Sandbox};

/// Times of now, and numbers of events, which come after those of the demo.
const ALSO: [(&str, &str); 3] = [
    (r"\d\d-[A-Z][a-z]{2}-20(2[6-9]|[3-9]\d) \d\d:\d\d", "TIME"),
    (r"(Audit event +)\d+", "${1}EVENT"),
    (r",\d+,(open|justified)", ",EVENT,$1"),
];

#[test]
fn an_emergency_view_alerts_and_its_cause_cannot_close_it() {
    let mut sandbox = Sandbox::with_demo();
    sandbox.set("DCR_STORE", "demo");
    sandbox.run("consent alerts --as privacy.ford");
    sandbox.run("record show 9990000034 --emergency medical --reason unconscious --section contacts -o json");
    sandbox.run("record show 9990000034 --emergency safeguarding --reason bruises --section contacts -q");
    sandbox.run("consent alerts --as privacy.ford").run("consent alerts --as caldicott.reed");
    sandbox.run("consent alerts").run("consent alerts show 1 --as privacy.ford");
    sandbox.run("consent alerts show 1 --as caldicott.reed");
    sandbox.run("consent alerts close 1 --outcome justified --note spoke-to-the-ward");
    sandbox.run("consent alerts close 1 --outcome justified --note spoke-to-the-ward --as privacy.ford");
    sandbox.run("consent alerts close 1 --outcome unjustified --note again --as privacy.ford");
    sandbox.run("consent alerts close 9 --outcome unjustified --note none --as privacy.ford");
    sandbox.run("consent alerts --all --as privacy.ford -o csv");
    sandbox.run("consent alerts --kind none --as privacy.ford");
    insta::with_settings!({filters => [&FILTERS[..], &ALSO].concat()}, { insta::assert_snapshot!(sandbox.transcript()) });
}

#[test]
fn record_operations_are_reviewed_by_sample() {
    let sandbox = Sandbox::with_demo();
    let run = |line: &str| {
        let mut command = sandbox.command(&line.split_whitespace().collect::<Vec<_>>());
        let output = command.env("DCR_STORE", "demo").output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    for _ in 0..24 {
        run("patient show 9990000069 --as support.frost --purpose record-operations --incident INC-7");
    }
    let listed = |options: &str| run(&format!("consent alerts --as privacy.ford -o ndjson {options}"));
    assert_eq!(listed(""), "", "nothing out of the ordinary happened");
    assert_eq!(listed("--sample 100").lines().count(), 24);
    let half = listed("--sample 50");
    assert!((1..24).contains(&half.lines().count()), "{half}");
    assert_eq!(half, listed("--sample 50"), "the same ones each time");
}
