//! The demo, served by the program itself and asked through the program: the same people, the same records.

use std::fs::OpenOptions;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

fn command(home: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dcr"));
    command.args(arguments).env_clear().env("HOME", home).env("LC_ALL", "C.UTF-8").current_dir(home);
    command
}

fn run(home: &Path, arguments: &[&str]) -> Output {
    command(home, arguments).output().unwrap()
}

fn json_of(output: &Output) -> Value {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A server that ends with the test.
struct Served(Child);

impl Drop for Served {
    fn drop(&mut self) {
        let _ended = self.0.kill();
        let _waited = self.0.wait();
    }
}

/// Every entry of a record, as it is called and what it says.
fn entries(record: &Value) -> Vec<String> {
    let sections = record["sections"].as_array().unwrap().iter();
    let entries = sections.flat_map(|section| section["entries"].as_array().unwrap().iter());
    let mut words: Vec<String> =
        entries.map(|entry| format!("{} | {} | {}", entry["section"], entry["label"], entry["value"])).collect();
    words.sort();
    words
}

#[test]
fn what_is_served_is_what_is_kept() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    assert!(run(home, &["demo"]).status.success());
    let made =
        run(home, &["--store", "demo", "--as", "support.frost", "user", "token", "make", "dr.hardy", "--for", "test"]);
    let token = String::from_utf8(made.stdout).unwrap();
    let file = home.join("token");
    let mut kept = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&file).unwrap();
    kept.write_all(token.as_bytes()).unwrap();
    let serve = ["--store", "demo", "--as", "support.frost", "store", "serve", "--listen", "127.0.0.1:0"];
    let mut served = Served(command(home, &serve).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap());
    let mut base = String::new();
    BufReader::new(served.0.stdout.take().unwrap()).read_line(&mut base).unwrap();
    let here =
        |arguments: &[&str]| run(home, &[&["--store", "demo", "--as", "dr.hardy", "-o", "json"], arguments].concat());
    let there = |arguments: &[&str]| {
        let mut command = command(home, &[&["--store", base.trim(), "-o", "json"], arguments].concat());
        command.env("DCR_REMOTE_TOKEN_FILE", &file).output().unwrap()
    };
    let (own, served) = (json_of(&here(&["patient", "find", "a*"])), json_of(&there(&["patient", "find", "a*"])));
    assert_eq!(own["patients"], served["patients"]);
    let mut opened = 0;
    for person in own["patients"].as_array().unwrap() {
        let number = person["nhs_number"].as_str().unwrap();
        let look = ["record", "show", number, "--permission", "discussed"];
        let (own, served) = (here(&look), there(&look));
        assert_eq!(own.status.code(), served.status.code(), "{}", String::from_utf8_lossy(&served.stderr));
        if own.status.success() {
            opened += 1;
            assert_eq!(entries(&json_of(&own)), entries(&json_of(&served)), "{number}");
        }
    }
    assert!(opened > 2, "{opened} records were compared");
    // Nobody of that number, and somebody of whom this user may not know, are refused alike.
    assert_eq!(there(&["record", "show", "9990000034"]).status.code(), Some(1));
}
