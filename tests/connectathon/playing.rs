//! Scripts at play: both sides, order, time, captures, rows, clean-up.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;

use dcr::conformance::run::{CheckStatus, Options, Run, Verdict};
use dcr::conformance::simulate::ReceiverFault;

use crate::support::{played, receiver, script, with_status};

const MESSAGE: &str = "MSH|^~\\&|PAS|ZZ999|LAB|ZZ998|20260101||ADT^A28^ADT_A05|${new.id}|P|2.4";

fn head(actors: &str) -> String {
    format!("dcr: 1\ntitle: A test\nvariables:\n  port: {{ default: '127.0.0.1:1' }}\nactors:\n{actors}scenarios:\n")
}

/// A port that was free a moment ago.
fn free() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

#[test]
fn both_sides_in_one_scenario() {
    let text = head("  pas: { mllp: { connect: '${port}' } }\n  lab: { mllp: { listen: '${port}' } }\n")
        + &format!(
            "  - id: both\n    title: Both\n    steps:\n      - send: {{ actor: pas, as: one, message: '{MESSAGE}' }}\n      - expect:\n          actor: lab\n          as: came\n          checks:\n            - {{ id: same, hl7: MSH-10, equals: '${{one.MSH-10}}' }}\n          capture: {{ event: {{ hl7: MSH-9.2 }} }}\n          reply: {{ acknowledge: AA }}\n      - expect:\n          actor: pas\n          answers: one\n          checks:\n            - {{ id: code, hl7: MSA-1, equals: AA }}\n            - {{ id: event, hl7: MSH-9.2, equals: '${{event}}' }}\n            - {{ id: quick, of: duration, at-most: 5s }}\n"
        );
    let run = played(&script(&text).unwrap(), &[("port", &free())], &Options::default());
    assert_eq!(with_status(&run, CheckStatus::Failed), Vec::<String>::new());
    assert_eq!(run.verdict(), Verdict::Passed);
    let labels: Vec<_> =
        run.exchanges.iter().map(|it| format!("{} {:?} {}", it.actor, it.direction, it.label)).collect();
    assert_eq!(labels, ["pas Sent ADT^A28", "lab Received ADT^A28", "lab Sent ACK^A28 AA", "pas Received ACK^A28 AA"]);
}

#[test]
fn a_capture_that_finds_nothing_ends_the_scenario_and_not_the_clean_up() {
    let simulator = receiver(&[]);
    let text = head("  pas: { mllp: { connect: '${port}' } }\n")
        + &format!(
            "  - id: lost\n    title: Lost\n    steps:\n      - send: {{ actor: pas, as: one, message: '{MESSAGE}' }}\n      - expect: {{ actor: pas, answers: one, capture: {{ lost: {{ hl7: ZZZ-1 }} }} }}\n      - send: {{ actor: pas, message: '${{lost}}' }}\n    clean-up:\n      - name: tidy up\n        send: {{ actor: pas, as: two, message: '{MESSAGE}' }}\n"
        );
    let run = played(&script(&text).unwrap(), &[("port", &simulator.addresses[0].1.to_string())], &Options::default());
    let names: Vec<_> = run.scenarios[0].steps.iter().map(|step| (step.name.as_str(), step.fault.is_some())).collect();
    assert_eq!(names, [("1: pas sends", false), ("2: something comes to pas", true), ("tidy up", false)]);
    let fault = run.scenarios[0].steps[1].fault.as_ref().unwrap();
    assert_eq!((fault.line, fault.what.as_str()), (12, "the capture `lost` found nothing"));
    assert_eq!(run.verdict(), Verdict::Failed);
}

#[test]
fn nobody_there_is_said_with_the_place() {
    let text = head("  pas: { mllp: { connect: '${port}' } }\n")
        + &format!(
            "  - id: alone\n    title: Alone\n    steps:\n      - send: {{ actor: pas, message: '{MESSAGE}' }}\n"
        );
    let text = script(&text).unwrap();
    let run = played(&text, &[("port", &free())], &Options::default());
    let fault = run.scenarios[0].steps[0].fault.as_ref().unwrap();
    assert!(fault.found.contains("no connection to 127.0.0.1:"), "{}", fault.text);
    let run = played(&text, &[("port", "192.0.2.1:2575")], &Options::default());
    let fault = run.scenarios[0].steps[0].fault.as_ref().unwrap();
    assert_eq!(fault.what, "`pas` would speak to another host");
}

