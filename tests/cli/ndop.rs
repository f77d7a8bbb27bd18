//! The national data opt-out and the Type 1 opt-out, on extracts and nowhere else.

use std::os::unix::fs::PermissionsExt;

use crate::sandbox::{FILTERS, Sandbox, files};

/// A practice's record of Peter, with the code that it may not be used beyond his care.
const TYPE_1: &str = r#"{"resourceType":"Bundle","type":"collection","entry":[
{"fullUrl":"urn:uuid:00000000-0000-4000-8000-000000000001","resource":{"resourceType":"Patient","id":"p","identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990000069","extension":[{"url":"https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus","valueCodeableConcept":{"coding":[{"system":"https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatus","code":"number-present-and-verified"}]}}]}],"name":[{"family":"Kerridge","given":["Peter"]}],"gender":"male","birthDate":"1956-06-06"}},
{"fullUrl":"urn:uuid:00000000-0000-4000-8000-000000000002","resource":{"resourceType":"Observation","id":"o","status":"final","code":{"coding":[{"system":"http://snomed.info/sct","code":"CODE"}]},"subject":{"reference":"urn:uuid:00000000-0000-4000-8000-000000000001"},"effectiveDateTime":"TIME"}}
]}"#;

const EXTRACT: &str = "ward,nhs_number,score
A,9990000018,1
A,9990000034,2
B,999 000 0069,3
B,9990000018,4
C,9990000019,5
C,9.99E+09,6
C,,7
D,9990000042,8
";

fn demo() -> Sandbox {
    let mut sandbox = Sandbox::with_demo();
    sandbox.set("DCR_STORE", "demo");
    sandbox.write("work/extract.csv", EXTRACT);
    sandbox
}

/// A second person approves everything that waits.
fn approve(sandbox: &Sandbox) {
    let waiting = sandbox.command(&["consent", "approve", "--as", "caldicott.reed", "-o", "ndjson"]).output().unwrap();
    for line in String::from_utf8(waiting.stdout).unwrap().lines() {
        let request: serde_json::Value = serde_json::from_str(line).unwrap();
        let id = request["id"].as_str().or_else(|| request["request"].as_str()).unwrap();
        let approved = sandbox.command(&["consent", "approve", id, "--as", "caldicott.reed"]).output().unwrap();
        assert!(approved.status.success(), "{}", String::from_utf8_lossy(&approved.stderr));
    }
}

fn read(sandbox: &Sandbox, name: &str) -> String {
    std::fs::read_to_string(sandbox.path(name)).unwrap()
}

const RELEASE: &str = "--as support.frost --purpose audit-of-falls --recipient RDZ";

