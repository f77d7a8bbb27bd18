//! Closed pipes, colour, and what goes to which stream.

use std::process::Stdio;

use crate::sandbox::Sandbox;

#[test]
fn a_closed_pipe_is_silence_and_no_failure() {
    for arguments in [
        &["completions", "bash"][..],
        &["help", "exit-codes"],
        &["doctor", "-o", "json"],
        &["--help"],
        &["record", "show", "9990000018", "--store", "demo"],
    ] {
        let sandbox = Sandbox::with_demo();
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = sandbox.command(arguments).stdout(writer).stderr(Stdio::piped()).output().unwrap();
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{arguments:?}");
    }
}

#[test]
fn colour_is_for_terminals_unless_asked_for() {
    let coloured =
        |sandbox: &Sandbox, arguments: &[&str]| sandbox.command(arguments).output().unwrap().stdout.contains(&0x1b);
    let mut sandbox = Sandbox::new();
    assert!(!coloured(&sandbox, &["doctor"]), "a pipe");
    assert!(coloured(&sandbox, &["doctor", "--color", "always"]));
    assert!(!coloured(&sandbox, &["doctor", "--color", "always", "-o", "json"]), "data is never coloured");
    sandbox.set("NO_COLOR", "1");
    assert!(!coloured(&sandbox, &["doctor"]));
    assert!(coloured(&sandbox, &["doctor", "--color", "always"]), "a flag wins");
}

#[test]
fn quiet_drops_status_and_keeps_data() {
    let sandbox = Sandbox::new();
    let made = sandbox.path("made").display().to_string();
    let said = sandbox.command(&["generate", &made]).output().unwrap();
    assert!(said.stdout.is_empty() && String::from_utf8(said.stderr).unwrap().starts_with("Wrote "));
    let quiet = sandbox.command(&["-q", "generate", &made]).output().unwrap();
    assert!(quiet.stdout.is_empty() && quiet.stderr.is_empty());
}
