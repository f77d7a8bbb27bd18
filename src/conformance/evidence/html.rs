//! One file of HTML for people: no script, nothing fetched, readable on paper.

use super::escape::{escaped, put};
use super::html_parts::{latency, matrix, mutations, requirements, scenario};
use super::statistics::{Latency, Totals, time};
use crate::conformance::run::Run;

const STYLE: &str = "body{font:15px/1.45 sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#222}\
table{border-collapse:collapse;margin:.6rem 0}th,td{border:1px solid #bbb;padding:.25rem .5rem;text-align:left;\
vertical-align:top}pre{background:#f4f4f4;padding:.5rem;overflow-x:auto;font-size:12px;white-space:pre-wrap;\
overflow-wrap:anywhere}.passed{color:#0a5d22}.failed{color:#b00020;font-weight:bold}.warned,.not-checkable{\
color:#7a4b00}.skipped{color:#555}section{border-top:2px solid #ccc;margin-top:1.5rem}svg{max-width:100%;height:auto}\
@media print{section{break-inside:avoid}body{margin:0;max-width:none}}";

/// Runs as one page. Several are merged: a matrix says which system came to which end in which scenario.
pub fn html(runs: &[Run]) -> String {
    let totals = Totals::of(runs);
    let title = match runs {
        [one] => format!("{} – {}", one.title, one.system),
        several => format!("{} runs", several.len()),
    };
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\"><title>{0}</title><style>{STYLE}</style>\
         </head><body>\n<h1>{0}</h1>\n",
        escaped(&title)
    );
    put(
        &mut page,
        format_args!(
            "<p>{} scenarios: <span class=\"passed\">{} passed</span>, <span class=\"failed\">{} failed</span>, \
         <span class=\"warned\">{} with warnings</span>, <span class=\"not-checkable\">{} not checkable</span>.</p>\n",
            totals.all(),
            totals.passed,
            totals.failed,
            totals.warned,
            totals.not_checkable
        ),
    );
    page.push_str(&table_of_runs(runs));
    page.push_str(&matrix(runs));
    page.push_str(&latency(&Latency::of(runs)));
    page.push_str(&mutations(runs));
    page.push_str(&requirements(runs));
    for run in runs {
        for (turn, played) in run.scenarios.iter().enumerate() {
            let exchanges: Vec<_> = run.exchanges.iter().filter(|exchange| exchange.turn == turn).collect();
            page.push_str(&scenario(run, played, &exchanges));
        }
    }
    page.push_str("</body></html>\n");
    page
}

fn table_of_runs(runs: &[Run]) -> String {
    let mut table =
        "<table><tr><th>System</th><th>Script</th><th>Began</th><th>Took</th><th>dcr</th><th>Verdict</th></tr>\n"
            .to_owned();
    for run in runs {
        let verdict = run.verdict().name();
        put(
            &mut table,
            format_args!(
                "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td class=\"{}\">{verdict}</td></tr>\n",
                escaped(&run.system),
                escaped(&run.script),
                escaped(&run.began),
                time(run.took_us),
                escaped(&run.dcr),
                verdict.replace(' ', "-")
            ),
        );
    }
    table.push_str("</table>\n");
    table
}