#[test]
fn a_list_goes_out_and_the_extract_follows_the_answer() {
    let mut sandbox = demo();
    sandbox
        .run("ndop request extract.csv --save sent.dat")
        .run("ndop request extract.csv --save sent.dat --as support.frost");
    assert_eq!(read(&sandbox, "work/sent.dat"), "9990000018,\n9990000034,\n9990000069,\n9990000042,\n");
    let mode = |name| std::fs::metadata(sandbox.path(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode("work/sent.dat"), 0o600);
    sandbox.run("ndop request extract.csv --save sent.dat --as support.frost");
    // Olive opted out nationally.
    sandbox.write("work/cleaned.dat", "9990000018,\n9990000069,\n9990000042,\n");
    let apply = format!("ndop apply extract.csv cleaned.dat --save out.csv --request sent.dat {RELEASE}");
    sandbox.run(&apply);
    assert!(!sandbox.path("work/out.csv").exists() && !sandbox.path("work/out.csv.writing").exists());
    approve(&sandbox);
    sandbox.run(&apply).run(&apply);
    assert_eq!(
        read(&sandbox, "work/out.csv"),
        "ward,nhs_number,score\nA,9990000018,1\nB,999 000 0069,3\nB,9990000018,4\nD,9990000042,8\n"
    );
    let mode = |name| std::fs::metadata(sandbox.path(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode("work/out.csv"), 0o600);
    // Each release needs an approval of its own.
    sandbox.run(&format!("{apply} --yes -o json"));
    approve(&sandbox);
    sandbox.run(&format!("{apply} --yes -o json --discard"));
    assert_eq!(files(&sandbox.path("work")), ["extract.csv", "out.csv", "sent.dat"]);
    insta::with_settings!({filters => filters()}, { insta::assert_snapshot!(sandbox.transcript()) });
}

fn filters() -> Vec<(&'static str, &'static str)> {
    let mut filters = FILTERS.to_vec();
    filters.push((r"by \d{4}-\d\d-\d\d at the latest", "by DATE at the latest"));
    filters
}

#[test]
fn lists_that_cannot_be_used_are_refused() {
    let mut sandbox = demo();
    sandbox.run("ndop request extract.csv --save sent.dat --as support.frost");
    let apply = |cleaned: &str, more: &str| format!("ndop apply extract.csv {cleaned} --save out.csv {RELEASE} {more}");
    sandbox.write("work/bad.dat", "The file contains one or more invalid NHS Numbers.");
    sandbox.run(&apply("bad.dat", "--request sent.dat"));
    sandbox.write("work/other.dat", "9990000018,\n9990000050,\n").run(&apply("other.dat", "--request sent.dat"));
    sandbox.write("work/cut.dat", "9990000018,\n99900000").run(&apply("cut.dat", "--request sent.dat"));
    sandbox.write("work/windows.dat", "9990000018,\r\n").run(&apply("windows.dat", "--request sent.dat"));
    // What somebody else sent is not known to this store.
    sandbox.write("work/theirs.dat", "9990000018,\n").run(&apply("theirs.dat", "--request theirs.dat"));
    sandbox.run(&apply("theirs.dat", "")).run(&apply("theirs.dat", "--requested 2099-01-01"));
    sandbox.run(&apply("theirs.dat", "--requested 2019-01-01 --valid-days 22"));
    sandbox.run(&apply("theirs.dat", "--requested 2019-01-01"));
    assert!(sandbox.path("work/theirs.dat").exists(), "it is deleted only by who said so");
    sandbox.run(&apply("theirs.dat", "--requested 2019-01-01 --yes"));
    assert!(!sandbox.path("work/theirs.dat").exists());
    sandbox.run("ndop request extract.csv --mailbox X26:ABC1 --as support.frost");
    sandbox
        .write("work/none.csv", "nhs_number\n9990000019\n")
        .run("ndop request none.csv --save none.dat --as support.frost");
    sandbox
        .write("work/head.csv", "number\n9990000018\n")
        .run("ndop request head.csv --save none.dat --as support.frost");
    assert!(!sandbox.path("work/none.dat").exists() && !sandbox.path("work/out.csv").exists());
    insta::with_settings!({filters => filters()}, { insta::assert_snapshot!(sandbox.transcript()) });
}

fn release(sandbox: &mut Sandbox, extra: &str) -> String {
    let apply = format!("ndop apply extract.csv cleaned.dat --save out.csv --request sent.dat --yes {RELEASE} {extra}");
    let arguments: Vec<&str> = apply.split_whitespace().collect();
    assert_eq!(sandbox.command(&arguments).status().unwrap().code(), Some(4), "it waits for a second user");
    approve(sandbox);
    assert_eq!(sandbox.command(&arguments).status().unwrap().code(), Some(3), "three rows have no number");
    read(sandbox, "work/out.csv")
}

/// Rule after rule: the dissent drops Peter from the extract although he did not opt out nationally,
/// its withdrawal brings him back, and neither is ever asked where somebody cares for him.
#[test]
fn a_type_1_opt_out_is_about_extracts_alone() {
    let mut sandbox = demo();
    let cares = |sandbox: &Sandbox| {
        let show = ["record", "show", "9990000069", "--permission", "given", "--section", "allergies"];
        let output = sandbox.command(&show).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        // Which view it is differs from run to run.
        (
            output.status.code(),
            text.lines().filter(|line| !line.contains("until")).map(str::to_owned).collect::<Vec<_>>(),
        )
    };
    let before = cares(&sandbox);
    assert_eq!(before.0, Some(0));
    let all = "9990000018,\n9990000034,\n9990000069,\n9990000042,\n";
    sandbox.run("ndop request extract.csv --save sent.dat --as support.frost").write("work/cleaned.dat", all);
    assert!(release(&mut sandbox, "").contains("0069"));
    let tell = |sandbox: &mut Sandbox, code: &str, time: &str| {
        sandbox.write("work/practice.json", &TYPE_1.replace("CODE", code).replace("TIME", time));
        let ingested = sandbox.command(&["feed", "ingest", "practice.json", "--as", "support.frost"]).output().unwrap();
        assert!(ingested.status.success(), "{}", String::from_utf8_lossy(&ingested.stderr));
    };
    tell(&mut sandbox, "827241000000103", "2018-06-01");
    let out = release(&mut sandbox, "");
    assert!(!out.contains("0069") && out.contains("0018"), "{out}");
    assert_eq!(cares(&sandbox), before, "it changes nothing for those who care for him");
    tell(&mut sandbox, "827261000000102", "2018-06-09");
    assert!(release(&mut sandbox, "").contains("0069"), "withdrawn");
}
