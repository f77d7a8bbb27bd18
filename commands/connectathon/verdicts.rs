//! What came of runs, as a list.

use dcr::conformance::evidence::{Totals, detection};
use dcr::conformance::run::{CheckStatus, Run, Verdict};
use dcr::output::{Cell, Column, OutputError, Tone};
use serde_json::{Value, json};

use crate::exit_code::ExitCode;
use crate::views::Listing;

/// A line for each scenario.
pub(super) fn listing(runs: &[Run]) -> Result<Listing, OutputError> {
    let columns = [
        Column::new("system", "System"),
        Column::new("scenario", "Scenario"),
        Column::new("title", "What was tried").flexible(),
        Column::new("verdict", "Verdict"),
        Column::new("passed", "Passed").right(),
        Column::new("checks", "Checks").right(),
    ];
    let mut listing = Listing::new("scenarios", &columns, "Nothing was tried.");
    for run in runs {
        for scenario in &run.scenarios {
            let passed = scenario.checks().filter(|check| check.status == CheckStatus::Passed).count();
            let all = scenario.checks().count();
            let checks: Vec<Value> = scenario
                .checks()
                .map(|check| {
                    json!({
                        "id": check.id, "grade": check.grade, "requirement": check.requirement, "mutation": check.mutation,
                        "status": check.status, "fault": check.fault,
                    })
                })
                .collect();
            let faults: Vec<_> = scenario.steps.iter().filter_map(|step| step.fault.as_ref()).collect();
            let value = json!({
                "system": run.system, "script": run.script, "scenario": scenario.id, "row": scenario.row,
                "repetition": scenario.repetition, "title": scenario.title, "verdict": scenario.verdict,
                "took_us": scenario.took_us, "checks": checks, "faults": faults, "notes": scenario.notes,
            });
            let verdict = Cell::toned(tone(scenario.verdict), scenario.verdict.name());
            let cells = vec![
                (&run.system).into(),
                scenario.name().into(),
                (&scenario.title).into(),
                verdict,
                passed.to_string().into(),
                all.to_string().into(),
            ];
            listing.push(cells, &value)?;
        }
    }
    let totals = Totals::of(runs);
    let mut parts = vec![format!("{} passed", totals.passed), format!("{} failed", totals.failed)];
    if totals.warned > 0 {
        parts.push(format!("{} with warnings", totals.warned));
    }
    if totals.not_checkable > 0 {
        parts.push(format!("{} not checkable", totals.not_checkable));
    }
    let (found, sent) = detection(runs);
    if let Some(share) = (found * 100).checked_div(sent) {
        parts.push(format!("{found} of {sent} negative tests found ({share} %)"));
    }
    listing.end(Tone::Muted, format!("{}.", parts.join(", ")));
    Ok(listing)
}

const fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Passed => Tone::Good,
        Verdict::Warned | Verdict::NotCheckable => Tone::Warning,
        Verdict::Failed => Tone::Error,
    }
}

/// 3 where something that SHALL be is not.
pub(super) fn exit_code(runs: &[Run]) -> ExitCode {
    let failed = runs.iter().any(|run| run.verdict() == Verdict::Failed);
    if failed { ExitCode::ChecksFailed } else { ExitCode::Done }
}
