//! A plain list in every form: a table for people and for a file, objects for a program.

use dcr::output::{Cell, Column, FORMAT_VERSION, OutputError, Sheet, Table, Tone};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::terminal::Present;

/// A list.
pub(crate) struct Listing {
    name: &'static str,
    table: Table,
    values: Vec<Value>,
    none: String,
    head: Map<String, Value>,
    before: Vec<(Tone, String)>,
    end: Vec<(Tone, String)>,
}

impl Listing {
    /// An empty list. `name` is that of the list in a document; `none` is said where it stays empty.
    pub(crate) fn new(name: &'static str, columns: &[Column], none: impl Into<String>) -> Self {
        let (table, none) = (Table::new(columns), none.into());
        Self { name, table, values: Vec::new(), none, head: Map::new(), before: Vec::new(), end: Vec::new() }
    }

    /// Adds one thing: its cells, and the same as an object.
    pub(crate) fn push(&mut self, cells: Vec<Cell>, value: &impl Serialize) -> Result<(), OutputError> {
        self.table.push(cells);
        self.values.push(serde_json::to_value(value)?);
        Ok(())
    }

    /// Adds a row to the table that belongs to the thing before it.
    pub(crate) fn push_row(&mut self, cells: Vec<Cell>) {
        self.table.push(cells);
    }

    /// Adds what is said once of the whole list, as a field of the document.
    pub(crate) fn about(&mut self, name: &str, value: &impl Serialize) -> Result<(), OutputError> {
        self.head.insert(name.to_owned(), serde_json::to_value(value)?);
        Ok(())
    }

    /// Adds a line above the table, for a reader.
    pub(crate) fn before(&mut self, tone: Tone, line: impl Into<String>) {
        self.before.push((tone, line.into()));
    }

    /// Adds a line below the table, for a reader.
    pub(crate) fn end(&mut self, tone: Tone, line: impl Into<String>) {
        self.end.push((tone, line.into()));
    }
}

impl Present for Listing {
    fn text(&self, sheet: &mut Sheet) {
        for (tone, line) in &self.before {
            sheet.paragraph(*tone, line);
        }
        if !self.before.is_empty() {
            sheet.blank();
        }
        sheet.table(&self.table, &self.none);
        if !self.end.is_empty() {
            sheet.blank();
        }
        for (tone, line) in &self.end {
            sheet.paragraph(*tone, line);
        }
    }

    fn document(&self) -> Result<Value, OutputError> {
        let mut document = Map::new();
        document.insert("format_version".to_owned(), FORMAT_VERSION.into());
        document.extend(self.head.clone());
        document.insert(self.name.to_owned(), Value::Array(self.values.clone()));
        Ok(Value::Object(document))
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        Ok(self.values.clone())
    }

    fn table(&self) -> Table {
        self.table.clone()
    }
}
