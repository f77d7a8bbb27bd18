//! One element of a row.

use super::Table;

/// What an element holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FieldKind {
    /// An identifier of SNOMED CT's numbering, its check digit checked.
    Id,
    /// A number in a lookup list; leading zeros say nothing.
    Code,
    /// A whole number.
    Number,
    /// A price in whole pence.
    Pence,
    /// `1` or `0`, with leading zeros or without.
    Flag,
    /// A day, `YYYY-MM-DD`.
    Date,
    /// A decimal number, kept as it is written.
    Decimal,
    /// Words that may not be blank.
    Name,
    /// Words, possibly none.
    Text,
    /// A barcode (GTIN) of 13 or 14 digits, or none.
    Barcode,
}

/// One element of a row, as its schema has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether every row has it.
    pub required: bool,
    /// The table in which what it names must be found.
    pub refers: Option<Table>,
    /// Whether it may say `n/a` instead.
    pub or_not_applicable: bool,
}

impl Field {
    /// An element that every row has.
    pub(super) const fn required(name: &'static str, kind: FieldKind) -> Self {
        Self { name, kind, required: true, refers: None, or_not_applicable: false }
    }

    /// An element that a row may have.
    pub(super) const fn optional(name: &'static str, kind: FieldKind) -> Self {
        Self { name, kind, required: false, refers: None, or_not_applicable: false }
    }

    /// An identifier that every row has, of a row in this table.
    pub(super) const fn required_id(name: &'static str, refers: Table) -> Self {
        Self::required(name, FieldKind::Id).of(refers)
    }

    /// An identifier that a row may have, of a row in this table.
    pub(super) const fn optional_id(name: &'static str, refers: Table) -> Self {
        Self::optional(name, FieldKind::Id).of(refers)
    }

    /// A code that every row has, of this list.
    pub(super) const fn required_code(name: &'static str, list: Table) -> Self {
        Self::required(name, FieldKind::Code).of(list)
    }

    /// A code that a row may have, of this list.
    pub(super) const fn optional_code(name: &'static str, list: Table) -> Self {
        Self::optional(name, FieldKind::Code).of(list)
    }

    /// It may say `n/a` instead.
    pub(super) const fn or_not_applicable(mut self) -> Self {
        self.or_not_applicable = true;
        self
    }

    const fn of(mut self, table: Table) -> Self {
        self.refers = Some(table);
        self
    }
}
