//! What to know first of a record.

use dcr::output::{Cell, Column, Sheet, Table, Tone};
use dcr::record::PartialDateTime;
use dcr::store::view::SummaryPart;

use super::entries::{named, source};

/// Writes the summary; nothing where it has no parts.
pub(super) fn write(sheet: &mut Sheet, parts: &[SummaryPart]) {
    if parts.is_empty() {
        return;
    }
    sheet.heading("Summary", "what stands, and what came last");
    let mut table = Table::new(&[
        Column::new("part", "Part"),
        Column::new("time", "Date"),
        Column::new("label", "What").flexible(),
        Column::new("value", "Value").flexible(),
        Column::new("source", "Source").flexible(),
    ]);
    for part in parts {
        for (place, entry) in part.entries.iter().enumerate() {
            let title = if place == 0 { Cell::toned(Tone::Label, part.title) } else { Cell::default() };
            table.push(vec![
                title,
                Cell::optional(entry.time.as_ref().map(PartialDateTime::display)),
                named(entry),
                Cell::toned(if entry.abnormal { Tone::Alert } else { Tone::Plain }, &entry.value),
                Cell::toned(Tone::Muted, source(entry)),
            ]);
        }
        let more = part.total - part.entries.len();
        if more > 0 {
            table.push(vec![Cell::default(), Cell::default(), Cell::toned(Tone::Muted, format!("and {more} more"))]);
        }
    }
    sheet.table(&table, "");
}
