//! Conflicts that wait for a decision, as rows.

use dcr::output::{Cell, Column, Table, Tone};
use dcr::store::view::Conflict;

use crate::asking::shown;

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
