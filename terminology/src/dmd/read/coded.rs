//! Codes of lookup lists, with their words.

use std::fmt;

use super::Dmd;
use crate::dmd::layout::{FieldKind, Table};
use crate::dmd::row::Row;

/// A code, the list that it is of, and the words that the list has for it.
#[derive(Debug, Clone, Copy)]
pub struct Coded<'a> {
    /// The list.
    pub list: Table,
    /// The code: `1` and `0001` are one.
    pub code: u64,
    /// The words; none when the list does not have the code.
    pub words: Option<&'a str>,
}

impl PartialEq for Coded<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.list == other.list && self.code == other.code
    }
}

impl fmt::Display for Coded<'_> {
    /// The words, or the code where there are none.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.words {
            Some(words) => f.write_str(words),
            None => self.code.fmt(f),
        }
    }
}

impl Dmd {
    /// A code of a lookup list, with its words.
    pub fn code(&self, list: Table, code: u64) -> Coded<'_> {
        let row = self.row_of(list, code);
        Coded { list, code, words: row.and_then(|row| row.text(list.position("DESC"))) }
    }

    /// Every code of a lookup list, in order, with its words.
    pub fn list(&self, list: Table) -> impl Iterator<Item = Coded<'_>> {
        let words = list.position("DESC");
        self.rows(list).filter_map(move |row| Some(Coded { list, code: row.number(0)?, words: row.text(words) }))
    }

    /// The code in an element of a row, with its words; none when the row does not have the element,
    /// or it holds no code.
    pub fn coded<'a>(&'a self, row: Row<'a>, element: &str) -> Option<Coded<'a>> {
        let position = row.table().position(element);
        let field = row.table().fields().get(position)?;
        let list = field.refers.filter(|list| list.fields()[0].name == "CD")?;
        debug_assert!(matches!(field.kind, FieldKind::Code | FieldKind::Id), "only these name a list");
        Some(self.code(list, row.number(position)?))
    }
}
