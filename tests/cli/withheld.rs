//! What a person keeps from others, and what sources say of it.

use crate::sandbox::{FILTERS, Sandbox};

#[test]
fn one_document_is_denied_and_asked_back() {
    let mut sandbox = Sandbox::with_demo();
    sandbox.set("DCR_STORE", "demo");
    let words = ["record", "show", "9990000018", "--permission", "given", "--section", "documents", "-o", "json"];
    let output = sandbox.command(&words).output().unwrap();
    let record: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let section = record["sections"].as_array().unwrap().iter().find(|it| it["section"] == "documents").unwrap();
    let entry = section["entries"][0]["id"].as_str().unwrap().to_owned();
    let before = section["total"].as_u64().unwrap();
    sandbox.run(&format!("consent set 9990000018 --deny-document {entry}"));
    sandbox.run(&format!("consent set 9990000018 --deny-document {entry} --evidence form-7 --as records.moss"));
    sandbox.run(&format!("record show 9990000018 --permission given --entry {entry}"));
    sandbox.run(&format!("record export 9990000018 --permission given --document {entry}"));
    let output = sandbox.command(&words).output().unwrap();
    let record: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let section = record["sections"].as_array().unwrap().iter().find(|it| it["section"] == "documents");
    assert_eq!(section.map_or(0, |it| it["total"].as_u64().unwrap()), before - 1);
    sandbox.run(&format!("consent set 9990000018 --allow-document {entry} --as records.moss"));
    sandbox.run(&format!("consent set 9990000018 no-1 --deny-document {entry} --as records.moss"));
    sandbox.run("consent set 9990000018 --deny-document 0123456789abcdef --as records.moss");
    let filters = [&FILTERS[..], &[(r"[0-9a-f]{16}", "ENTRY"), (r"\bP\d+\b", "P…")]].concat();
    insta::with_settings!({filters => filters}, { insta::assert_snapshot!(sandbox.transcript()) });
}

#[test]
fn signals_that_disagree_are_listed_for_those_who_watch() {
    let mut sandbox = Sandbox::with_demo();
    sandbox.set("DCR_STORE", "demo");
    let message = |number: &str, control: &str| {
        format!(
            "MSH|^~\\&|POOLE-PAS|RD3|ROUTE|ROUTE|201805010900||ADT^A31^ADT_A05|{control}|P|2.4|1||||GBR|UNICODE UTF-8|EN||iTKv1.0\r\
             EVN||201805010900||||201805010900\r\
             PID|1||{number}^^^NHS^NH~P{number}^^^RD3^MR||Able^Ann^^^^^L||19500101|2|||||||||||||||||||||||||NSTS01\r\
             ZU8||2|No|\r"
        )
    };
    for (number, control) in [("9990000905", "S1"), ("9990000913", "S2")] {
        std::fs::write(sandbox.path("work").join(control), message(number, control)).unwrap();
        sandbox.run(&format!("feed ingest {control} --as support.frost -q"));
    }
    sandbox
        .run("consent conflicts 9990000905 --as privacy.ford")
        .run("consent conflicts 9990000905 --as records.moss -o json");
    sandbox.run("consent conflicts --limit 1 --as privacy.ford").run("consent conflicts --as privacy.ford -o csv");
    sandbox
        .run("consent conflicts")
        .run("consent conflicts 9990000905")
        .run("consent conflicts 9990009996 --as privacy.ford");
    sandbox.run("consent conflicts --after twelve --as privacy.ford");
    let also = [
        (r"\bP\d+\b", "P…"),
        (r#"("(message|patient|person|next_after)": )\d+"#, "${1}N"),
        (r"(RD3 +)\d+", "${1}N"),
        (r"(?m),\d+$", ",N"),
    ];
    let filters = [&FILTERS[..], &also].concat();
    insta::with_settings!({filters => filters}, { insta::assert_snapshot!(sandbox.transcript()) });
}
