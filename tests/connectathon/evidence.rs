//! Evidence of a fixed run in every form.

use dcr::conformance::check::Grade;
use dcr::conformance::evidence::{Manifest, html, junit, read_json_lines, tap, write_json_lines};
use dcr::conformance::run::{
    CheckRun, CheckStatus, Direction, Exchange, FORMAT, Fault, Run, ScenarioRun, StepRun, Verdict,
};

fn fault(what: &str) -> Fault {
    Fault {
        what: what.to_owned(),
        file: "script.yaml".to_owned(),
        line: 7,
        column: 3,
        expected: "`AA`".to_owned(),
        found: "`<AE>`\u{1b}".to_owned(),
        remedy: String::new(),
        text: format!("{what}\n --> script.yaml:7:3\n  = found: `<AE>`\u{1b}"),
    }
}

fn check(id: &str, grade: Grade, status: CheckStatus) -> CheckRun {
    let fault =
        matches!(status, CheckStatus::Failed | CheckStatus::NotCheckable).then(|| fault(&format!("{id} is wrong")));
    CheckRun { id: id.to_owned(), grade, requirement: Some("REQ-1".to_owned()), mutation: None, status, fault }
}

fn exchange(at_us: u64, direction: Direction, bytes: &str, defects: &[&str]) -> Exchange {
    Exchange {
        at_us,
        turn: 0,
        actor: "pas".to_owned(),
        direction,
        transport: "mllp".to_owned(),
        connection: 1,
        label: "ADT^A28".to_owned(),
        size: 4,
        sha256: "00".repeat(32),
        defects: defects.iter().map(|it| (*it).to_owned()).collect(),
        redacted: false,
        bytes: bytes.to_owned(),
    }
}

pub(crate) fn run(system: &str) -> Run {
    use CheckStatus::{Failed, NotCheckable, Passed, Skipped};
    let checks = vec![
        check("right", Grade::Shall, Passed),
        check("wrong", Grade::Shall, Failed),
        check("odd", Grade::Should, Failed),
        check("unknown", Grade::Shall, NotCheckable),
        check("missed", Grade::May, Skipped),
    ];
    let steps = vec![
        StepRun { name: "1: pas sends".to_owned(), took_us: 10, answer_us: None, fault: None, checks: vec![] },
        StepRun { name: "2: it comes".to_owned(), took_us: 1_500, answer_us: Some(1_400), fault: None, checks },
        StepRun {
            name: "3: stuck".to_owned(),
            took_us: 1,
            answer_us: None,
            fault: Some(fault("stuck")),
            checks: vec![],
        },
    ];
    let scenario = ScenarioRun {
        id: "one".to_owned(),
        title: "One & only".to_owned(),
        tags: vec!["adt".to_owned()],
        row: 0,
        repetition: 1,
        began_us: 5,
        took_us: 2_000_000,
        verdict: Verdict::of(&steps),
        steps,
        notes: vec!["1 more came to `pas` than was expected".to_owned()],
    };
    Run {
        format_version: FORMAT,
        script: "script.yaml".to_owned(),
        title: "A test".to_owned(),
        system: system.to_owned(),
        dcr: "0.0.0".to_owned(),
        began: "2026-11-25T22:00:00+00:00".to_owned(),
        took_us: 2_500_000,
        scenarios: vec![scenario],
        exchanges: vec![
            exchange(100, Direction::Sent, "TVNIfA0=", &[]),
            exchange(1_500, Direction::Received, "TVNIfDxiPg==", &["noise"]),
        ],
    }
}

#[test]
fn json_lines_are_read_back() {
    let run = run("a system");
    let text = write_json_lines(&run).unwrap();
    assert_eq!(read_json_lines(&text).unwrap(), run);
    insta::assert_snapshot!(text);
    let mut lines: Vec<&str> = text.lines().collect();
    lines[1] = "{\"kind\":\"scenario\",\"id\":\"Purbeck\"}";
    let broken = read_json_lines(&lines.join("\n")).unwrap_err().to_string();
    assert_eq!(broken, "line 2 of the record is not a scenario");
    let newer = text.replacen("\"format_version\":1", "\"format_version\":9", 1);
    assert_eq!(
        read_json_lines(&newer).unwrap_err().to_string(),
        "the record is of format 9, and this version of dcr reads format 1"
    );
    assert!(read_json_lines("").is_err());
}

#[test]
fn junit_is_well_formed_and_counts() {
    let text = junit(&[run("a system")]);
    let document = roxmltree::Document::parse(&text).unwrap();
    let suite = document.descendants().find(|node| node.has_tag_name("testsuite")).unwrap();
    let count = |name: &str| suite.attribute(name).unwrap().parse::<usize>().unwrap();
    let of = |name: &str| suite.descendants().filter(|node| node.has_tag_name(name)).count();
    assert_eq!(
        (count("tests"), count("failures"), count("errors"), count("skipped")),
        (of("testcase"), of("failure"), of("error"), of("skipped"))
    );
    insta::assert_snapshot!(text);
}

#[test]
fn tap_counts_its_points() {
    insta::assert_snapshot!(tap(&[run("a system")]));
}

#[test]
fn html_needs_no_script_and_shows_what_could_act() {
    let page = html(&[run("a system"), run("<another>")]);
    assert!(!page.contains("<script") && !page.contains("<another>") && !page.contains('\u{1b}'));
    insta::assert_snapshot!(page);
}

#[test]
fn a_manifest_has_the_hash_of_each_file() {
    let manifest = Manifest::of("2026-11-25T22:00:00+00:00", &[("a", b"abc")]);
    assert_eq!(manifest.files[0].1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
