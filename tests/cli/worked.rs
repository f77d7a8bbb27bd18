//! Worked cases of consent, from the wire to the terminal.

use crate::sandbox::Sandbox;

/// An A31 about Ann, her address and those of her next of kin in it, from a sender.
fn a31(control: &str, at: &str, rest: &str) -> String {
    format!(
        "MSH|^~\\&|POOLE-PAS|RD3|ROUTE|ROUTE|{at}||ADT^A31^ADT_A05|{control}|P|2.4|1||||GBR|UNICODE UTF-8|EN||iTKv1.0\r\
         EVN||{at}||||{at}\r\
         PID|1||9990000905^^^NHS^NH~P900905^^^RD3^MR||Able^Ann^^^^^L||19500101|2|||12 Quay St^^Poole^Dorset^BH15 9ZZ^GBR^H||01202 555012^PRN^PH~^NET^Internet^ann@example.org|||||||||||||||||||NSTS01\r\
         PD1|||GRAYSTONE SURGERY^^J81999|G1^Graystone^Jo\r\
         NK1|1|Able^Al|SPO|12 Quay St^^Poole^^BH15 9ZZ|01202 555013\r\
         {rest}\r"
    )
}

/// What must show nowhere, folded.
const SECRETS: [&str; 9] =
    ["12 quay", "bh15 9zz", "bh159zz", "555012", "555013", "ann@example.org", "graystone", "j81999", "able^al"];

/// Every command that could show Ann, whoever asks.
const DOORS: [&str; 20] = [
    "record show 9990000905 --permission given --claim attending",
    "record show 9990000905 --permission given --claim attending -o json",
    "record show 9990000905 --permission given --claim attending -o csv",
    "record show 9990000905 --permission given --claim attending --section contacts -o ndjson",
    "record show 9990000905 --permission given --claim attending --unseal express-consent --reason asked -o json",
    "record timeline 9990000905 --permission given --claim attending -o csv",
    "record trace 9990000905 --permission given --claim attending -o json",
    "record export 9990000905 --permission given --claim attending",
    "record export 9990000905 --permission given --claim attending --format json",
    "patient show 9990000905 --permission given --claim attending",
    "patient show 9990000905 --permission given --claim attending -o json",
    "patient show 9990000905 --as privacy.ford --purpose privacy-investigation -o json",
    "patient show 9990000905 --as caldicott.reed --purpose subject-access -o json",
    "patient show 9990000905 --as support.frost --purpose record-operations --incident I1 -o json",
    "patient find 9990000905 -o json",
    "patient find able -o csv",
    "patient find BH15 -o json",
    "identity explain 9990000905 --permission given --claim attending -o json",
    "consent conflicts 9990000905 --as privacy.ford -o json",
    "feed dead-letters --incident I1 --as support.frost -o json",
];

fn run(sandbox: &Sandbox, line: &str) -> (String, bool) {
    let output = sandbox.command(&line.split_whitespace().collect::<Vec<_>>()).output().unwrap();
    let mut text = String::from_utf8(output.stdout).unwrap();
    text += std::str::from_utf8(&output.stderr).unwrap();
    (text, output.status.success())
}

#[test]
fn a_dissent_an_s_flag_and_an_allergy_outlive_a_message_without_them() {
    let mut sandbox = Sandbox::with_demo();
    sandbox.set("DCR_STORE", "demo");
    let first = a31("W1", "201805010900", "AL1|1|DA|PEN^Penicillin ALLERGYWORD^L|SV\rZU8||2||2\r");
    let second = a31("W2", "201805020900", "");
    for (name, message) in [("one.hl7", &first), ("two.hl7", &second)] {
        std::fs::write(sandbox.path("work").join(name), message).unwrap();
        let (told, done) = run(&sandbox, &format!("feed ingest {name} --as support.frost -o csv"));
        assert!(done && told.contains(&format!("{name},1,1,0,0,0")), "{told}");
    }
    let (shown, _) = run(&sandbox, "record show 9990000905 --permission given --claim attending --section allergies");
    assert!(shown.contains("ALLERGYWORD"), "{shown}");
    let (said, _) = run(&sandbox, "consent conflicts 9990000905 --as privacy.ford");
    assert!(said.contains("dissent-without-choice") && said.contains("share-detailed-record"), "{said}");
    let mut lines: Vec<String> = DOORS.map(str::to_owned).into();
    let (trace, _) = run(&sandbox, "record trace 9990000905 --permission given --claim attending -o csv");
    let messages: Vec<&str> = trace.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(messages.len(), 2, "{trace}");
    for message in messages {
        lines.push(format!("record trace 9990000905 --permission given --claim attending --message {message} -o json"));
        lines.push(format!(
            "record trace 9990000905 --message {message} --as support.frost --purpose record-operations --incident I1 --need I1 -o json"
        ));
    }
    for line in lines {
        let (shown, done) = run(&sandbox, &line);
        assert!(done, "dcr {line}: {shown}");
        let folded = shown.to_lowercase();
        for secret in SECRETS {
            assert!(!folded.contains(secret), "dcr {line} shows {secret}:\n{shown}");
        }
    }
    let (found, _) = run(&sandbox, "patient find BH15 -o json");
    assert!(!found.to_lowercase().contains("able"), "a hidden address finds nobody: {found}");
}
