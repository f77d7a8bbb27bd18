//! Data in the form that was asked for.

use dcr::output::{Format, OutputError, Sheet, Table, write_csv, write_json, write_ndjson};
use serde_json::Value;

use super::Terminal;
use crate::error::CommandError;

/// Data that can be had in every form.
pub(crate) trait Present {
    /// For a reader.
    fn text(&self, sheet: &mut Sheet);

    /// The whole as one document with its `format_version`.
    fn document(&self) -> Result<Value, OutputError>;

    /// One object for each thing in it.
    fn lines(&self) -> Result<Vec<Value>, OutputError>;

    /// Flat rows for a file.
    fn table(&self) -> Table;
}

impl Terminal {
    /// Writes data to standard output in a form; text for a reader goes through the pager where it
    /// is longer than the screen.
    pub(crate) fn present(&mut self, format: Format, data: &impl Present) -> Result<(), CommandError> {
        let mut bytes = Vec::new();
        match format {
            Format::Table => {
                let mut sheet = Sheet::new(self.out().style());
                data.text(&mut sheet);
                return self.text(&sheet.finish());
            }
            Format::Json => write_json(&mut bytes, &data.document()?)?,
            Format::Ndjson => write_ndjson(&mut bytes, &data.lines()?)?,
            Format::Csv => write_csv(&mut bytes, &data.table())?,
        }
        self.raw(&bytes)
    }
}
