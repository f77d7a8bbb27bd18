//! The report in every form.

use dcr::output::{Cell, Column, OutputError, Sheet, Table, Tone, document};
use serde_json::{Value, json};

use super::gather::Facts;
use super::judge::{Check, Verdict};
use crate::terminal::Present;

/// What was found, and what it came to.
pub(super) struct Report {
    /// What was found.
    pub(super) facts: Facts,
    /// What it came to.
    pub(super) checks: Vec<Check>,
}

impl Verdict {
    const fn word(self) -> (Tone, &'static str) {
        match self {
            Self::Good => (Tone::Good, "good"),
            Self::Warning => (Tone::Warning, "warning"),
            Self::Failed => (Tone::Error, "failed"),
        }
    }
}

impl Present for Report {
    fn text(&self, sheet: &mut Sheet) {
        sheet.table(&self.table(), "Nothing was checked.");
        let count = |verdict| self.checks.iter().filter(|check| check.verdict == verdict).count();
        let (failed, warnings) = (count(Verdict::Failed), count(Verdict::Warning));
        sheet.blank();
        for (check, hint) in self.checks.iter().filter_map(|check| Some((check, check.hint.as_ref()?))) {
            sheet.line(&[(Tone::Plain, check.name), (Tone::Plain, ": "), (Tone::Hint, hint)]);
        }
        match (failed, warnings) {
            (0, 0) => sheet.line(&[(Tone::Good, "Everything is in order.")]),
            (0, _) => sheet.line(&[(Tone::Warning, &format!("In order, {} to look at.", things(warnings)))]),
            _ => sheet.line(&[(Tone::Error, &format!("{} not in order.", things(failed)))]),
        }
    }

    fn document(&self) -> Result<Value, OutputError> {
        document("doctor", &json!({ "checks": self.checks, "facts": self.facts }))
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        self.checks.iter().map(|check| Ok(serde_json::to_value(check)?)).collect()
    }

    fn table(&self) -> Table {
        let columns = [
            Column::new("name", "Check"),
            Column::new("verdict", "Verdict"),
            Column::new("found", "Found").flexible(),
            Column::new("hint", "Hint").file_only(),
        ];
        let mut table = Table::new(&columns);
        for check in &self.checks {
            let (tone, word) = check.verdict.word();
            let verdict = Cell::toned(tone, word);
            table.push(vec![check.name.into(), verdict, (&check.found).into(), Cell::optional(check.hint.as_ref())]);
        }
        table
    }
}

fn things(count: usize) -> String {
    if count == 1 { "1 thing".to_owned() } else { format!("{count} things") }
}
