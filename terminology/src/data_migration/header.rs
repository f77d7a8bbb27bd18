//! Which column of a file holds what.

use super::table::{Cell, Table};
use crate::delimited::{Column, Header, Row, Separated};
use crate::load::LoadError;

/// How the fields stand: nothing encloses them, and a quotation mark is one.
pub(super) const TABS: Separated = Separated { by: '\t', enclosed: false };

/// The columns of a file of a table.
pub(super) struct Columns {
    header: Header,
    cells: Vec<Cell>,
}

impl Columns {
    /// Reads the header line.
    pub(super) fn read(row: &Row<'_>, table: Table) -> Result<Self, LoadError> {
        let (cells, columns): (Vec<Cell>, Vec<Column>) = table.columns().into_iter().unzip();
        Ok(Self { header: Header::read(row, &columns)?, cells })
    }

    /// How many columns there are.
    pub(super) fn count(&self) -> usize {
        self.header.columns()
    }

    /// Where a cell stands, if the file has it.
    pub(super) fn place(&self, cell: Cell) -> Option<usize> {
        self.header.place(self.cells.iter().position(|known| *known == cell)?)
    }

    /// Where the cells stand that are kept as they are; some may be missing.
    pub(super) fn others(&self) -> impl Iterator<Item = Option<usize>> {
        let others = self.cells.iter().enumerate().filter(|(_, cell)| matches!(cell, Cell::Other(_)));
        others.map(|(known, _)| self.header.place(known))
    }
}

/// The tables whose columns these are.
pub(super) fn tables_of(names: &[&str]) -> Vec<Table> {
    let is = |column: &Column, name: &str| column.names.iter().any(|known| known.eq_ignore_ascii_case(name.trim()));
    let fits = |table: &Table| {
        let columns = table.columns();
        let known = names.iter().all(|name| columns.iter().any(|(_, column)| is(column, name)));
        let there = |column: &Column| names.iter().any(|name| is(column, name));
        known && columns.iter().all(|(_, column)| !column.required || there(column))
    };
    Table::ALL.into_iter().filter(fits).collect()
}
