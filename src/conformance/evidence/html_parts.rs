//! The parts of the page: matrix, latency, requirements, scenarios.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::diagram::diagram;
use super::escape::{escaped, put};
use super::statistics::{self, Latency, time};
use crate::conformance::run::{Direction, Exchange, Run, ScenarioRun, StepRun};

/// The most bytes of one message that the page shows.
const MOST_SHOWN: usize = 4_000;
/// The most messages of one scenario whose bytes the page shows.
const MOST_MESSAGES: usize = 20;

/// Which system came to which end in which scenario; nothing where there is one system alone.
pub(super) fn matrix(runs: &[Run]) -> String {
    let mut systems: Vec<&str> = Vec::new();
    let mut scenarios: Vec<&str> = Vec::new();
    for run in runs {
        if !systems.contains(&run.system.as_str()) {
            systems.push(&run.system);
        }
        for scenario in &run.scenarios {
            if !scenarios.contains(&scenario.id.as_str()) {
                scenarios.push(&scenario.id);
            }
        }
    }
    if systems.len() < 2 {
        return String::new();
    }
    let mut table = "<h2>Systems and scenarios</h2>\n<table><tr><th>Scenario</th>".to_owned();
    for system in &systems {
        put(&mut table, format_args!("<th>{}</th>", escaped(system)));
    }
    table.push_str("</tr>\n");
    for id in scenarios {
        put(&mut table, format_args!("<tr><td>{}</td>", escaped(id)));
        for system in &systems {
            let of_system = runs.iter().filter(|run| run.system == *system).flat_map(|run| &run.scenarios);
            let worst = of_system.filter(|scenario| scenario.id == id).map(|scenario| scenario.verdict).max();
            let name = worst.map_or("not run", |verdict| verdict.name());
            put(&mut table, format_args!("<td class=\"{}\">{name}</td>", name.replace(' ', "-")));
        }
        table.push_str("</tr>\n");
    }
    table.push_str("</table>\n");
    table
}

/// How long answers took, with a curve: the share that had come by a time.
pub(super) fn latency(latency: &Latency) -> String {
    let Some(longest) = latency.sorted.last().copied() else { return String::new() };
    let of = |hundredths| latency.percentile(hundredths).map_or_else(String::new, time);
    let count = latency.sorted.len();
    let mut points = String::from("0,120");
    for step in 1..=100_u64 {
        let at = latency.percentile(usize::try_from(step).unwrap_or(100)).unwrap_or_default();
        put(&mut points, format_args!(" {},{}", at * 400 / longest.max(1), 120 - step * 120 / 100));
    }
    format!(
        "<h2>Answers</h2>\n<table><tr><th>Answers</th><th>Half within</th><th>95 % within</th><th>99 % within</th>\
         <th>Longest</th></tr><tr><td>{count}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr></table>\n\
         <svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-10 -10 440 150\" width=\"440\" role=\"img\" \
         aria-label=\"share of answers that had come by a time\" font-size=\"11\" font-family=\"sans-serif\">\
         <path d=\"M0 0V120H400\" fill=\"none\" stroke=\"#999\"/><polyline points=\"{points}\" fill=\"none\" \
         stroke=\"#005eb8\" stroke-width=\"2\"/><text x=\"400\" y=\"136\" text-anchor=\"end\">{}</text></svg>\n",
        of(50),
        of(95),
        of(99),
        time(longest),
        time(longest)
    )
}

/// How many negative tests were found, by the layer at which messages were spoilt.
pub(super) fn mutations(runs: &[Run]) -> String {
    let found = statistics::mutations(runs);
    if found.is_empty() {
        return String::new();
    }
    let mut table = "<h2>Negative tests</h2>\n<table><tr><th>Layer</th><th>Found</th><th>Sent</th></tr>\n".to_owned();
    for (layer, (passed, all)) in found {
        let class = if passed == all { "passed" } else { "failed" };
        put(
            &mut table,
            format_args!("<tr><td>{}</td><td class=\"{class}\">{passed}</td><td>{all}</td></tr>\n", escaped(&layer)),
        );
    }
    table.push_str("</table>\n");
    table
}

