//! What an index holds, before it is written.

use std::path::Path;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::rows::MapRow;
use super::{End, FORMAT, KIND, Table, sections};
use crate::cells::ordinal;
use crate::container::ContainerWriter;
use crate::delimited::Gathered;
use crate::load::LoadError;
use crate::text_pool::TextPool;

/// The row is one of the newest of its map.
pub(super) const NEWEST: u32 = 1 << 16;
/// The row, its file or its folder says that it was clinically assured.
pub(super) const ASSURED: u32 = 1 << 17;
/// The row, its file or its folder says that it was not.
pub(super) const NOT_ASSURED: u32 = 1 << 18;

/// A file of the release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileRecord {
    /// Its name.
    pub(super) name: String,
    pub(super) table: Table,
    /// What the folder that it lies in says.
    pub(super) assured: Option<bool>,
    /// The date in its name.
    pub(super) date: Option<Date>,
    /// The first of its rows, which all follow it.
    pub(super) first: u32,
}

/// The tables of an index.
#[derive(Default)]
pub(super) struct Index {
    files: Vec<FileRecord>,
    ids: Vec<[u64; 2]>,
    /// Both ends of each row: what it is looked up by, and the rest.
    ends: Vec<[u64; 4]>,
    /// Date; status, type of term, and flags; the place of the other columns.
    cells: Vec<[u32; 3]>,
}

impl Index {
    /// Adds the rows of a file, and says what is odd about them.
    pub(super) fn add(&mut self, mut file: FileRecord, rows: &[MapRow]) -> Result<Vec<String>, LoadError> {
        let newest = newest(rows);
        let mut overruled = Gathered::new("rows assured in the folder of what was not, taken as not assured");
        let mut against =
            Gathered::new("maps with newest rows of one date that agree on the target and not on its status");
        against_each_other(rows, &newest, &mut against);
        file.first = ordinal(self.ids.len())?;
        for (row, newest) in rows.iter().zip(newest) {
            let assured = match (row.assured, file.assured) {
                (Some(true), Some(false)) => {
                    overruled.add(&row.id.to_string());
                    Some(false)
                }
                (said, folder) => said.or(folder),
            };
            let mut flags = u32::from(row.status) | u32::from(row.term_type) << 8;
            flags |= if newest { NEWEST } else { 0 };
            flags |= assured.map_or(0, |assured| if assured { ASSURED } else { NOT_ASSURED });
            self.ids.push(row.id.cells());
            let ([from, from_rest], [to, to_rest]) = (row.from.cells(), row.to.cells());
            self.ends.push([from, from_rest, to, to_rest]);
            self.cells.push([row.date, flags, row.others]);
        }
        ordinal(self.ids.len())?;
        let notes = [overruled, against].into_iter().filter_map(Gathered::note);
        let notes = notes.map(|note| format!("{}: {note}", file.name)).collect();
        self.files.push(file);
        Ok(notes)
    }

    /// What was counted: all rows, and of each table those in force.
    pub(super) fn counts(&self) -> Vec<(String, u64)> {
        let mut counts = vec![("rows".to_owned(), self.cells.len() as u64)];
        let ends = self.files.iter().skip(1).map(|file| file.first as usize).chain([self.cells.len()]);
        for (file, end) in self.files.iter().zip(ends) {
            let rows = self.cells.get(file.first as usize..end).unwrap_or_default();
            let in_force = rows.iter().filter(|cells| cells[1] & NEWEST != 0 && cells[1] & 0xff > 0);
            let assured = in_force.clone().filter(|cells| cells[1] & ASSURED != 0).count();
            counts.push((format!("{} rows in force", file.table), in_force.count() as u64));
            counts.push((format!("{} rows in force and assured", file.table), assured as u64));
        }
        counts
    }

    /// Writes the index.
    pub(super) fn write(&self, pool: &TextPool, to: &Path) -> Result<(), LoadError> {
        let mut writer = ContainerWriter::create(to, KIND, FORMAT)?;
        let files = serde_json::to_vec(&self.files);
        let files = files.map_err(|error| LoadError::Disagree(format!("the list of files cannot be kept: {error}")))?;
        writer.section(sections::NAMES[sections::FILES], &files)?;
        writer.numbers(sections::NAMES[sections::IDS], &self.ids)?;
        writer.numbers(sections::NAMES[sections::ENDS], &self.ends)?;
        writer.numbers(sections::NAMES[sections::CELLS], &self.cells)?;
        let rows = 0..ordinal(self.ids.len())?;
        let by_end = |at: usize| {
            let mut order: Vec<u32> = rows.clone().collect();
            order.sort_by_key(|row| self.ends[*row as usize][at]);
            order
        };
        writer.numbers(sections::NAMES[sections::BY_FROM], &by_end(0))?;
        writer.numbers(sections::NAMES[sections::BY_TO], &by_end(2))?;
        let mut by_id: Vec<u32> = rows.collect();
        by_id.sort_by_key(|row| (self.ids[*row as usize], self.cells[*row as usize][0]));
        writer.numbers(sections::NAMES[sections::BY_ID], &by_id)?;
        writer.section("texts", pool.bytes())?;
        Ok(writer.finish()?)
    }
}

/// Which rows are the newest of their maps: those whose date no row of the same map is after.
///
/// A map can have several of one date: one of its terms each, in the table of terms.
fn newest(rows: &[MapRow]) -> Vec<bool> {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_unstable_by_key(|at| (rows[*at].id, rows[*at].date));
    let mut newest = vec![false; rows.len()];
    for map in order.chunk_by(|one, other| rows[*one].id == rows[*other].id) {
        let date = map.last().map(|at| rows[*at].date);
        for at in map.iter().rev().take_while(|at| Some(rows[**at].date) == date) {
            newest[*at] = true;
        }
    }
    newest
}

/// Counts the maps whose newest rows say of one and the same target that it counts and does not.
fn against_each_other(rows: &[MapRow], newest: &[bool], against: &mut Gathered) {
    let key = |at: &usize| (rows[*at].id, rows[*at].from.cells(), rows[*at].to.cells(), rows[*at].others);
    let mut order: Vec<usize> = (0..rows.len()).filter(|at| newest[*at]).collect();
    order.sort_unstable_by_key(key);
    for same in order.chunk_by(|one, other| key(one) == key(other)) {
        let counts = same.iter().filter(|at| rows[**at].status > 0).count();
        against.add_if(counts != 0 && counts != same.len(), &rows[same[0]].id.to_string());
    }
}

/// Both ends of a row from their numbers.
pub(super) fn ends([from, from_rest, to, to_rest]: [u64; 4]) -> [End; 2] {
    [End::of_cells([from, from_rest]), End::of_cells([to, to_rest])]
}
