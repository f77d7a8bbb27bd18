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
        let read: Result<_, _> = documents.collect();
        read.map_err(|error| format!("{}: {error}\n{}", self.line, self.output)).unwrap()
    }

    fn document(&self) -> Value {
        let mut documents = self.documents();
        assert_eq!(documents.len(), 1, "{} writes one document", self.line);
        documents.remove(0)
    }
}

/// The lines after `$ ` in the console blocks under a heading.
fn commands(readme: &str, heading: &str) -> Vec<String> {
    let start = readme.find(&format!("\n## {heading}\n")).unwrap() + 4;
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
        let (output, after) = rest
            .split_once(MARK)
            .ok_or_else(|| format!("{line} did not end\n{}", String::from_utf8_lossy(&output.stderr)))
            .unwrap();
        let (exit, after) = after.split_once('\n').unwrap();
        steps.push(Step { line, exit: exit.parse().unwrap(), output: output.to_owned() });
        rest = after;
    }
    steps
}

fn find<'a>(steps: &'a [Step], begins: &str) -> Vec<&'a Step> {
    let found: Vec<_> = steps.iter().filter(|step| step.line.starts_with(begins)).collect();
    assert!(!found.is_empty(), "the week has `{begins}`");
    found
}

#[test]
fn it_runs_as_the_readme_has_it() {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let steps = run(&Sandbox::new(), commands(&readme, "An administrator's week"));
    for step in steps.iter().filter(|step| step.line.starts_with("dcr ")) {
        for document in step.documents() {
            assert_eq!(document["format_version"], "1", "{}", step.line);
        }
    }
    monday(&steps);
    tuesday(&steps);
    wednesday(&steps);
    thursday(&steps);
    friday(&steps);
}

fn monday(steps: &[Step]) {
    let plan = find(steps, "dcr consent plan")[0];
    assert_eq!(plan.exit, 3, "some rows were not taken in");
    let rejected: Vec<_> = rows(&plan.document(), "rejected").iter().map(|row| row["code"].clone()).collect();
    assert_eq!(rejected, ["check-digit", "spreadsheet-number", "not-a-date"]);
    let applied = find(steps, "dcr consent apply monday.plan")[0];
    let totals = &applied.document()["totals"];
    assert_eq!(
        (applied.exit, &totals["applied"], &totals["held"], &totals["rejected"]),
        (3, &3.into(), &1.into(), &3.into())
    );
}

fn rows(document: &Value, status: &str) -> Vec<Value> {
    let rows = document["rows"].as_array().unwrap().iter();
    rows.filter(|row| row["status"] == status).cloned().collect()
}

fn tuesday(steps: &[Step]) {
    let looks = find(steps, "dcr record show");
    assert_eq!((looks[0].exit, looks[1].exit), (0, 1), "seen before, unknown after");
    assert!(looks[0].document()["person"].is_object() && looks[1].output.is_empty());
    let set = find(steps, "dcr consent set - no-2")[0];
    assert_eq!((set.exit, &set.document()["changes"][0]["status"]), (0, &"applied".into()));
}

fn wednesday(steps: &[Step]) {
    let history = find(steps, "dcr consent history")[0].document();
    let correct = find(steps, "dcr consent set 9991072950")[0];
    let number = history["statements"][0]["id"].to_string();
    assert!(correct.line.contains(&format!("--correct {number} ")), "the README names statement {number}");
    assert_eq!((correct.exit, &correct.document()["changes"][0]["status"]), (4, &"pending_approval".into()));
    let approved = find(steps, "dcr consent approve \"$request\"")[0];
    assert_eq!((approved.exit, &approved.document()["request"]["state"]), (0, &"approved".into()));
    let applied = find(steps, "dcr consent apply \"$request\"")[0];
    assert_eq!((applied.exit, &applied.document()["changes"][0]["status"]), (0, &"applied".into()));
    let stands = find(steps, "dcr consent show 9991072950")[0].document();
    assert!(stands["standing"].is_null(), "{stands}");
    assert_eq!(stands["numbers"][0]["statements"], 1, "it is marked, not erased");
}

fn thursday(steps: &[Step]) {
    let suspended = find(steps, "dcr user suspend")[0];
    assert_eq!((suspended.exit, &suspended.document()["changes"][0]["status"]), (0, &"applied".into()));
    let leavers = find(steps, "dcr user list --leavers")[0].document();
    assert_eq!((&leavers["users"][0]["name"], &leavers["users"][0]["suspended"]), (&"dr.osei".into(), &true.into()));
    let look = find(steps, "dcr patient find")[0];
    assert_eq!((look.exit, look.output.as_str()), (4, ""));
}

fn friday(steps: &[Step]) {
    let report = find(steps, "dcr audit report who-saw")[0];
    assert_eq!(report.exit, 0);
    assert!(report.output.contains("Tess Hardy"), "{}", report.output);
    let stands = find(steps, "dcr consent show -")[0].document();
    assert_eq!(stands["standing"]["choice"], "no-2", "{stands}");
}
