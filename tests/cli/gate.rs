//! Who is let in, and what the others are told.

use crate::sandbox::{FILTERS, Sandbox};

fn demo() -> Sandbox {
    let mut sandbox = Sandbox::with_demo();
    sandbox.set("DCR_STORE", "demo");
    sandbox
}

#[test]
fn refusals_say_what_can_be_done() {
    let mut sandbox = demo();
    sandbox.run("record show 9990000034 --permission given");
    sandbox.run("record show 9990000034 --emergency medical");
    sandbox.run("record show 9990000034 --emergency medical --reason unconscious --section contacts");
    sandbox.run("record show 9990000018 --permission refused");
    sandbox.run("record show 9990000018 --as reception.bell").run("patient find ridgeway --as caldicott.reed");
    sandbox.run("record show 9990000018 --as nobody").run("record show 9990000018 --purpose subject-access");
    sandbox.run("record show").run("record show SMITH").run("record show 9990000019");
    sandbox.run("feed ingest .");
    insta::with_settings!({filters => FILTERS}, { insta::assert_snapshot!(sandbox.transcript()) });
}

#[test]
fn a_hidden_person_and_an_unknown_one_look_the_same() {
    let sandbox = demo();
    let (hidden, unknown) = ("9990000026", "9990009996");
    for verb in [
        &["record", "show"][..],
        &["record", "timeline"],
        &["record", "trace"],
        &["patient", "show"],
        &["identity", "explain"],
        &["record", "export"],
        &["patient", "find"],
    ] {
        let told = |number: &str| {
            let output = sandbox.command(&[verb, &[number]].concat()).output().unwrap();
            (output.status.code(), output.stdout, output.stderr)
        };
        assert_eq!(told(hidden), told(unknown), "{verb:?}");
        assert_eq!(told(hidden).0, Some(1), "{verb:?}");
    }
}

#[test]
fn an_opt_out_is_told_to_those_who_may_know_and_nothing_more() {
    let mut sandbox = demo();
    sandbox.run("record show 9990000026 --as privacy.ford --purpose privacy-investigation");
    sandbox.run("record show 9990000026 --as records.moss");
    sandbox.run("record show 9990000026 --as support.frost --purpose record-operations --incident INC-7");
    insta::with_settings!({filters => FILTERS}, { insta::assert_snapshot!(sandbox.transcript()) });
}

#[test]
fn record_operations_see_masked_text_until_a_need_is_stated() {
    let mut sandbox = demo();
    let support = "--as support.frost --purpose record-operations --incident INC-7";
    sandbox.run(&format!("record show 9990000069 {support} --section allergies --section investigations --limit 6"));
    sandbox.run(&format!("record trace 9990000069 {support} --message 1113"));
    sandbox.run(&format!("record trace 9990000069 {support} --message 1113 --need INC-7-needs-the-value -o csv"));
    sandbox.run("record show 9990000069 --as support.frost --purpose record-operations");
    insta::with_settings!({filters => FILTERS}, { insta::assert_snapshot!(sandbox.transcript()) });
}
