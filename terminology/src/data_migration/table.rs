//! The tables: what each maps, and which columns it has.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::delimited::Column;
use crate::lookup::System;

/// A table of maps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Table {
    /// Read v2 code and term code to SNOMED CT concept and description, each row assured or not.
    Rcsctmap2,
    /// Read v2 code and term code to SNOMED CT concept; not assured.
    Rcsctmap,
    /// The same with the descriptions for the terms of 30, 60 and 198 characters.
    #[serde(rename = "rcsctmap_enhanced")]
    RcsctmapEnhanced,
    /// Read v2 code and term text to SNOMED CT concept, for records without a term code.
    Rctermsctmap,
    /// Read v2 code alone to SNOMED CT concept, for records without a term; status 2 is ambiguous.
    Rcmap,
    /// CTV3 concept and term to SNOMED CT concept and description, each row assured or not.
    Ctv3sctmap2,
    /// Read v2 code and term code to CTV3 concept and term.
    Rctctv3map,
    /// CTV3 concept and term to Read v2 code and term code.
    Ctv3rctmap,
}

/// A column, by what stands in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cell {
    MapId,
    ReadCode,
    TermCode,
    Ctv3Concept,
    Ctv3Term,
    Ctv3TermType,
    Concept,
    Description,
    Assured,
    Date,
    Status,
    /// Kept as the file has it, by its name.
    Other(&'static str),
}

const REQUIRED: bool = true;
const OPTIONAL: bool = false;

const fn column(names: &'static [&'static str], required: bool) -> Column {
    Column { name: names[0], names, required }
}

const MAP_ID: (Cell, Column) = (Cell::MapId, column(&["MapId"], REQUIRED));
const READ_CODE: (Cell, Column) = (Cell::ReadCode, column(&["ReadCode", "V2_CONCEPTID"], REQUIRED));
const TERM_CODE: (Cell, Column) = (Cell::TermCode, column(&["TermCode", "V2_TERMID"], REQUIRED));
const CTV3_CONCEPT: (Cell, Column) = (Cell::Ctv3Concept, column(&["CTV3_CONCEPTID"], REQUIRED));
const CTV3_TERM: (Cell, Column) = (Cell::Ctv3Term, column(&["CTV3_TERMID"], REQUIRED));
const CTV3_TERM_TYPE: (Cell, Column) = (Cell::Ctv3TermType, column(&["CTV3_TERMTYPE", "CTV3_TERMTYP"], REQUIRED));
const CONCEPT: (Cell, Column) = (Cell::Concept, column(&["ConceptId", "SCT_CONCEPTID"], REQUIRED));
const DESCRIPTION: (Cell, Column) = (Cell::Description, column(&["DescriptionId", "SCT_DESCRIPTIONID"], REQUIRED));
const ASSURED: (Cell, Column) = (Cell::Assured, column(ASSURED_NAMES, REQUIRED));
const MAYBE_ASSURED: (Cell, Column) = (Cell::Assured, column(ASSURED_NAMES, OPTIONAL));
const ASSURED_NAMES: &[&str] = &["IS_ASSURED", "ISASSURED"];
const DATE: (Cell, Column) = (Cell::Date, column(&["EffectiveDate"], REQUIRED));
const STATUS: (Cell, Column) = (Cell::Status, column(&["MapStatus"], REQUIRED));

const fn other(names: &'static [&'static str], required: bool) -> (Cell, Column) {
    (Cell::Other(names[0]), column(names, required))
}

const BETWEEN_READ_CODES: [(Cell, Column); 12] = [
    MAP_ID,
    READ_CODE,
    TERM_CODE,
    CTV3_TERM,
    CTV3_TERM_TYPE,
    CTV3_CONCEPT,
    other(&["USE_CTV3_TERMID"], OPTIONAL),
    other(&["STAT"], OPTIONAL),
    other(&["MAPTYP", "MAPTYPE"], OPTIONAL),
    STATUS,
    DATE,
    MAYBE_ASSURED,
];

impl Table {
    /// Every table, in the order to show.
    pub const ALL: [Self; 8] = [
        Self::Rcsctmap2,
        Self::Rcsctmap,
        Self::RcsctmapEnhanced,
        Self::Rctermsctmap,
        Self::Rcmap,
        Self::Ctv3sctmap2,
        Self::Rctctv3map,
        Self::Ctv3rctmap,
    ];

    /// Its name, with which the names of its files begin.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rcsctmap2 => "rcsctmap2",
            Self::Rcsctmap => "rcsctmap",
            Self::RcsctmapEnhanced => "rcsctmap_enhanced",
            Self::Rctermsctmap => "rctermsctmap",
            Self::Rcmap => "rcmap",
            Self::Ctv3sctmap2 => "ctv3sctmap2",
            Self::Rctctv3map => "rctctv3map",
            Self::Ctv3rctmap => "ctv3rctmap",
        }
    }

    /// The table of a file's name: `rcsctmap2_uk_20200401000001.txt`.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
        let stem = stem.split_once("_uk").map_or(stem, |(stem, _)| stem);
        let stem = if stem == "rcsctmap2_enhanced" { "rcsctmap_enhanced" } else { stem };
        Self::ALL.into_iter().find(|table| table.name() == stem)
    }

    /// What it maps from.
    pub const fn from(self) -> System {
        match self {
            Self::Ctv3sctmap2 | Self::Ctv3rctmap => System::Ctv3,
            _ => System::ReadV2,
        }
    }

    /// What it maps to.
    pub const fn to(self) -> System {
        match self {
            Self::Rctctv3map => System::Ctv3,
            Self::Ctv3rctmap => System::ReadV2,
            _ => System::SnomedCt,
        }
    }

    /// The columns that it has or may have.
    pub(super) fn columns(self) -> Vec<(Cell, Column)> {
        let snomed = [MAP_ID, READ_CODE, CONCEPT, DATE, STATUS];
        match self {
            Self::Rcsctmap2 => [&snomed[..], &[TERM_CODE, DESCRIPTION, ASSURED]].concat(),
            Self::Rcsctmap => [&snomed[..], &[TERM_CODE]].concat(),
            Self::RcsctmapEnhanced => {
                let terms = [other(&["T30ID"], REQUIRED), other(&["T60ID"], REQUIRED), other(&["T198ID"], REQUIRED)];
                [&snomed[..], &[TERM_CODE], &terms].concat()
            }
            Self::Rctermsctmap => [&snomed[..], &[other(&["Term"], REQUIRED)]].concat(),
            Self::Rcmap => snomed.to_vec(),
            Self::Ctv3sctmap2 => {
                let ctv3 = [CTV3_CONCEPT, CTV3_TERM, CTV3_TERM_TYPE];
                [&[MAP_ID][..], &ctv3, &[CONCEPT, DESCRIPTION, STATUS, DATE, ASSURED]].concat()
            }
            Self::Rctctv3map | Self::Ctv3rctmap => BETWEEN_READ_CODES.to_vec(),
        }
    }

    /// The names of the columns that are kept as the file has them.
    pub(super) fn others(self) -> impl Iterator<Item = &'static str> {
        self.columns().into_iter().filter_map(|(cell, _)| match cell {
            Cell::Other(name) => Some(name),
            _ => None,
        })
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