#[test]
fn rows_repetitions_and_choices() {
    let simulator = receiver(&[ReceiverFault::RejectsAll]);
    let address = simulator.addresses[0].1.to_string();
    let scenario = |id: &str, tag: &str| {
        format!(
            "  - id: {id}\n    title: Rows\n    tags: {tag}\n    rows: [{{ event: A01 }}, {{ event: A02 }}]\n    steps:\n      - send: {{ actor: pas, as: one, message: '{}' }}\n      - expect: {{ actor: pas, answers: one, checks: [{{ id: code, hl7: MSA-1, equals: AA, grade: {} }}] }}\n",
            MESSAGE.replace("A28", "${event}"),
            if tag == "grave" { "shall" } else { "may" }
        )
    };
    let text =
        head("  pas: { mllp: { connect: '${port}' } }\n") + &scenario("first", "light") + &scenario("second", "grave");
    let script = script(&text).unwrap();
    let ends = |options: &Options| -> Vec<String> {
        let run: Run = played(&script, &[("port", &address)], options);
        run.scenarios.iter().map(|scenario| format!("{} {}", scenario.name(), scenario.verdict.name())).collect()
    };
    let light = ["first row 1 warned", "first row 2 warned"];
    assert_eq!(ends(&Options { tags: vec!["light".to_owned()], ..Options::default() }), light);
    assert_eq!(ends(&Options { only: vec!["first".to_owned()], ..Options::default() }), light);
    let all = ["first row 1 warned", "first row 2 warned", "second row 1 failed", "second row 2 failed"];
    assert_eq!(ends(&Options::default()), all);
    assert_eq!(ends(&Options { fail_fast: true, ..Options::default() }), all[..3]);
    let twice = ends(&Options { repeat: 2, only: vec!["second".to_owned()], ..Options::default() });
    assert_eq!(twice.last().unwrap(), "second row 2 repetition 2 failed");
}

#[test]
fn someone_elses_answer_is_named() {
    let simulator = receiver(&[ReceiverFault::WrongControlId]);
    let text = head("  pas: { mllp: { connect: '${port}' } }\n")
        + &format!(
            "  - id: other\n    title: Other\n    steps:\n      - send: {{ actor: pas, as: one, message: '{}' }}\n      - expect: {{ actor: pas, answers: one, within: 500ms, checks: [{{ id: code, hl7: MSA-1, equals: AA }}] }}\n",
            MESSAGE.replace("${new.id}", "77")
        );
    let run = played(&script(&text).unwrap(), &[("port", &simulator.addresses[0].1.to_string())], &Options::default());
    let check = run.scenarios[0].checks().next().unwrap();
    assert_eq!(check.fault.as_ref().unwrap().found, "a message that answers `77X`");
    assert_eq!(with_status(&run, CheckStatus::Skipped), ["code"]);
    assert_eq!(run.scenarios[0].notes, ["1 more came to `pas` than was expected"]);
}

/// Answers each request in turn with the next of these.
fn http(answers: Vec<String>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    std::thread::spawn(move || {
        for answer in answers {
            let Ok((mut stream, _)) = listener.accept() else { return };
            let (mut read, mut buffer) = (Vec::new(), [0; 4096]);
            while !read.windows(4).any(|it| it == b"\r\n\r\n") {
                match stream.read(&mut buffer) {
                    Ok(count) if count > 0 => read.extend_from_slice(&buffer[..count]),
                    _ => break,
                }
            }
            let _written = stream.write_all(answer.as_bytes());
        }
    });
    address
}

fn answer(status: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/fhir+json\r\nETag: W/\"2\"\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

#[test]
fn fhir_over_http_is_polled_until_it_is_there() {
    let patient = r#"{"resourceType":"Patient","id":"p1","gender":"female","name":[{"family":"Purbeck"}]}"#;
    let address = http(vec![answer("404 Not Found", "{}"), answer("404 Not Found", "{}"), answer("200 OK", patient)]);
    let text = head("  server: { http: { base: 'http://${port}/fhir', headers: { Authorization: Bearer abc } } }\n")
        + "  - id: read\n    title: Read\n    steps:\n      - until:\n          every: 10ms\n          within: 20s\n          steps:\n            - send: { actor: server, as: ask, request: { method: GET, path: Patient/p1 } }\n            - expect:\n                actor: server\n                answers: ask\n                checks:\n                  - { id: status, of: status, equals: 200 }\n                  - { id: type, header: content-type, contains: fhir+json }\n                  - { id: tag, header: ETag, equals: 'W/\"2\"' }\n                  - { id: family, fhirpath: Patient.name.family, equals: Purbeck }\n                  - { id: json, json: '$.name[0].family', equals: PURBECK, normalise: [case] }\n                  - { id: valid, of: text, valid: fhir-r4, grade: should }\n";
    let run = played(&script(&text).unwrap(), &[("port", &address)], &Options::default());
    assert_eq!(with_status(&run, CheckStatus::Failed), Vec::<String>::new());
    assert_eq!(run.exchanges.len(), 6, "three questions and three answers");
    let kept = format!("{:?}", run.exchanges.iter().map(|exchange| &exchange.bytes).collect::<Vec<_>>());
    assert!(!kept.contains("YWJj"), "what proves who asks is not kept");
}
