//! `JUnit` XML: a suite for each run, a case for each check.

use std::fmt::Write as _;

use super::escape::escaped;
use crate::conformance::check::Grade;
use crate::conformance::run::{CheckStatus, Fault, Run, ScenarioRun};

/// Runs as `JUnit` XML. Only what SHALL be fails a case; the rest is said in its output.
pub fn junit(runs: &[Run]) -> String {
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n".to_owned();
    for run in runs {
        suite(&mut out, run);
    }
    out.push_str("</testsuites>\n");
    out
}

fn suite(out: &mut String, run: &Run) {
    let (mut cases, mut tests, mut failures, mut errors, mut skipped) = (String::new(), 0, 0, 0, 0);
    for scenario in &run.scenarios {
        for step in &scenario.steps {
            let answer = step.answer_us.unwrap_or(step.took_us);
            if let Some(fault) = &step.fault {
                (tests, errors) = (tests + 1, errors + 1);
                let body = told("error", fault);
                case(&mut cases, run, scenario, &step.name, step.took_us, &body);
            }
            for check in &step.checks {
                tests += 1;
                let body = match (check.status, &check.fault) {
                    (CheckStatus::Failed, Some(fault)) if check.grade == Grade::Shall => {
                        failures += 1;
                        told("failure", fault)
                    }
                    (CheckStatus::Failed, Some(fault)) => {
                        format!("<system-out>{}</system-out>", escaped(&fault.text))
                    }
                    (CheckStatus::NotCheckable, Some(fault)) => {
                        skipped += 1;
                        format!("<skipped message=\"{}\"/>", escaped(&format!("not checkable: {}", fault.what)))
                    }
                    (CheckStatus::Skipped, _) => {
                        skipped += 1;
                        "<skipped message=\"nothing came\"/>".to_owned()
                    }
                    _ => String::new(),
                };
                case(&mut cases, run, scenario, &check.id, answer, &body);
            }
        }
    }
    // Writing to a text cannot fail.
    let _written = writeln!(
        out,
        "  <testsuite name=\"{}\" timestamp=\"{}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" \
         skipped=\"{skipped}\" time=\"{}\">\n{cases}  </testsuite>",
        escaped(&run.title),
        escaped(&run.began),
        seconds(run.took_us)
    );
}

fn case(out: &mut String, run: &Run, scenario: &ScenarioRun, name: &str, micros: u64, body: &str) {
    let class = escaped(&format!("{}.{}", run.system, scenario.name()));
    let (name, time) = (escaped(name), seconds(micros));
    // Writing to a text cannot fail.
    let _written = if body.is_empty() {
        writeln!(out, "    <testcase classname=\"{class}\" name=\"{name}\" time=\"{time}\"/>")
    } else {
        writeln!(out, "    <testcase classname=\"{class}\" name=\"{name}\" time=\"{time}\">{body}</testcase>")
    };
}

fn told(element: &str, fault: &Fault) -> String {
    format!("<{element} message=\"{}\">{}</{element}>", escaped(&fault.what), escaped(&fault.text))
}

fn seconds(micros: u64) -> String {
    format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000)
}
