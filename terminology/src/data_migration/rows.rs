//! The rows of a file.

use std::sync::atomic::AtomicBool;

use snomed_ct_parsing::sctid::{ComponentKind, Sctid};

use super::header::{Columns, TABS};
use super::table::{Cell, Table};
use super::{End, MapId};
use crate::delimited::{self, TextFile, date};
use crate::load::LoadError;
use crate::lookup::System;
use crate::read_code::{ReadCode, TermCode};
use crate::text_pool::TextPool;

/// What stands for a code of a drug.
const DRUG: &str = "_DRUG";
/// What stands for a code where there is none.
const NOTHING: &str = "_NONE";

/// A row as it is read.
pub(super) struct MapRow {
    pub(super) id: MapId,
    pub(super) from: End,
    pub(super) to: End,
    /// The date as a number, YYYYMMDD.
    pub(super) date: u32,
    pub(super) status: u8,
    pub(super) assured: Option<bool>,
    /// The letter of the type of its CTV3 term; 0 where it has none.
    pub(super) term_type: u8,
    /// The place of the other columns, joined by tabs.
    pub(super) others: u32,
}

/// Reads every row of a file of a table.
pub(super) fn read(
    file: &TextFile,
    table: Table,
    pool: &mut TextPool,
    stop: &AtomicBool,
) -> Result<Vec<MapRow>, LoadError> {
    let columns = file.first(TABS, |row| Columns::read(row, table))?;
    let others: Vec<Option<usize>> = columns.others().collect();
    let mut rows = Vec::new();
    file.each((TABS, columns.count(), 1), stop, |row| {
        let fields = Fields { row, columns: &columns };
        let others: Vec<&str> = others.iter().map(|place| place.map_or("", |place| row.text(place))).collect();
        rows.push(MapRow {
            id: fields.id()?,
            from: fields.end(table.from())?,
            to: fields.end(table.to())?,
            date: fields.date()?,
            status: fields.status()?,
            assured: fields.assured()?,
            term_type: fields.term_type()?,
            others: pool.place(&others.join("\t"))?,
        });
        Ok(())
    })?;
    Ok(rows)
}

/// A row, its fields by what stands in them.
struct Fields<'a> {
    row: &'a delimited::Row<'a>,
    columns: &'a Columns,
}

impl Fields<'_> {
    fn text(&self, cell: Cell) -> &str {
        self.columns.place(cell).map_or("", |place| self.row.text(place))
    }

    fn wrong(&self, cell: Cell, expected: impl Into<String>) -> LoadError {
        self.row.wrong(self.columns.place(cell).unwrap_or(0), expected)
    }

    fn id(&self) -> Result<MapId, LoadError> {
        MapId::parse(self.text(Cell::MapId)).ok_or_else(|| self.wrong(Cell::MapId, "a GUID in braces"))
    }

    fn end(&self, system: System) -> Result<End, LoadError> {
        let code = match system {
            System::ReadV2 => Cell::ReadCode,
            System::Ctv3 => Cell::Ctv3Concept,
            System::SnomedCt | System::Dmd => Cell::Concept,
        };
        match (self.text(code), system) {
            (DRUG, _) => Ok(End::Drug),
            (NOTHING, _) => Ok(End::Nothing),
            ("", _) => Ok(End::Empty),
            (_, System::ReadV2) => Ok(End::ReadV2(self.code(code)?, self.term_code()?)),
            (_, System::Ctv3) => Ok(End::Ctv3(self.code(code)?, self.ctv3_term()?)),
            (_, System::SnomedCt | System::Dmd) => {
                let concept = self.sctid(Cell::Concept, ComponentKind::Concept)?.unwrap_or(0);
                Ok(End::Snomed(concept, self.sctid(Cell::Description, ComponentKind::Description)?))
            }
        }
    }

    fn code(&self, cell: Cell) -> Result<ReadCode, LoadError> {
        let expected = "a code of five characters, _DRUG or _NONE";
        // What begins like a code that stands for something else must not become a code itself.
        let code = ReadCode::parse(self.text(cell)).filter(|code| !code.as_str().starts_with('_'));
        code.ok_or_else(|| self.wrong(cell, expected))
    }

    fn term_code(&self) -> Result<Option<TermCode>, LoadError> {
        match self.text(Cell::TermCode) {
            "" => Ok(None),
            text => match TermCode::parse(text) {
                Some(term) => Ok(Some(term)),
                None => Err(self.wrong(Cell::TermCode, "a term code of two letters or digits")),
            },
        }
    }

    fn ctv3_term(&self) -> Result<Option<ReadCode>, LoadError> {
        match self.text(Cell::Ctv3Term) {
            "" => Ok(None),
            text => match ReadCode::parse(text) {
                Some(term) => Ok(Some(term)),
                None => Err(self.wrong(Cell::Ctv3Term, "a term id of five characters")),
            },
        }
    }

    fn term_type(&self) -> Result<u8, LoadError> {
        match self.text(Cell::Ctv3TermType).as_bytes() {
            [] => Ok(0),
            [letter] => Ok(*letter),
            _ => Err(self.wrong(Cell::Ctv3TermType, "one letter")),
        }
    }

    fn sctid(&self, cell: Cell, kind: ComponentKind) -> Result<Option<u64>, LoadError> {
        let text = self.text(cell);
        if text.is_empty() {
            return Ok(None);
        }
        let what = if kind == ComponentKind::Concept { "a concept" } else { "a description" };
        match text.parse::<Sctid>() {
            Ok(sctid) if sctid.kind() == kind => Ok(Some(sctid.get())),
            Ok(_) => Err(self.wrong(cell, format!("the SCTID of {what}"))),
            Err(error) => Err(self.wrong(cell, format!("the SCTID of {what} ({error})"))),
        }
    }

    fn date(&self) -> Result<u32, LoadError> {
        let text = self.text(Cell::Date);
        let number = date(text).and_then(|_| text.parse().ok());
        number.ok_or_else(|| self.wrong(Cell::Date, "a date YYYYMMDD"))
    }

    fn status(&self) -> Result<u8, LoadError> {
        let text = self.text(Cell::Status);
        let number = text.parse().ok().filter(|_| text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit()));
        number.ok_or_else(|| self.wrong(Cell::Status, "a status of 0 or more"))
    }

    fn assured(&self) -> Result<Option<bool>, LoadError> {
        match self.text(Cell::Assured) {
            "1" => Ok(Some(true)),
            "0" => Ok(Some(false)),
            "" if self.columns.place(Cell::Assured).is_none() => Ok(None),
            _ => Err(self.wrong(Cell::Assured, "1 for assured or 0 for not")),
        }
    }
}
