//! A row of an index.

use std::fmt;

use jiff::civil::Date;

use super::cursor::Cursor;
use super::{Decimal, Value};
use crate::dmd::layout::{Field, Table};

/// One row of a table.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    table: Table,
    bytes: &'a [u8],
}

impl fmt::Debug for Row<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut row = f.debug_struct(self.table.path());
        for (field, value) in self.values() {
            row.field(field.name, &format_args!("{value}"));
        }
        row.finish()
    }
}

impl<'a> Row<'a> {
    pub(in crate::dmd) fn new(table: Table, bytes: &'a [u8]) -> Self {
        Self { table, bytes }
    }

    /// Its table.
    pub fn table(self) -> Table {
        self.table
    }

    /// What the element at a place holds (see [`Table::position`]); none when the row does not have it.
    pub fn value(self, position: usize) -> Option<Value<'a>> {
        let mut cursor = Cursor(self.bytes);
        let present = cursor.number()?;
        let field = self.table.fields().get(position).filter(|_| present & (1 << position) != 0)?;
        for (at, before) in self.table.fields()[..position].iter().enumerate() {
            if present & (1 << at) != 0 {
                cursor.skip(before)?;
            }
        }
        cursor.value(field)
    }

    /// What the element of this name holds; none when the row, or its table, does not have it.
    pub fn get(self, name: &str) -> Option<Value<'a>> {
        self.value(self.table.position(name))
    }

    /// Every element that it has, in the order of its table.
    pub fn values(self) -> impl Iterator<Item = (&'static Field, Value<'a>)> {
        let mut cursor = Cursor(self.bytes);
        let present = cursor.number().unwrap_or(0);
        let fields = self.table.fields().iter().enumerate();
        fields
            .filter(move |(at, _)| present & (1 << at) != 0)
            .map_while(move |(_, field)| Some((field, cursor.value(field)?)))
    }

    /// The number of an identifier, a code, a count or a price.
    pub(in crate::dmd) fn number(self, position: usize) -> Option<u64> {
        match self.value(position)? {
            Value::Id(number) | Value::Code(number) | Value::Number(number) | Value::Pence(number) => Some(number),
            _ => None,
        }
    }

    pub(in crate::dmd) fn flag(self, position: usize) -> bool {
        self.value(position) == Some(Value::Flag(true))
    }

    pub(in crate::dmd) fn date(self, position: usize) -> Option<Date> {
        match self.value(position)? {
            Value::Date(date) => Some(date),
            _ => None,
        }
    }

    pub(in crate::dmd) fn decimal(self, position: usize) -> Option<Decimal<'a>> {
        match self.value(position)? {
            Value::Decimal(decimal) => Some(decimal),
            _ => None,
        }
    }

    pub(in crate::dmd) fn text(self, position: usize) -> Option<&'a str> {
        match self.value(position)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}
