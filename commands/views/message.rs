//! One raw message, segment by segment.

use dcr::output::{Column, OutputError, Sheet, Table, Tone};
use dcr::store::view::MessageView;
use serde_json::Value;

use super::trace::defects;
use crate::asking::shown;
use crate::terminal::Present;

/// One raw message in every form.
pub(crate) struct Message {
    /// The message.
    pub(crate) view: MessageView,
    /// Whether `--need` would show what is hidden.
    pub(crate) need_helps: bool,
}

impl Message {
    fn rows(&self) -> Table {
        let columns = [
            Column::new("segment", "Segment"),
            Column::new("ordinal", "Number").right().file_only(),
            Column::new("field", "Field"),
            Column::new("text", "As sent").flexible(),
        ];
        let mut table = Table::new(&columns);
        for segment in &self.view.segments {
            for field in segment.fields.iter().filter(|field| !field.text.is_empty()) {
                table.push(vec![
                    (&segment.name).into(),
                    segment.ordinal.to_string().into(),
                    format!("{}-{}", segment.name, field.number).into(),
                    (&field.text).into(),
                ]);
            }
        }
        table
    }
}

impl Present for Message {
    fn text(&self, sheet: &mut Sheet) {
        let view = &self.view;
        let title = format!("Message {} {}", view.message, view.trigger);
        sheet.heading(&title, &view.outcome);
        let received = shown(view.received);
        let odd = defects(&view.defects);
        sheet.fields(&[
            ("Feed", view.feed.as_str()),
            ("Control id", &view.control_id),
            ("Received", &received),
            ("Odd", &odd),
        ]);
        if view.masked {
            let need = if self.need_helps { "; `--need TEXT` shows clinical text" } else { "" };
            sheet.line(&[(Tone::Warning, &format!("Some of it is hidden{need}."))]);
        }
        sheet.blank();
        for segment in &view.segments {
            let fields: Vec<(String, &str)> = segment
                .fields
                .iter()
                .filter(|field| !field.text.is_empty())
                .map(|field| (format!("  {}-{}", segment.name, field.number), field.text.as_str()))
                .collect();
            sheet.line(&[(Tone::Heading, &segment.name), (Tone::Muted, &format!("  segment {}", segment.ordinal))]);
            sheet.fields(&fields.iter().map(|(name, text)| (name.as_str(), *text)).collect::<Vec<_>>());
        }
    }

    fn document(&self) -> Result<Value, OutputError> {
        Ok(serde_json::to_value(&self.view)?)
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        self.view.segments.iter().map(|segment| Ok(serde_json::to_value(segment)?)).collect()
    }

    fn table(&self) -> Table {
        self.rows()
    }
}
