//! `dcr demo`: what a user gets first.

use crate::sandbox::{FILTERS, Sandbox};

#[test]
fn it_is_built_once_and_summed_up() {
    let mut sandbox = Sandbox::new();
    sandbox.run("demo").run("demo --quiet -o csv").run("demo --users");
    insta::with_settings!({filters => FILTERS}, { insta::assert_snapshot!(sandbox.transcript()) });
}

#[test]
fn the_counts_add_up_and_a_fresh_one_is_the_same() {
    let sandbox = Sandbox::new();
    let summary = |arguments: &[&str]| -> serde_json::Value {
        let output = sandbox.command(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let first = summary(&["demo", "-o", "json"]);
    let count = |name: &str| first["demo"]["messages"][name].as_u64().unwrap();
    assert_eq!(count("received"), count("applied") + count("duplicate") + count("conflict") + count("dead"));
    assert!(first["demo"]["store"]["people"].as_u64().unwrap() >= 200);
    let fresh = summary(&["demo", "--fresh", "-o", "json"]);
    assert_eq!(first["demo"]["messages"], fresh["demo"]["messages"]);
    assert_eq!(first["demo"]["entries"], fresh["demo"]["entries"]);
}

#[test]
fn the_store_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::new();
    assert!(sandbox.command(&["demo"]).output().unwrap().status.success());
    let mode = |name: &str| std::fs::metadata(sandbox.path(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(".local/share/dcr"), mode(".local/share/dcr/demo.db")), (0o700, 0o600));
}
