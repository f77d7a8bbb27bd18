//! Rows of a plan, written as they come: any number of them, in little memory.

use dcr::output::{Cell, Column, FORMAT_VERSION, Format, Table, Tone, write_csv, write_ndjson};
use serde_json::{Map, Value};

use crate::error::CommandError;
use crate::session::Session;

/// The most rows that a table for a reader shows.
const SHOWN: u64 = 500;
/// How many rows are written at once.
const AT_ONCE: usize = 512;

/// Rows on their way to standard output.
pub(super) struct Rows {
    format: Format,
    table: Table,
    columns: Vec<Column>,
    values: Vec<Value>,
    count: u64,
    none: &'static str,
    begun: bool,
}

impl Rows {
    /// No rows yet. `none` is said where there stay none.
    pub(super) fn new(session: &Session<'_>, columns: &[Column], none: &'static str) -> Self {
        let (format, table) = (session.settings.output.value, Table::new(columns));
        Self { format, table, columns: columns.to_vec(), values: Vec::new(), count: 0, none, begun: false }
    }

    /// One more row: its cells, and the same as an object.
    pub(super) fn push(
        &mut self,
        session: &mut Session<'_>,
        cells: Vec<Cell>,
        value: impl FnOnce() -> Value,
    ) -> Result<(), CommandError> {
        self.count += 1;
        match self.format {
            Format::Table if self.count > SHOWN => {}
            Format::Table | Format::Csv => self.table.push(cells),
            Format::Json | Format::Ndjson => self.values.push(value()),
        }
        let full = self.table.rows().len() >= AT_ONCE || self.values.len() >= AT_ONCE;
        if full && self.format != Format::Table { self.write(session) } else { Ok(()) }
    }

    fn write(&mut self, session: &mut Session<'_>) -> Result<(), CommandError> {
        let mut bytes = Vec::new();
        let first = !std::mem::replace(&mut self.begun, true);
        match self.format {
            Format::Table => {}
            Format::Ndjson => write_ndjson(&mut bytes, &self.values)?,
            Format::Json => {
                if first {
                    bytes.extend(format!("{{\"format_version\":\"{FORMAT_VERSION}\",\"rows\":[").bytes());
                }
                for (index, value) in self.values.iter().enumerate() {
                    bytes.extend(if first && index == 0 { b"\n".as_slice() } else { b",\n" });
                    write_ndjson(&mut bytes, std::slice::from_ref(value))?;
                    bytes.pop();
                }
            }
            Format::Csv => {
                write_csv(&mut bytes, &self.table)?;
                let head = bytes.iter().position(|byte| *byte == b'\n').map_or(0, |end| end + 1);
                bytes.drain(..if first { 0 } else { head });
                self.table = Table::new(&self.columns);
            }
        }
        self.values.clear();
        session.terminal.raw(&bytes)
    }

    /// The end: what is said of the whole, as members of the document and as lines for a reader. Of
    /// lines and files, what is said of the whole goes to standard error.
    pub(super) fn end(
        mut self,
        session: &mut Session<'_>,
        about: Map<String, Value>,
        lines: &[(Tone, String)],
    ) -> Result<(), CommandError> {
        self.write(session)?;
        match self.format {
            Format::Table => {
                let mut sheet = session.terminal.sheet();
                sheet.table(&self.table, self.none);
                if self.count > SHOWN {
                    let rest = format!("and {} more: `-o ndjson` writes all", self.count - SHOWN);
                    sheet.paragraph(Tone::Muted, &rest);
                }
                sheet.blank();
                for (tone, line) in lines {
                    sheet.paragraph(*tone, line);
                }
                return session.terminal.text(&sheet.finish());
            }
            Format::Json => {
                let mut bytes = b"\n]".to_vec();
                for (name, value) in about {
                    bytes.extend(b",");
                    write_ndjson(&mut bytes, &[Value::String(name)])?;
                    bytes.pop();
                    bytes.push(b':');
                    write_ndjson(&mut bytes, &[value])?;
                    bytes.pop();
                }
                bytes.extend(b"}\n");
                session.terminal.raw(&bytes)?;
            }
            Format::Ndjson | Format::Csv => {
                for (_, line) in lines {
                    session.terminal.status(line);
                }
            }
        }
        Ok(())
    }
}
