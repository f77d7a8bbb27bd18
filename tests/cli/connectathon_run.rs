//! Scripts from the command line, against a peer in a process of its own.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};

use crate::sandbox::{Sandbox, files};

const SCRIPT: &str = r"dcr: 1
title: A person is registered
variables:
  receiver: { about: 'the receiver, host:port' }
  token: { secret: true, default: none }
actors:
  pas: { mllp: { connect: '${receiver}' } }
scenarios:
  - id: register
    title: The registration is accepted
    tags: adt
    steps:
      - send:
          actor: pas
          as: registration
          message: |
            MSH|^~\&|PAS|ZZ999|DCR|ZZ998|20260101120000||ADT^A28^ADT_A05|77|P|2.4
            EVN|A28|20260101120000
            PID|1||9990000018^^^NHS^NH||Purbeck^Ada
      - expect:
          actor: pas
          answers: registration
          within: 20s
          checks:
            - { id: accepted, hl7: MSA-1, equals: AA, requirement: HL7-2.9.2 }
            - { id: own-version, hl7: MSH-12, equals: '2.5', grade: should }
";

/// A receiver in a process of its own; it is stopped when it goes.
struct Peer(Child, String);

impl Drop for Peer {
    fn drop(&mut self) {
        let _ended = self.0.kill().and_then(|()| self.0.wait());
    }
}

fn peer(sandbox: &Sandbox, faults: &[&str]) -> Peer {
    let mut arguments = vec!["connectathon", "simulate", "--listen", "127.0.0.1:0", "-q"];
    for fault in faults {
        arguments.extend(["--fault", fault]);
    }
    let mut child = sandbox.command(&arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().strip_prefix("receiver listens at ").unwrap().to_owned();
    Peer(child, address)
}

fn transcript(sandbox: &Sandbox, peer: &Peer) -> String {
    let text = sandbox.transcript().replace(&peer.1, "127.0.0.1:PORT");
    let filters =
        [(r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-script(-\d+)?", "TIME-script"), (r#""took_us": \d+"#, r#""took_us": TIME"#)];
    filters.iter().fold(text, |text, (pattern, replacement)| {
        regex::Regex::new(pattern).unwrap().replace_all(&text, *replacement).into_owned()
    })
}

#[test]
fn a_failed_shall_is_shown_with_its_place_and_exits_3() {
    let mut sandbox = Sandbox::new();
    sandbox.write("work/script.yaml", SCRIPT);
    let good = peer(&sandbox, &[]);
    let run = format!("connectathon run script.yaml --var receiver={}", good.1);
    sandbox.run(&format!("{run} --evidence kept --system ours"));
    sandbox.run(&format!("{run} -o json"));
    let bad = peer(&sandbox, &["rejects-all"]);
    let run = format!("connectathon run script.yaml --var receiver={}", bad.1);
    sandbox.run(&format!("{run} --evidence kept --system theirs"));
    sandbox.run("connectathon report kept --html report.html --junit report.xml --tap report.tap");
    assert_eq!(files(&sandbox.path("work")), ["kept", "report.html", "report.tap", "report.xml", "script.yaml"]);
    let kept = sandbox.path("work/kept");
    let first = files(&kept).into_iter().next().unwrap();
    let names = ["junit.xml", "manifest.json", "report.html", "results.tap", "run.jsonl"];
    assert_eq!(files(&kept.join(&first)), names);
    let record = kept.join(&first).join("run.jsonl");
    let text = std::fs::read_to_string(&record).unwrap();
    std::fs::write(&record, text.replacen("ours", "hers", 1)).unwrap();
    sandbox.run("connectathon report kept");
    let text = transcript(&sandbox, &good).replace(&bad.1, "127.0.0.1:PORT");
    insta::assert_snapshot!(text);
}

#[test]
fn what_is_wrong_with_a_script_or_its_values_is_usage() {
    let mut sandbox = Sandbox::new();
    sandbox.write("work/script.yaml", SCRIPT);
    sandbox.write("work/wrong.yaml", &SCRIPT.replace("hl7: MSA-1, equals", "hl7: MSA-1, equal"));
    sandbox.run("connectathon run script.yaml");
    sandbox.run("connectathon run script.yaml --var reciever=a");
    sandbox.run("connectathon run script.yaml --var receiver=127.0.0.1:1 --var token=abc");
    sandbox.run("connectathon run script.yaml --var receiver=127.0.0.1:1 --only nothing");
    sandbox.run("connectathon run script.yaml --var receiver=192.0.2.1:1 --allow 192.0.2.1");
    sandbox.run("connectathon run script.yaml --var receiver=192.0.2.1:1");
    sandbox.run("connectathon run wrong.yaml");
    sandbox.run("connectathon run absent.yaml");
    sandbox.run("connectathon run catalogue:absent");
    sandbox.write("work/place.yaml", "secrets: { token: abc }\n");
    sandbox.run("connectathon run script.yaml --environment place.yaml --var receiver=127.0.0.1:1");
    sandbox.run("connectathon simulate --listen 0.0.0.0:2575");
    sandbox.write(
        "work/plan.yaml",
        "peers:\n  lab:\n    listen: 127.0.0.1:0\n    faults: silnt\n    rules: [{ hl7: MSH.9 }]\n",
    );
    sandbox.run("connectathon simulate plan.yaml");
    insta::assert_snapshot!(sandbox.transcript());
}

#[test]
fn the_catalogue_is_listed() {
    let mut sandbox = Sandbox::new();
    sandbox.write("work/script.yaml", SCRIPT);
    sandbox.run("connectathon list");
    sandbox.run("connectathon list --tags negative -o csv");
    sandbox.run("connectathon list script.yaml -o json");
    insta::assert_snapshot!(sandbox.transcript());
}
