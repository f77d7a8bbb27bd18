//! The administrator's week of the README, run as it is written: in an empty home, line by line, in
//! one shell.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::sandbox::Sandbox;

/// Stands between what one line and the next wrote.
const MARK: &str = "@@ line ended with ";

/// What one line of the README came to.
struct Step {
    line: String,
    exit: i32,
    output: String,
}

impl Step {
    /// The documents that it wrote.
    fn documents(&self) -> Vec<Value> {
        let documents = serde_json::Deserializer::from_str(&self.output).into_iter();
        documents.map(|document| document.unwrap_or_else(|error| panic!("{}: {error}\n{}", self.line, self.output))).collect()
    }

    fn document(&self) -> Value {
        let mut documents = self.documents();
        assert_eq!(documents.len(), 1, "{} writes one document", self.line);
        documents.remove(0)
    }
}

/// The lines after `$ ` in the console blocks under a heading.
fn commands(readme: &str, heading: &str) -> Vec<String> {
    let start = readme.find(&format!("\n## {heading}\n")).expect("the README has the heading") + 4;
    let section = readme[start..].split("\n## ").next().unwrap();
    let mut inside = false;
    let mut found = Vec::new();
    for line in section.lines() {
        match line {
            "```console" => inside = true,
            "```" => inside = false,
            _ if inside => found.extend(line.strip_prefix("$ ").map(ToOwned::to_owned)),
            _ => {}
        }
    }
    found
}

/// Runs the lines in one shell that finds `dcr`, the committed `testdata` in its folder.
fn run(sandbox: &Sandbox, lines: Vec<String>) -> Vec<Step> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = sandbox.path("work");
    std::os::unix::fs::symlink(root.join("testdata"), folder.join("testdata")).unwrap();
    let mut script = String::new();
    for line in &lines {
        writeln!(script, "{line}\necho \"{MARK}$?\"").unwrap();
    }
    let binary = Path::new(env!("CARGO_BIN_EXE_dcr")).parent().unwrap();
    let path = format!("{}:/usr/local/bin:/usr/bin:/bin", binary.display());
    let output = Command::new("sh")
        .args(["-c", &script])
        .env_clear()
        .envs([("HOME", sandbox.path("").to_str().unwrap()), ("PATH", &path), ("LC_ALL", "C.UTF-8")])
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let mut rest = text.as_str();
    let mut steps = Vec::new();
    for line in lines {
        let (output, after) = rest.split_once(MARK).unwrap_or_else(|| {
            panic!("{line} did not end\n{}", String::from_utf8_lossy(&output.stderr))
        });
        let (exit, after) = after.split_once('\n').unwrap();
        steps.push(Step { line, exit: exit.parse().unwrap(), output: output.to_owned() });
        rest = after;
    }
    steps
}
