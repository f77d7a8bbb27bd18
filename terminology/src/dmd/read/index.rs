//! The sections, found.

use std::ops::Range;
use std::path::Path;

use crate::container::{Container, ContainerError};
use crate::dmd::index::{self, Link, ReleaseFiles};
use crate::dmd::layout::{FileKind, Table};
use crate::dmd::row::Row;

/// An open index. Places are checked as they are used: what does not fit is no row.
#[derive(Debug)]
pub(super) struct Index {
    pub(super) container: Container,
    pub(super) release: ReleaseFiles,
    /// Where the rows of each table begin among all, and where the last end.
    tables: Vec<usize>,
    /// The same of the links.
    links: Vec<usize>,
}

impl Index {
    pub(super) fn open(path: &Path) -> Result<Self, ContainerError> {
        let container = Container::open(path, index::KIND, index::FORMAT)?;
        let release = serde_json::from_slice(container.section(index::RELEASE)?);
        let release = release.map_err(|error| container.damaged(format!("section release: {error}")))?;
        let tables = sums(container.numbers(index::TABLES)?);
        let links = sums(container.numbers(index::LINKS)?);
        let rows = tables.last().copied().unwrap_or(0);
        let pairs = links.last().copied().unwrap_or(0);
        let fit = tables.len() == Table::ALL.len() + 1
            && links.len() == Link::ALL.len() + 1
            && container.numbers::<u64>(index::KEYS)?.len() == rows
            && container.numbers::<u32>(index::STARTS)?.len() == rows + 1
            && container.numbers::<u64>(index::LINK_VALUES)?.len() == pairs
            && container.numbers::<u32>(index::LINK_ROWS)?.len() == pairs;
        if !fit {
            return Err(container.damaged("its sections do not fit each other"));
        }
        Ok(Self { container, release, tables, links })
    }

    pub(super) fn numbers<T: bytemuck::AnyBitPattern>(&self, name: &str) -> &[T] {
        self.container.numbers(name).unwrap_or_default()
    }

    pub(super) fn file(&self, table: Table) -> Option<&str> {
        let holds = |kind: &FileKind| kind.parts().iter().any(|part| part.table == table);
        let kind = FileKind::ALL.into_iter().find(holds)?;
        let file = self.release.files.iter().find(|(name, _)| name == kind.name());
        file.map(|(_, file)| file.as_str())
    }

    /// The rows of a table, counted over all tables.
    pub(super) fn range(&self, table: Table) -> Range<usize> {
        let at = table.index();
        self.tables[at]..self.tables[at + 1]
    }

    /// The table of a row, counted over all tables.
    pub(super) fn table(&self, row: usize) -> Option<Table> {
        let after = self.tables.partition_point(|begin| *begin <= row);
        Table::ALL.get(after.checked_sub(1)?).copied()
    }

    pub(super) fn row(&self, table: Table, row: usize) -> Row<'_> {
        let starts = self.numbers::<u32>(index::STARTS);
        let begin = starts.get(row).map_or(0, |start| *start as usize);
        let end = starts.get(row + 1).map_or(0, |start| *start as usize);
        let rows = self.container.section(index::ROWS).unwrap_or_default();
        Row::new(table, rows.get(begin..end).unwrap_or_default())
    }

    /// The rows of a table with this key, counted over all tables.
    pub(super) fn with_key(&self, table: Table, key: u64) -> Range<usize> {
        let range = self.range(table);
        let keys = self.numbers::<u64>(index::KEYS).get(range.clone()).unwrap_or_default();
        let first = keys.partition_point(|found| *found < key);
        let count = keys[first..].iter().take_while(|found| **found == key).count();
        range.start + first..range.start + first + count
    }

    /// The rows whose element of this link has this value, counted over all tables.
    pub(super) fn linked(&self, link: Link, value: u64) -> impl Iterator<Item = usize> {
        let range = self.links[link.index()]..self.links[link.index() + 1];
        let values = self.numbers::<u64>(index::LINK_VALUES).get(range.clone()).unwrap_or_default();
        let rows = self.numbers::<u32>(index::LINK_ROWS).get(range).unwrap_or_default();
        let first = values.partition_point(|found| *found < value);
        let found = values[first..].iter().zip(&rows[first..]).take_while(move |(found, _)| **found == value);
        let table = self.range(link.table);
        found.map(move |(_, row)| table.start + *row as usize).filter(move |row| *row < table.end)
    }
}

fn sums(counts: &[u32]) -> Vec<usize> {
    let mut sum = 0;
    let sums = counts.iter().map(|count| {
        sum += *count as usize;
        sum
    });
    std::iter::once(0).chain(sums).collect()
}