/// Which requirements were asked about, and how often they held.
pub(super) fn requirements(runs: &[Run]) -> String {
    let found = statistics::requirements(runs);
    if found.is_empty() {
        return String::new();
    }
    let mut table =
        "<h2>Requirements</h2>\n<table><tr><th>Requirement</th><th>Held</th><th>Asked</th></tr>\n".to_owned();
    for (requirement, (passed, all)) in found {
        let class = if passed == all { "passed" } else { "failed" };
        let requirement = escaped(&requirement);
        put(
            &mut table,
            format_args!("<tr><td>{requirement}</td><td class=\"{class}\">{passed}</td><td>{all}</td></tr>\n"),
        );
    }
    table.push_str("</table>\n");
    table
}

/// One turn of a scenario: its checks, its diagram, its messages.
pub(super) fn scenario(run: &Run, played: &ScenarioRun, exchanges: &[&Exchange]) -> String {
    let verdict = played.verdict.name();
    let mut part = format!(
        "<section><h2>{}: {}</h2>\n<p class=\"{}\">{verdict}, in {}</p>\n",
        escaped(&played.name()),
        escaped(&played.title),
        verdict.replace(' ', "-"),
        time(played.took_us)
    );
    part.push_str(&checks(&played.steps));
    for note in &played.notes {
        put(&mut part, format_args!("<p>{}</p>\n", escaped(note)));
    }
    part.push_str(&diagram(exchanges, &run.system));
    for exchange in exchanges.iter().take(MOST_MESSAGES) {
        part.push_str(&message(exchange));
    }
    if exchanges.len() > MOST_MESSAGES {
        put(&mut part, format_args!("<p>{} more are in the record.</p>\n", exchanges.len() - MOST_MESSAGES));
    }
    part.push_str("</section>\n");
    part
}

fn checks(steps: &[StepRun]) -> String {
    let mut table = "<table><tr><th>Check</th><th>Grade</th><th>Requirement</th><th>Outcome</th></tr>\n".to_owned();
    let mut faults = String::new();
    for step in steps {
        if let Some(fault) = &step.fault {
            put(
                &mut faults,
                format_args!("<p class=\"failed\">{}</p><pre>{}</pre>\n", escaped(&step.name), escaped(&fault.text)),
            );
        }
        for check in &step.checks {
            let status = check.status.name();
            put(
                &mut table,
                format_args!(
                    "<tr><td>{}</td><td>{}</td><td>{}</td><td class=\"{}\">{status}</td></tr>\n",
                    escaped(&check.id),
                    check.grade.name(),
                    escaped(check.requirement.as_deref().unwrap_or_default()),
                    status.replace(' ', "-")
                ),
            );
            if let Some(fault) = &check.fault {
                put(&mut faults, format_args!("<pre>{}</pre>\n", escaped(&fault.text)));
            }
        }
    }
    table.push_str("</table>\n");
    table + &faults
}

fn message(exchange: &Exchange) -> String {
    let bytes = STANDARD.decode(&exchange.bytes).unwrap_or_default();
    let shown =
        String::from_utf8_lossy(&bytes[..bytes.len().min(MOST_SHOWN)]).replace("\r\n", "\n").replace('\r', "\n");
    let word = match exchange.direction {
        Direction::Sent => "sent",
        Direction::Received => "received",
    };
    let more = if bytes.len() > MOST_SHOWN { " …" } else { "" };
    let redacted = if exchange.redacted { ", secrets taken out" } else { "" };
    format!(
        "<p>{} {word} {} ({} bytes, SHA-256 {}{redacted})</p><pre>{}{more}</pre>\n",
        escaped(&exchange.actor),
        escaped(&exchange.label),
        exchange.size,
        exchange.sha256,
        escaped(&shown)
    )
}
