//! What came of a list or of an extract, in every form.

use dcr::interchange::opt_out::{Form, Problem, Tally, Unusable};
use dcr::output::{Cell, Column, OutputError, Sheet, Table, Tone};
use serde::Serialize;
use serde_json::{Value, json};

use crate::terminal::Present;
use crate::words::count;

/// How many places are named; the rest is counted.
const NAMED: usize = 100;

/// What came of writing a list.
#[derive(Serialize)]
pub(super) struct Requested {
    /// What was read.
    pub(super) form: Form,
    /// How many numbers the list holds.
    pub(super) numbers: u64,
    /// How many came again and stand once.
    pub(super) repeated: u64,
    /// How many were left out.
    pub(super) not_sent: u64,
    /// The first of those.
    pub(super) problems: Vec<Problem>,
}

impl Requested {
    pub(super) fn leave_out(&mut self, line: u64, reason: Unusable) {
        self.not_sent += 1;
        if self.problems.len() < NAMED {
            self.problems.push(Problem { line, reason });
        }
    }
}

/// What came of filtering an extract.
#[derive(Serialize)]
pub(super) struct Applied {
    /// What was read.
    pub(super) form: Form,
    /// The counts.
    #[serde(flatten)]
    pub(super) tally: Tally,
}

fn counts(sheet: &mut Sheet, rows: &[(&str, u64)]) {
    let mut table = Table::new(&[Column::new("what", "What"), Column::new("count", "Count").right()]);
    for (what, count) in rows {
        table.push(vec![(*what).into(), count.to_string().into()]);
    }
    sheet.table(&table, "Nothing was read.");
}

fn problems(sheet: &mut Sheet, problems: &[Problem], all: u64) {
    if problems.is_empty() {
        return;
    }
    sheet.blank();
    sheet.table(&listed(problems), "");
    let more = all - problems.len() as u64;
    if more > 0 {
        sheet.line(&[(Tone::Muted, &format!("and {more} more"))]);
    }
}

fn listed(problems: &[Problem]) -> Table {
    let mut table = Table::new(&[Column::new("line", "Line").right(), Column::new("reason", "Why not").flexible()]);
    for problem in problems {
        table.push(vec![problem.line.to_string().into(), Cell::toned(Tone::Warning, problem.reason.to_string())]);
    }
    table
}

fn lines(problems: &[Problem]) -> Vec<Value> {
    let line = |problem: &Problem| json!({ "line": problem.line, "reason": problem.reason, "message": problem.reason.to_string() });
    problems.iter().map(line).collect()
}

impl Present for Requested {
    fn text(&self, sheet: &mut Sheet) {
        counts(
            sheet,
            &[
                ("Numbers to be checked", self.numbers),
                ("Came again, stand once", self.repeated),
                ("Left out", self.not_sent),
            ],
        );
        problems(sheet, &self.problems, self.not_sent);
    }

    fn document(&self) -> Result<Value, OutputError> {
        let mut value = serde_json::to_value(self)?;
        value["problems"] = lines(&self.problems).into();
        dcr::output::document("request", &value)
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        Ok(lines(&self.problems))
    }

    fn table(&self) -> Table {
        listed(&self.problems)
    }
}

impl Applied {
    /// The counts for the audit.
    pub(super) fn said(&self) -> String {
        let tally = &self.tally;
        format!(
            "{} read, {} released, {} removed by an opt-out, {} not asked about, {} withheld",
            count(tally.read, "record", "records"),
            tally.kept,
            tally.removed,
            tally.not_asked,
            tally.withheld
        )
    }
}

impl Present for Applied {
    fn text(&self, sheet: &mut Sheet) {
        let tally = &self.tally;
        counts(
            sheet,
            &[
                ("Records read", tally.read),
                ("Released", tally.kept),
                ("Removed by an opt-out", tally.removed),
                ("Not asked about", tally.not_asked),
                ("Withheld", tally.withheld),
            ],
        );
        problems(sheet, &tally.problems, tally.withheld);
    }

    fn document(&self) -> Result<Value, OutputError> {
        let mut value = serde_json::to_value(self)?;
        value["problems"] = lines(&self.tally.problems).into();
        dcr::output::document("extract", &value)
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        Ok(lines(&self.tally.problems))
    }

    fn table(&self) -> Table {
        listed(&self.tally.problems)
    }
}
