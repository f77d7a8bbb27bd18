//! A row of a map.

use jiff::civil::Date;

use super::index::{ASSURED, FileRecord, NEWEST, NOT_ASSURED, ends};
use super::{DataMigration, End, MapId, Table, sections};

/// Whether a row counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// It is the newest of its map, and its status is more than 0.
    InForce,
    /// It is the newest of its map, and its status is 0: the map was withdrawn.
    Withdrawn,
    /// The map has a newer row.
    Superseded,
}

/// A row of a map, with where it stands.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    maps: &'a DataMigration,
    number: usize,
    cells: [u32; 3],
}

impl<'a> Row<'a> {
    pub(super) fn new(maps: &'a DataMigration, number: usize) -> Self {
        Self { maps, number, cells: maps.cells.row(sections::CELLS, number) }
    }

    /// The identifier of the map, which all its rows share.
    pub fn map_id(&self) -> MapId {
        MapId::of_cells(self.maps.cells.row(sections::IDS, self.number))
    }

    /// What it maps from.
    pub fn from(&self) -> End {
        self.ends()[0]
    }

    /// What it maps to.
    pub fn to(&self) -> End {
        self.ends()[1]
    }

    /// The day from which its status holds.
    pub fn date(&self) -> Option<Date> {
        let part = |divisor: u32, modulus: u32| i16::try_from(self.cells[0] / divisor % modulus).ok();
        let (month, day) = (i8::try_from(part(100, 100)?).ok()?, i8::try_from(part(1, 100)?).ok()?);
        Date::new(part(10_000, 10_000)?, month, day).ok()
    }

    /// The number in its status column: 0 for a map withdrawn, 1 for one in use; in [`Table::Rcmap`]
    /// 2 for an ambiguous one.
    pub fn map_status(&self) -> u8 {
        u8::try_from(self.cells[1] & 0xff).unwrap_or_default()
    }

    /// Whether it counts: the newest row of each map is looked for first, and then whether its status
    /// is more than 0.
    pub fn status(&self) -> Status {
        match (self.cells[1] & NEWEST != 0, self.map_status()) {
            (false, _) => Status::Superseded,
            (true, 0) => Status::Withdrawn,
            (true, _) => Status::InForce,
        }
    }

    /// Whether it was clinically assured, as its own column says, or else the folder of its file; none
    /// where neither says so.
    pub fn assured(&self) -> Option<bool> {
        match self.cells[1] {
            flags if flags & ASSURED != 0 => Some(true),
            flags if flags & NOT_ASSURED != 0 => Some(false),
            _ => None,
        }
    }

    /// The letter of the type of its CTV3 term: `P` preferred, `S` synonym.
    pub fn ctv3_term_type(&self) -> Option<char> {
        char::from_u32(self.cells[1] >> 8 & 0xff).filter(|letter| *letter != '\0')
    }

    /// Its table.
    pub fn table(&self) -> Table {
        self.record().map_or(Table::Rcsctmap2, |file| file.table)
    }

    /// The name of its file.
    pub fn file(&self) -> &'a str {
        self.record().map_or("", |file| &file.name)
    }

    /// The date in the name of its file.
    pub fn file_date(&self) -> Option<Date> {
        self.record().and_then(|file| file.date)
    }

    /// The line that it stands on, from 1.
    pub fn line(&self) -> u64 {
        let first = self.record().map_or(0, |file| file.first as usize);
        self.number.saturating_sub(first) as u64 + 2
    }

    /// A column that is kept as the file has it: `Term`, `T30ID`, `T60ID`, `T198ID`,
    /// `USE_CTV3_TERMID`, `STAT`, `MAPTYP`; none where the table has no such column or it is empty.
    pub fn column(&self, name: &str) -> Option<&'a str> {
        let at = self.table().others().position(|other| other.eq_ignore_ascii_case(name))?;
        let others = self.maps.cells.text(self.cells[2]);
        others.split('\t').nth(at).filter(|text| !text.is_empty())
    }

    fn ends(&self) -> [End; 2] {
        ends(self.maps.cells.row(sections::ENDS, self.number))
    }

    fn record(&self) -> Option<&'a FileRecord> {
        let after = self.maps.files.partition_point(|file| file.first as usize <= self.number);
        self.maps.files.get(after.checked_sub(1)?)
    }
}
