//! Every message that touched a person.

use dcr::output::{Cell, Column, OutputError, Sheet, Table, Tone, document};
use dcr::record::{Defect, PartialDateTime};
use dcr::store::view::TraceItem;
use serde_json::Value;

use crate::asking::shown;
use crate::terminal::Present;
use crate::words::length;

/// Every message that touched a person, in every form.
pub(crate) struct Trace(pub(crate) Vec<TraceItem>);

/// What an outcome means for a reader.
fn tone(outcome: &str) -> Tone {
    match outcome {
        "applied" => Tone::Good,
        "duplicate" => Tone::Muted,
        _ => Tone::Warning,
    }
}

/// What was odd, one line each.
pub(super) fn defects(defects: &[Defect]) -> String {
    defects.iter().map(|defect| format!("{}: {}", defect.location, defect.problem)).collect::<Vec<_>>().join("\n")
}

impl Present for Trace {
    fn text(&self, sheet: &mut Sheet) {
        let columns = [
            Column::new("message", "Message").right(),
            Column::new("received", "Received"),
            Column::new("stated", "Written down"),
            Column::new("feed", "Feed"),
            Column::new("trigger", "Event"),
            Column::new("control_id", "Control id").flexible(),
            Column::new("outcome", "Outcome"),
            Column::new("entries", "Entries").right(),
            Column::new("odd", "Odd or unread").flexible(),
        ];
        let mut table = Table::new(&columns);
        for item in &self.0 {
            let odd = [defects(&item.defects), item.unread.join(" ")];
            let odd: Vec<&str> = odd.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
            table.push(vec![
                item.message.to_string().into(),
                shown(item.received).into(),
                Cell::optional(item.stated.as_ref().map(PartialDateTime::display)),
                (&item.feed).into(),
                (&item.trigger).into(),
                (&item.control_id).into(),
                Cell::toned(tone(&item.outcome), &item.outcome),
                if item.entries == 0 { Cell::default() } else { item.entries.to_string().into() },
                Cell::toned(Tone::Muted, odd.join("\n")),
            ]);
        }
        sheet.table(&table, "No message touched this person.");
        sheet.blank();
        let end = format!("{}. Show one with `--message NUMBER`.", length(self.0.len(), "message", "messages"));
        sheet.line(&[(Tone::Muted, &end)]);
    }

    fn document(&self) -> Result<Value, OutputError> {
        document("messages", &self.0)
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        self.0.iter().map(|item| Ok(serde_json::to_value(item)?)).collect()
    }

    fn table(&self) -> Table {
        let names = [
            "message",
            "received",
            "stated",
            "feed",
            "control_id",
            "trigger",
            "outcome",
            "patient",
            "entries",
            "defects",
            "unread",
            "sha256",
            "size",
        ];
        let columns: Vec<Column> = names.into_iter().map(|name| Column::new(name, name)).collect();
        let mut table = Table::new(&columns);
        for item in &self.0 {
            table.push(vec![
                item.message.to_string().into(),
                item.received.to_string().into(),
                Cell::optional(item.stated.map(|time| time.to_string())),
                (&item.feed).into(),
                (&item.control_id).into(),
                (&item.trigger).into(),
                (&item.outcome).into(),
                item.patient.to_string().into(),
                item.entries.to_string().into(),
                defects(&item.defects).into(),
                item.unread.join(";").into(),
                (&item.sha256).into(),
                item.size.to_string().into(),
            ]);
        }
        table
    }
}
