//! What became of the messages that were taken in.

use dcr::feeds::Totals;
use dcr::output::{Cell, Column, OutputError, Sheet, Table, Tone};
use serde::Serialize;
use serde_json::{Value, json};

use crate::terminal::Present;

/// The counts of each file and of all, in every form.
#[derive(Default)]
pub(crate) struct Ingested {
    /// File by file.
    pub(crate) files: Vec<FileTotals>,
    /// All of them.
    pub(crate) total: Totals,
}

/// The counts of one file.
#[derive(Serialize)]
pub(crate) struct FileTotals {
    /// Its name, as given.
    pub(crate) file: String,
    /// Its counts.
    pub(crate) totals: Totals,
}

fn counts(totals: Totals) -> Vec<Cell> {
    let odd = |count: u64| Cell::toned(if count == 0 { Tone::Muted } else { Tone::Warning }, count.to_string());
    vec![
        totals.received.to_string().into(),
        totals.applied.to_string().into(),
        totals.duplicate.to_string().into(),
        odd(totals.conflict),
        odd(totals.dead),
    ]
}

impl Present for Ingested {
    fn text(&self, sheet: &mut Sheet) {
        let mut table = self.table();
        if self.files.len() != 1 {
            let mut row = vec![Cell::toned(Tone::Strong, "All")];
            row.extend(counts(self.total));
            table.push(row);
        }
        sheet.table(&table, "Nothing was read.");
    }

    fn document(&self) -> Result<Value, OutputError> {
        dcr::output::document("ingest", &json!({ "files": self.files, "total": self.total }))
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        self.files.iter().map(|file| Ok(serde_json::to_value(file)?)).collect()
    }

    fn table(&self) -> Table {
        let columns = [
            Column::new("file", "File").flexible(),
            Column::new("received", "In").right(),
            Column::new("applied", "Applied").right(),
            Column::new("duplicate", "Duplicate").right(),
            Column::new("conflict", "Conflict").right(),
            Column::new("dead", "Dead").right(),
        ];
        let mut table = Table::new(&columns);
        for file in &self.files {
            let mut row = vec![Cell::new(&file.file)];
            row.extend(counts(file.totals));
            table.push(row);
        }
        table
    }
}
