//! Reading an index of dm+d.
//!
//! Owns [`Dmd`] and what it hands out. Everything that it hands out borrows from the mapped file;
//! nothing is decoded before it is asked for.

mod amp;
mod ampp;
mod barcode;
mod classified;
mod coded;
mod entry;
mod history;
mod index;
mod ingredient;
mod search;
mod vmp;
mod vmpp;
mod vtm;

use std::path::Path;

use jiff::civil::Date;

pub use self::amp::Amp;
pub use self::ampp::{Ampp, Price};
pub use self::barcode::Barcode;
pub use self::coded::Coded;
pub use self::entry::Entry;
pub use self::history::{Change, Gone, Succession};
pub use self::ingredient::Ingredient;
pub use self::search::{Hits, SearchError};
pub use self::vmp::{Strength, Vmp};
pub use self::vmpp::{TariffPrice, Vmpp};
pub use self::vtm::Vtm;

use self::index::Index;
use super::index::Link;
use super::layout::{Level, Table};
use super::row::Row;
use crate::container::ContainerError;

/// A release of the NHS dictionary of medicines and devices, loaded.
#[derive(Debug)]
pub struct Dmd {
    index: Index,
}

impl Dmd {
    /// Opens an index. Its header is checked, and that its sections fit each other; every byte is
    /// checked by [`crate::container::Container::verify`].
    pub fn open(path: &Path) -> Result<Self, ContainerError> {
        Ok(Self { index: Index::open(path)? })
    }

    /// The index itself.
    pub fn container(&self) -> &crate::container::Container {
        &self.index.container
    }

    /// The date of the release: what its files of products bear in their names.
    pub fn date(&self) -> Option<Date> {
        self.index.release.date
    }

    /// The name of the file that a table was read from; none for the tables of our own and for files
    /// that the release did not have.
    pub fn file(&self, table: Table) -> Option<&str> {
        self.index.file(table)
    }

    /// The rows of a table, in the order of their keys; rows of one key in the order of their file.
    pub fn rows(&self, table: Table) -> impl ExactSizeIterator<Item = Row<'_>> + DoubleEndedIterator {
        self.index.range(table).map(move |at| self.index.row(table, at))
    }

    /// The rows of a table that have this key, which is the first of its elements.
    pub fn rows_of(&self, table: Table, key: u64) -> impl ExactSizeIterator<Item = Row<'_>> + DoubleEndedIterator {
        self.index.with_key(table, key).map(move |at| self.index.row(table, at))
    }

    fn row_of(&self, table: Table, key: u64) -> Option<Row<'_>> {
        self.rows_of(table, key).next()
    }

    /// The rows whose element of this link has this value.
    fn linked(&self, link: Link, value: u64) -> impl Iterator<Item = Row<'_>> {
        self.index.linked(link, value).map(move |at| self.index.row(link.table, at))
    }

    /// The entries at this level that stand in the key of rows whose element of this link has this
    /// value, each once.
    fn entries_linked(&self, link: Link, level: Level, value: u64) -> Vec<Entry<'_>> {
        let mut ids: Vec<u64> = self.linked(link, value).filter_map(|row| row.number(0)).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.into_iter().filter_map(|id| self.entry_at(level, id)).collect()
    }

    /// Whether an identifier stands for something in this release.
    pub fn exists(&self, id: u64) -> bool {
        Level::ALL.into_iter().any(|level| !self.index.with_key(level.table(), id).is_empty())
    }

    /// What an identifier stands for in this release: the first in the order of [`Level::ALL`], and in
    /// practice the only one. For identifiers of earlier releases see [`Dmd::resolve`].
    pub fn entry(&self, id: u64) -> Option<Entry<'_>> {
        Level::ALL.into_iter().find_map(|level| self.entry_at(level, id))
    }

    /// What an identifier stands for at this level.
    pub fn entry_at(&self, level: Level, id: u64) -> Option<Entry<'_>> {
        Some(Entry::new(self, level, self.row_of(level.table(), id)?))
    }

    /// Every entry, level by level, in the order of the identifiers.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        Level::ALL.into_iter().flat_map(|level| self.entries_at(level))
    }

    /// Every entry at a level, in the order of the identifiers.
    pub fn entries_at(&self, level: Level) -> impl ExactSizeIterator<Item = Entry<'_>> + DoubleEndedIterator {
        self.rows(level.table()).map(move |row| Entry::new(self, level, row))
    }

    /// A therapeutic moiety.
    pub fn vtm(&self, id: u64) -> Option<Vtm<'_>> {
        self.entry_at(Level::Vtm, id).map(Vtm)
    }

    /// A virtual product.
    pub fn vmp(&self, id: u64) -> Option<Vmp<'_>> {
        self.entry_at(Level::Vmp, id).map(Vmp)
    }

    /// An actual product.
    pub fn amp(&self, id: u64) -> Option<Amp<'_>> {
        self.entry_at(Level::Amp, id).map(Amp)
    }

    /// A virtual pack.
    pub fn vmpp(&self, id: u64) -> Option<Vmpp<'_>> {
        self.entry_at(Level::Vmpp, id).map(Vmpp)
    }

    /// An actual pack.
    pub fn ampp(&self, id: u64) -> Option<Ampp<'_>> {
        self.entry_at(Level::Ampp, id).map(Ampp)
    }

    /// An ingredient substance.
    pub fn ingredient(&self, id: u64) -> Option<Ingredient<'_>> {
        self.entry_at(Level::Ingredient, id).map(Ingredient)
    }
}
