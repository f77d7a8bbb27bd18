//! The tables in the order of their keys.

use rayon::prelude::*;

use super::files::Files;
use crate::dmd::layout::Table;
use crate::dmd::row::Row;
use crate::dmd::xml::{Document, Rows};
use crate::load::LoadError;

/// The rows of one table and the order of their keys. Rows of one key stay in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Sorted {
    rows: Rows,
    order: Vec<u32>,
    /// The keys, in order.
    pub(super) keys: Vec<u64>,
}

impl Sorted {
    /// Rows that were made here.
    pub(super) fn own(rows: Rows) -> Self {
        let mut order: Vec<u32> = (0_u32..).take(rows.len()).collect();
        if !rows.keys.is_sorted() {
            order.sort_by_key(|at| rows.keys[*at as usize]);
        }
        let keys = order.iter().map(|at| rows.keys[*at as usize]).collect();
        Self { rows, order, keys }
    }

    fn read(table: Table, rows: Rows, files: &Files<'_>) -> Result<Self, LoadError> {
        let sorted = Self::own(rows);
        let twice = sorted.keys.windows(2).position(|pair| pair[0] == pair[1]);
        match twice.filter(|_| table.is_unique()) {
            None => Ok(sorted),
            Some(at) => {
                let (line, column) = sorted.place(at + 1);
                let (first, _) = sorted.place(at);
                let key = table.fields()[0].name;
                let expected = format!("each {key} once in {}", table.path());
                let found = format!("{} again, which has a row in line {first}", sorted.keys[at]);
                let file = files.place(table).to_owned();
                Err(LoadError::Row { file, line, column, expected, found })
            }
        }
    }

    pub(super) fn len(&self) -> usize {
        self.order.len()
    }

    pub(super) fn has(&self, key: u64) -> bool {
        self.keys.binary_search(&key).is_ok()
    }

    pub(super) fn bytes(&self, at: usize) -> &[u8] {
        self.rows.bytes(self.order[at] as usize)
    }

    pub(super) fn row(&self, table: Table, at: usize) -> Row<'_> {
        self.rows.row(table, self.order[at] as usize)
    }

    pub(super) fn rows(&self, table: Table) -> impl Iterator<Item = Row<'_>> {
        (0..self.len()).map(move |at| self.row(table, at))
    }

    pub(super) fn place(&self, at: usize) -> (u64, u64) {
        self.rows.place(self.order[at] as usize)
    }

    pub(super) fn size(&self) -> usize {
        self.rows.size()
    }
}

/// All tables.
#[derive(Debug)]
pub(super) struct Tables(Vec<Sorted>);

impl Tables {
    pub(super) fn of(documents: Vec<Document>, files: &Files<'_>) -> Result<Self, LoadError> {
        let read: Vec<(Table, Rows)> = documents.into_iter().flat_map(|document| document.tables).collect();
        let sorted: Vec<(Table, Result<Sorted, LoadError>)> =
            read.into_par_iter().map(|(table, rows)| (table, Sorted::read(table, rows, files))).collect();
        let mut tables: Vec<Sorted> = Table::ALL.iter().map(|_| Sorted::default()).collect();
        for (table, sorted) in sorted {
            tables[table.index()] = sorted?;
        }
        Ok(Self(tables))
    }

    pub(super) fn get(&self, table: Table) -> &Sorted {
        &self.0[table.index()]
    }

    pub(super) fn set(&mut self, table: Table, sorted: Sorted) {
        self.0[table.index()] = sorted;
    }
}
