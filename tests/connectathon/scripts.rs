//! Mistakes in scripts, each with its place, what was expected, what came and a remedy.

use std::collections::BTreeMap;
use std::path::Path;

use dcr::conformance::script::{Environment, Values, load};

use crate::support::{Memory, script};

/// The faults of a script as text.
fn faults(text: &str) -> String {
    script(text).unwrap_err().to_string()
}

/// A script around some steps.
fn with_steps(steps: &str) -> String {
    format!(
        "dcr: 1\ntitle: A test\nvariables:\n  receiver: {{ default: '127.0.0.1:1' }}\nactors:\n  sender: {{ mllp: {{ connect: '${{receiver}}' }} }}\n  server: {{ http: {{ base: 'http://127.0.0.1:1' }} }}\nscenarios:\n  - id: one\n    title: One\n    steps:\n{steps}"
    )
}

#[test]
fn shapes() {
    let table = [
        "dcr: 2\ntitle: [a]\nactor: {}\n",
        "dcr: 1\n",
        "- a list\n",
        "dcr: 1\ntitle: one\ntitle: two\n",
        "dcr: 1\ntitle: &anchor one\n",
        "dcr: 1\ntitle: *alias\n",
        "dcr: 1\ntitle: !tag one\n",
        "dcr: 1\ntitle: \"unfinished\n",
        "dcr: 1\ntitle: one\n---\ndcr: 1\n",
        "dcr: 1\ntitle: one\nactors:\n  a: { mllp: { connect: a, listen: b } }\n  b: {}\n",
    ];
    let all: Vec<String> = table.iter().map(|text| faults(text)).collect();
    insta::assert_snapshot!(all.join("\n\n"));
}

#[test]
fn steps() {
    let table = [
        "      - send: { actor: sendr, message: MSH }\n",
        "      - send: { actor: server, message: MSH }\n",
        "      - send: { actor: sender, message: '${recever} ${unended' }\n",
        "      - send: { actor: sender, message: '${recever}' }\n",
        "      - send: { actor: sender, bytes: '\\q' }\n",
        "      - send: { actor: sender, file: absent.hl7 }\n",
        "      - expect: { actor: sender, answers: nobody, within: 5 }\n",
        "      - expect: { actor: sender, answers: nobody }\n",
        "      - expect: { actor: sender, nothing: true, capture: { a: { hl7: MSH-10 } } }\n",
        "      - expect:\n          actor: sender\n          checks:\n            - { id: a, hl7: PID.3, equals: 1 }\n            - { id: a, json: 'id', equals: 1 }\n            - { id: b, xpath: '//x:a', exists: true }\n            - { id: c, fhirpath: 'Patient.', exists: true }\n            - { id: d, of: text, matches: '(' }\n            - { id: e, of: duration, at-most: soon }\n            - { id: a, of: text, exists: true }\n",
        "      - expect:\n          actor: sender\n          checks:\n            - { id: f, of: text }\n            - { id: g, of: text, equal: a }\n",
        "      - pause: forever\n        close: { actor: sender }\n",
    ];
    let all: Vec<String> = table.iter().map(|steps| faults(&with_steps(steps))).collect();
    insta::assert_snapshot!(all.join("\n\n"));
}

#[test]
fn includes() {
    let of = |files: &[(&'static str, &str)]| {
        let files = files.iter().map(|(name, text)| (*name, (*text).to_owned()));
        load(Path::new("a/one.yaml"), &Memory(files.collect::<BTreeMap<_, _>>())).unwrap_err().to_string()
    };
    let head = "dcr: 1\ntitle: A test\n";
    let all = [
        of(&[]),
        of(&[("a/one.yaml", &format!("{head}include: ../b/two.yaml\n"))]),
        of(&[
            ("a/one.yaml", &format!("{head}include: [two.yaml]\n")),
            ("a/two.yaml", &format!("{head}include: ./one.yaml\n")),
        ]),
    ];
    insta::assert_snapshot!(all.join("\n\n"));
}

#[test]
fn values_are_given_openly_or_kept_secret() {
    let text = "dcr: 1\ntitle: A test\nvariables:\n  receiver: { about: where it is }\n  token: { secret: true }\n";
    let script = script(text).unwrap();
    let none = Values::of(&script, &[], &Environment::default()).unwrap_err();
    let open = [("receiver".to_owned(), "a".to_owned()), ("token".to_owned(), "hunter2".to_owned())];
    let openly = Values::of(&script, &open, &Environment::default()).unwrap_err();
    assert!(!openly.to_string().contains("hunter2"));
    let wrong = Environment::read("place.yaml", "values: { a: [1] }\nendpoint: {}\n").unwrap_err();
    insta::assert_snapshot!(format!("{none}\n\n{openly}\n\n{wrong}"));
    let environment =
        Environment::read("place.yaml", "values: { receiver: b }\nsecrets: { token: hunter2 }\n").unwrap();
    let values = Values::of(&script, &[], &environment).unwrap();
    assert_eq!((values.get("receiver"), values.get("token")), (Some("b"), Some("hunter2")));
    assert_eq!(values.redactor.text("Bearer hunter2"), "Bearer [secret]");
    assert!(!format!("{environment:?} {values:?}").contains("hunter2"));
}

#[test]
fn hostile_scripts_end_in_bounds() {
    let deep = format!("dcr: 1\ntitle: {}{}\n", "[".repeat(60), "]".repeat(60));
    assert!(faults(&deep).contains("nested too deep"), "{}", faults(&deep));
    let deeper = format!("dcr: 1\ntitle: {}\n", "[".repeat(10_000));
    assert!(faults(&deeper).contains("not YAML"), "{}", faults(&deeper));
    let long = format!("dcr: 1\ntitle: {}\n", "x".repeat(9 << 20));
    assert!(faults(&long).contains("too long"));
    for seed in ["\0", "\u{feff}", "? a", "%TAG", "{", "a: b: c", "\t- x", "${", "dcr: 1\ntitle: ok\nscenarios: ~"] {
        let _ended = script(seed);
    }
}

#[test]
fn the_schema_is_of_the_same_keys() {
    let schema = dcr::conformance::script::schema();
    insta::assert_json_snapshot!(schema);
}
