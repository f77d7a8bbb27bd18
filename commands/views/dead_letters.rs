//! Messages that could not be read.

use dcr::output::{Cell, Column, OutputError, Sheet, Table, Tone, document};
use dcr::store::view::DeadLetter;
use serde_json::Value;

use crate::asking::shown;
use crate::terminal::Present;
use crate::words::length;

/// Messages that could not be read, in every form.
pub(crate) struct DeadLetters(pub(crate) Vec<DeadLetter>);

impl Present for DeadLetters {
    fn text(&self, sheet: &mut Sheet) {
        sheet.table(&self.table(), "Every message could be read.");
        if !self.0.is_empty() {
            sheet.blank();
            let end = format!("{}.", length(self.0.len(), "message", "messages"));
            sheet.line(&[(Tone::Muted, &end)]);
        }
    }

    fn document(&self) -> Result<Value, OutputError> {
        document("dead_letters", &self.0)
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        self.0.iter().map(|letter| Ok(serde_json::to_value(letter)?)).collect()
    }

    fn table(&self) -> Table {
        let columns = [
            Column::new("message", "Message").right(),
            Column::new("received", "Received"),
            Column::new("feed", "Feed"),
            Column::new("control_id", "Control id"),
            Column::new("location", "Where"),
            Column::new("reason", "Why").flexible(),
            Column::new("origin", "Came from").flexible(),
            Column::new("offset", "At byte").right(),
            Column::new("size", "Bytes").right(),
        ];
        let mut table = Table::new(&columns);
        for letter in &self.0 {
            table.push(vec![
                letter.message.to_string().into(),
                shown(letter.received).into(),
                (&letter.feed).into(),
                (&letter.control_id).into(),
                Cell::optional(letter.location.as_ref().map(ToString::to_string)),
                Cell::toned(Tone::Warning, &letter.reason),
                Cell::toned(Tone::Muted, &letter.origin),
                letter.offset.to_string().into(),
                letter.size.to_string().into(),
            ]);
        }
        table
    }
}
