//! Conflicts that wait for a decision.

use dcr::output::{Cell, Column, OutputError, Sheet, Table, Tone, document};
use dcr::store::view::Conflict;
use serde_json::Value;

use crate::asking::shown;
use crate::terminal::Present;
use crate::words::length;

/// The list of conflicts.
pub(crate) struct Conflicts(pub(crate) Vec<Conflict>);

impl Present for Conflicts {
    fn text(&self, sheet: &mut Sheet) {
        sheet.table(&table(&self.0), "Nothing waits for a decision.");
        if !self.0.is_empty() {
            sheet.blank();
            let end = format!(
                "{}. Look at one person with `dcr identity explain P12`.",
                length(self.0.len(), "conflict", "conflicts")
            );
            sheet.line(&[(Tone::Muted, &end)]);
        }
    }

    fn document(&self) -> Result<Value, OutputError> {
        document("conflicts", &self.0)
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        self.0.iter().map(|conflict| Ok(serde_json::to_value(conflict)?)).collect()
    }

    fn table(&self) -> Table {
        table(&self.0)
    }
}

/// Rows for a reader.
pub(super) fn table(conflicts: &[Conflict]) -> Table {
    let columns = [
        Column::new("id", "Conflict").right(),
        Column::new("kind", "Kind"),
        Column::new("reason", "Why").flexible(),
        Column::new("patients", "Store numbers"),
        Column::new("recorded", "Since"),
        Column::new("state", "State"),
    ];
    let mut table = Table::new(&columns);
    for conflict in conflicts {
        let kind = serde_json::to_value(conflict.kind).ok();
        let patients: Vec<String> = conflict.patients.iter().map(ToString::to_string).collect();
        let (tone, state) = if conflict.resolved { (Tone::Muted, "decided") } else { (Tone::Warning, "waits") };
        table.push(vec![
            conflict.id.to_string().into(),
            Cell::optional(kind.as_ref().and_then(|kind| kind.as_str())),
            (&conflict.reason).into(),
            patients.join(", ").into(),
            shown(conflict.recorded).into(),
            Cell::toned(tone, state),
        ]);
    }
    table
}
