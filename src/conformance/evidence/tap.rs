//! The Test Anything Protocol, version 14: a test point for each check.

use std::fmt::Write as _;

use crate::conformance::check::Grade;
use crate::conformance::run::{CheckRun, CheckStatus, Run};

/// Runs in TAP. What only SHOULD or MAY be, and what could not be asked, is marked `TODO` or `SKIP`, so
/// that it does not fail a build and is seen all the same.
pub fn tap(runs: &[Run]) -> String {
    let (mut points, mut number) = (String::new(), 0);
    for scenario in runs.iter().flat_map(|run| &run.scenarios) {
        for step in &scenario.steps {
            if let Some(fault) = &step.fault {
                number += 1;
                point(&mut points, "not ok", number, &format!("{} {}", scenario.name(), step.name), "", &fault.text);
            }
            for check in &step.checks {
                number += 1;
                let (ok, directive) = judged(check);
                let text = check.fault.as_ref().map(|fault| fault.text.as_str()).unwrap_or_default();
                point(&mut points, ok, number, &format!("{} {}", scenario.name(), check.id), directive, text);
            }
        }
    }
    format!("TAP version 14\n1..{number}\n{points}")
}

const fn judged(check: &CheckRun) -> (&'static str, &'static str) {
    match (check.status, check.grade) {
        (CheckStatus::Passed, _) => ("ok", ""),
        (CheckStatus::Failed, Grade::Shall) => ("not ok", ""),
        (CheckStatus::Failed, Grade::Should) => ("not ok", " # TODO SHOULD"),
        (CheckStatus::Failed, Grade::May) => ("not ok", " # TODO MAY"),
        (CheckStatus::NotCheckable, _) => ("not ok", " # TODO not checkable"),
        (CheckStatus::Skipped, _) => ("ok", " # SKIP nothing came"),
    }
}

fn point(out: &mut String, ok: &str, number: usize, name: &str, directive: &str, text: &str) {
    let plain = |text: &str| crate::output::sanitise(text).replace('#', "\\#");
    // Writing to a text cannot fail.
    let _written = writeln!(out, "{ok} {number} - {}{directive}", plain(name));
    if !text.is_empty() {
        let lines: Vec<String> = crate::output::sanitise(text).lines().map(|line| format!("    {line}")).collect();
        let _written = writeln!(out, "  ---\n  message: |\n{}\n  ...", lines.join("\n"));
    }
}
