//! Rows under columns, whatever they are written as.

use super::Cell;

/// On which side a column is flush.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// Text.
    #[default]
    Left,
    /// Numbers.
    Right,
}

/// One column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The name in a CSV file: lower case with underscores, stable.
    pub name: &'static str,
    /// The title for a reader.
    pub title: &'static str,
    /// The side on which it is flush.
    pub align: Align,
    /// Whether it may be wrapped where the screen is narrow.
    pub flexible: bool,
    /// Whether only a file has it: a reader does not see it in a table.
    pub file_only: bool,
}

impl Column {
    /// A column of text that is never wrapped: a date, a number, a code.
    pub const fn new(name: &'static str, title: &'static str) -> Self {
        Self { name, title, align: Align::Left, flexible: false, file_only: false }
    }

    /// The column, flush right.
    #[must_use]
    pub const fn right(self) -> Self {
        Self { align: Align::Right, ..self }
    }

    /// The column, wrapped where the screen is narrow.
    #[must_use]
    pub const fn flexible(self) -> Self {
        Self { flexible: true, ..self }
    }

    /// The column, left out of tables for readers.
    #[must_use]
    pub const fn file_only(self) -> Self {
        Self { file_only: true, ..self }
    }
}

/// Rows under columns. A row that is too short counts as empty at its end; what is too long is
/// kept, but has no column to be shown under.
#[derive(Debug, Clone, Default)]
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table without rows.
    pub fn new(columns: &[Column]) -> Self {
        Self { columns: columns.to_vec(), rows: Vec::new() }
    }

    /// Adds a row, its cells in the order of the columns.
    pub fn push(&mut self, row: Vec<Cell>) {
        self.rows.push(row);
    }

    /// The columns.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The rows.
    pub fn rows(&self) -> &[Vec<Cell>] {
        &self.rows
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}
