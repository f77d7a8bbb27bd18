//! One row, and what is wrong with it.

use std::borrow::Cow;

use crate::load::LoadError;
use crate::read_code::ReadCode;

/// A row of a table. Columns are numbered from 0 here, and from 1 in errors.
pub(crate) struct Row<'a> {
    pub(super) file: &'a str,
    pub(super) line: u64,
    pub(super) fields: &'a [Cow<'a, str>],
}

impl<'a> Row<'a> {
    /// The line that it stands on, from 1.
    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    /// The text of a column; empty where the row has no such column.
    pub(crate) fn text(&self, column: usize) -> &str {
        self.fields.get(column).map_or("", |field| field)
    }

    /// Every field.
    pub(crate) fn fields(&self) -> &'a [Cow<'a, str>] {
        self.fields
    }

    /// The Read code of a column.
    pub(crate) fn code(&self, column: usize) -> Result<ReadCode, LoadError> {
        let text = self.text(column);
        ReadCode::parse(text).ok_or_else(|| self.wrong(column, "a code of five characters"))
    }

    /// The error for a column that is not what it must be.
    pub(crate) fn wrong(&self, column: usize, expected: impl Into<String>) -> LoadError {
        LoadError::row(self.file, self.line, column as u64 + 1, expected, self.text(column))
    }
}
