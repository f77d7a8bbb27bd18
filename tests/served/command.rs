//! `dcr store serve` and `dcr user token`, as commands.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;

use super::client::Call;

struct Home(TempDir);

impl Home {
    /// A home with a store of its own.
    fn new() -> Self {
        let home = Self(TempDir::new().unwrap());
        let made = home.run(&["store", "init", "--organisation", "RBD", "--name", "a.patel"]);
        assert!(made.status.success(), "{made:?}");
        home
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dcr"));
        command.args(arguments).env_clear().env("HOME", self.0.path()).env("LC_ALL", "C.UTF-8").stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    fn said(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let out = String::from_utf8(output.stdout).unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        let home = self.0.path().display().to_string();
        format!("{out}{err}exit {}\n", output.status.code().unwrap()).replace(&home, "~")
    }
}

/// A server that is ended with the test.
struct Serving(Child);

impl Drop for Serving {
    fn drop(&mut self) {
        let _ended = self.0.kill();
        let _waited = self.0.wait();
    }
}

#[test]
fn it_serves_what_a_token_opens_until_it_is_told_to_stop() {
    let home = Home::new();
    let token = String::from_utf8(home.run(&["user", "token", "make", "--for", "test"]).stdout).unwrap();
    let token = token.trim();
    assert!(token.starts_with("dcr_") && token.len() == 47, "{}", token.len());
    let mut command = home.command(&["store", "serve", "--listen", "127.0.0.1:0"]);
    let mut serving = Serving(command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap());
    let mut address = String::new();
    BufReader::new(serving.0.stdout.take().unwrap()).read_line(&mut address).unwrap();
    let address = address.trim().strip_prefix("http://").unwrap().strip_suffix("/fhir").unwrap().parse().unwrap();
    let answer = Call::get("/fhir/$whoami").token(token).send(address);
    assert_eq!(answer.status, 200);
    assert_eq!(answer.json()["entry"][0]["resource"]["identifier"][0]["value"], "a.patel");
    let list = home.said(&["user", "token", "list", "-o", "csv"]);
    let id = list.lines().nth(1).unwrap().split(',').next().unwrap().to_owned();
    assert!(!list.contains(token), "a token is shown once");
    assert!(home.run(&["user", "token", "revoke", &id]).status.success());
    assert_eq!(Call::get("/fhir/$whoami").token(token).send(address).status, 401);
    let pid = rustix::process::Pid::from_child(&serving.0);
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
    assert_eq!(serving.0.wait().unwrap().code(), Some(0));
    let file = std::fs::read(home.0.path().join(".local/share/dcr/record.db")).unwrap();
    assert!(!file.windows(token.len()).any(|window| window == token.as_bytes()), "only the hash is kept");
}

#[test]
fn what_would_let_others_in_is_refused_with_what_to_say() {
    let home = Home::new();
    let mut told = String::new();
    for arguments in [
        &["store", "serve", "--listen", "0.0.0.0:0"][..],
        &["store", "serve", "--listen", "0.0.0.0:0", "--allow-remote"],
        &["store", "serve", "--certificate", "none.pem"],
        &["store", "serve", "--certificate", "none.pem", "--key", "none.key"],
        &["store", "serve", "--listen", "localhost"],
        &["user", "token", "make", "nobody.here", "--for", "x"],
        &["user", "token", "make", "--for", "x", "--days", "0"],
        &["user", "token", "revoke", "token-00"],
        &["user", "token", "revoke", "dcr_secret"],
    ] {
        writeln!(told, "$ dcr {}\n{}", arguments.join(" "), home.said(arguments)).unwrap();
    }
    insta::assert_snapshot!(told);
}
