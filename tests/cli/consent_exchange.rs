//! Choices out as FHIR Consent, and in again.

use dcr::access::{JobRole, RoleProfile, User};
use dcr::audit::Agent;
use dcr::consent::ChoiceStatement;
use dcr::interchange::fhir::consent::read;
use dcr::record::NhsNumber;
use dcr::store::fhir::consent::{Outcome, decide_all};
use dcr::store::sqlite::{Changed, ChoiceChange, Recorder, SqliteStore};
use dcr::store::{Context, Store};

use crate::sandbox::{FILTERS, Sandbox};

fn demo() -> Sandbox {
    let mut sandbox = Sandbox::with_demo();
    sandbox.set("DCR_STORE", "demo");
    sandbox
}

fn filters() -> Vec<(&'static str, &'static str)> {
    let mut filters = FILTERS.to_vec();
    filters.push((r"[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", "UUID"));
    filters.push((r#""(timestamp|recorded)": "[^"]+""#, r#""$1": "NOW""#));
    filters
}

#[test]
fn choices_go_out_with_their_provenance_and_come_in_by_name() {
    let mut sandbox = demo();
    sandbox.run("consent export 9990000034").run("consent export 9990000034 --as records.moss");
    sandbox.run("consent export --all --to all.ndjson --format ndjson --as privacy.ford");
    // The same again changes nothing.
    let again =
        sandbox.command(&["consent", "import", "all.ndjson", "--as", "records.moss", "-o", "ndjson"]).output().unwrap();
    let statuses = String::from_utf8(again.stdout).unwrap();
    assert!(statuses.lines().count() > 40 && statuses.lines().all(|line| line.contains("\"unchanged\"")), "{statuses}");
    assert_eq!(again.status.code(), Some(0));
    let practice = |status: &str, kind: &str, number: &str, more: &str| {
        format!(
            r#"{{"resourceType":"Consent","id":"{kind}-{status}","status":"{status}","scope":{{"coding":[{{"system":"http://terminology.hl7.org/CodeSystem/consentscope","code":"patient-privacy"}}]}},"category":[{{"coding":[{{"system":"http://loinc.org","code":"59284-0"}}]}}],"patient":{{"identifier":{{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"{number}"}}}},"dateTime":"2018-06-20","performer":[{{"identifier":{{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"{number}"}}}}],"organization":[{{"reference":"Organization/1"}}],"sourceReference":{{"reference":"DocumentReference/1"}},"policy":[{{"uri":"https://example.org/policy"}}],"provision":{{"type":"{kind}"{more}}}}}"#
        )
    };
    let lines = [
        practice("active", "deny", "9990000018", ""),
        practice("active", "permit", "9990000026", ""),
        practice("active", "deny", "9990009996", ""),
        practice("inactive", "permit", "9990000018", ""),
        practice("active", "permit", "9990000042", r#","dataPeriod":{"start":"2018"}"#),
        practice("active", "permit", "9434765919", ""),
    ];
    sandbox.write("work/practice.ndjson", &(lines.join("\n") + "\n"));
    sandbox.run("consent import practice.ndjson --as records.moss --dry-run --exit-code");
    sandbox.run("consent import practice.ndjson --as records.moss");
    // What restricts holds at once.
    sandbox.run("record show 9990000018 --permission given");
    sandbox.run("consent import practice.ndjson --as privacy.ford");
    sandbox.write("work/bad.json", "{\"resourceType\":\"Consent\",\n \"status\":\"active\", \"status\":\"draft\"}");
    sandbox.run("consent import bad.json --as records.moss");
    let transcript = sandbox.transcript();
    let shown = transcript
        .split("$ cat > ~/work/practice.ndjson")
        .map(|part| part.split_once("\n\n$").map_or(part, |(_, rest)| rest));
    let shown: Vec<&str> = shown.collect();
    insta::with_settings!({filters => filters()}, { insta::assert_snapshot!(format!("{}\n\n$ (imports)\n\n${}", transcript.split("$ cat >").next().unwrap().trim_end(), shown.last().unwrap())) });
}

fn standing(store: &mut SqliteStore, agent: &Agent) -> Vec<(NhsNumber, ChoiceStatement)> {
    let exported = store.export_choices(None, false, agent).unwrap();
    exported.into_iter().map(|choice| (choice.nhs_number, choice.kept.statement.choice)).collect()
}

/// Everything that stands in the demo store, through a file, into an empty store.
#[test]
fn an_empty_store_comes_to_the_same_choices() {
    let sandbox = demo();
    let exported =
        sandbox.command(&["consent", "export", "--all", "--history", "--as", "records.moss"]).output().unwrap();
    let agent =
        |user: &str| Agent { user: user.to_owned(), full_name: user.to_owned(), role: None, organisation: None };
    let role = RoleProfile { role: JobRole("R1984".to_owned()), organisation: "RBD".to_owned() };
    let user = User { name: "t".to_owned(), full_name: "T".to_owned(), roles: vec![role], ..User::default() };
    let mut empty = SqliteStore::in_memory(Context::default(), &user, true).unwrap();
    for imported in decide_all(read(&exported.stdout).unwrap().0, true, empty.now()) {
        let (number, statement) = match imported.outcome {
            Outcome::Choice(number, statement, _) => (number, statement),
            Outcome::NotInForce(_) => continue,
            Outcome::Refused(problems) => panic!("{problems:?}"),
        };
        let change = ChoiceChange::stating(number, *statement, "import");
        if let Changed::NeedsApproval(_, id) =
            empty.change_choice(&change, Recorder::Administrator, &agent("t")).unwrap()
        {
            empty.decide_request(&id, true, &agent("second")).unwrap();
            empty.apply_request(&id, &agent("t")).unwrap();
        }
    }
    let mut full = SqliteStore::open(&sandbox.path(".local/share/dcr/demo.db"), Context::default()).unwrap();
    let expected = standing(&mut full, &agent("t"));
    assert!(expected.len() > 40);
    assert_eq!(standing(&mut empty, &agent("t")), expected);
}
