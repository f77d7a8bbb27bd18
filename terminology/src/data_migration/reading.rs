//! The open index.

use std::path::Path;

use super::index::FileRecord;
use super::row::Row;
use super::{End, FORMAT, KIND, MapId, Table, sections};
use crate::cells::{Cells, Section};
use crate::container::{Container, ContainerError};

/// The loaded maps: every row of every table, those that no longer count among them.
#[derive(Debug)]
pub struct DataMigration {
    pub(super) cells: Cells,
    pub(super) files: Vec<FileRecord>,
}

impl DataMigration {
    /// Opens an index.
    pub fn open(path: &Path) -> Result<Self, ContainerError> {
        let cells = Cells::open(path, KIND, FORMAT, &sections::NAMES)?;
        let rows = cells.rows::<[u64; 2]>(sections::IDS)?;
        cells.expect::<[u64; 4]>(sections::ENDS, rows)?;
        cells.expect::<[u32; 3]>(sections::CELLS, rows)?;
        for order in [sections::BY_FROM, sections::BY_TO, sections::BY_ID] {
            cells.expect::<u32>(order, rows)?;
        }
        let files = serde_json::from_slice(cells.container().section(sections::NAMES[sections::FILES])?);
        let files = files.map_err(|error| cells.container().damaged(format!("section files: {error}")))?;
        Ok(Self { cells, files })
    }

    /// The container, for its sections and checksums.
    pub fn container(&self) -> &Container {
        self.cells.container()
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.cells.all::<[u64; 2]>(sections::IDS).len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether a table was loaded.
    pub fn has(&self, table: Table) -> bool {
        self.files.iter().any(|file| file.table == table)
    }

    /// Every row, file by file in the order of the tables, and of each file in its order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Row<'_>> {
        (0..self.len()).map(|number| Row::new(self, number))
    }

    /// Every row in the order of what it maps from, Read v2 before CTV3.
    pub fn rows_in_order(&self) -> impl ExactSizeIterator<Item = Row<'_>> {
        self.cells.all::<u32>(sections::BY_FROM).iter().map(|number| Row::new(self, *number as usize))
    }

    /// Every row that maps from this: without a term, the code with any term or none.
    pub fn rows_from(&self, end: End) -> impl Iterator<Item = Row<'_>> {
        self.sorted(sections::BY_FROM, 0, end).filter(move |row| end.stands_for(row.from()))
    }

    /// Every row that maps to this: without a term or description, the code with any or none.
    pub fn rows_to(&self, end: End) -> impl Iterator<Item = Row<'_>> {
        self.sorted(sections::BY_TO, 2, end).filter(move |row| end.stands_for(row.to()))
    }

    /// Every row of a map, the oldest first.
    pub fn rows_of(&self, id: MapId) -> impl Iterator<Item = Row<'_>> {
        let (order, ids) = (self.cells.all::<u32>(sections::BY_ID), self.cells.all::<[u64; 2]>(sections::IDS));
        let id_of = move |row: &u32| ids.get(*row as usize).copied().unwrap_or_default();
        let start = order.partition_point(|row| id_of(row) < id.cells());
        let rows = order.get(start..).unwrap_or_default().iter().take_while(move |row| id_of(row) == id.cells());
        rows.map(|row| Row::new(self, *row as usize))
    }

    /// The rows whose end has one of the keys of this one, in the order of the keys and then of rows.
    fn sorted(&self, order: Section, at: usize, end: End) -> impl Iterator<Item = Row<'_>> {
        let (order, ends) = (self.cells.all::<u32>(order), self.cells.all::<[u64; 4]>(sections::ENDS));
        let [first, last] = end.keys();
        let key = move |row: &u32| ends.get(*row as usize).map_or(0, |ends| ends[at]);
        let start = order.partition_point(|row| key(row) < first);
        let rows = order.get(start..).unwrap_or_default().iter().take_while(move |row| key(row) <= last);
        rows.map(|row| Row::new(self, *row as usize))
    }
}
