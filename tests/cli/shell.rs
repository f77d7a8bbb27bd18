//! The tour, help, exit codes, and mistakes in the command line.

use crate::sandbox::Sandbox;

#[test]
fn tour() {
    insta::assert_snapshot!(Sandbox::new().run("").transcript());
}

#[test]
fn help() {
    let mut sandbox = Sandbox::new();
    sandbox.run("-h").run("help").run("config").run("help config show").run("help exit-codes").run("help environment");
    insta::assert_snapshot!(sandbox.run("--version").transcript());
}

#[test]
fn mistakes_are_explained_and_no_person_is_quoted() {
    let mut sandbox = Sandbox::new();
    for line in [
        "docotr",
        "config shw",
        "doctor --orgin",
        "config show --orign",
        "-o xml doctor",
        "-o",
        "doctor -q -v",
        "completions",
        "completions tcsh",
        "doctor SMITH",
        "SMITH",
        "doctor -9990000018",
        "help confg",
        "man SMITH",
        "help config show more",
    ] {
        sandbox.run(line);
    }
    let transcript = sandbox.transcript();
    let said = transcript.lines().filter(|line| !line.starts_with('$')).collect::<String>();
    assert!(!said.contains("SMITH") && !said.contains("9990000018"));
    insta::assert_snapshot!(transcript);
}

#[test]
fn doctor() {
    let mut sandbox = Sandbox::new();
    sandbox.run("doctor").run("doctor -o csv");
    let demo = Sandbox::with_demo();
    assert_eq!(demo.command(&["doctor", "--store", "demo"]).output().unwrap().status.code(), Some(0));
    insta::with_settings!({filters => vec![
        (r"dcr [0-9.]+ on \w+ \w+, (debug build, slower|release build), user \d+", "dcr VERSION on PLATFORM, BUILD, user UID"),
        (r"\d+\.\d\.?\d* free", "SIZE free"),
        (r"\d+\.\d (GB|MB) free", "SIZE free"),
        (r"good( +)3\.\d+\.\d+,", "good${1}3.x.y,"),
        (r"good,.3\.\d+\.\d+,", "good,\"3.x.y,"),
    ]}, { insta::assert_snapshot!(sandbox.transcript()) });
}

#[test]
fn doctor_fails_on_a_store_that_others_can_read() {
    use std::os::unix::fs::PermissionsExt;
    let mut sandbox = Sandbox::new();
    sandbox.write("stores/open.db", "not a store");
    std::fs::set_permissions(sandbox.path("stores/open.db"), std::fs::Permissions::from_mode(0o644)).unwrap();
    let url = format!("sqlite:{}", sandbox.path("stores/open.db").display());
    let output = sandbox.command(&["doctor", "-o", "json", "--store", &url]).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let checks = report["doctor"]["checks"].as_array().unwrap();
    let file = checks.iter().find(|check| check["name"] == "store file").unwrap();
    assert_eq!((file["verdict"].as_str(), report["format_version"].as_str()), (Some("failed"), Some("1")));
    assert!(file["hint"].as_str().unwrap().starts_with("chmod 600 "));
}
