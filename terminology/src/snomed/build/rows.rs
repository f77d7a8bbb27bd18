//! The rows of a release, the newest version of each component, as the index is built from them.

use std::collections::HashMap;

use snomed_ct_parsing::rf2::Letter;

/// A number for each of a few SCTIDs: modules, types, reference sets.
#[derive(Debug, Default, Clone)]
pub(in crate::snomed) struct Few {
    sctids: Vec<u64>,
    numbers: HashMap<u64, u32>,
}

impl Few {
    /// The number of an SCTID.
    pub(in crate::snomed) fn number(&mut self, sctid: u64) -> u32 {
        let next = u32::try_from(self.sctids.len()).unwrap_or(u32::MAX);
        *self.numbers.entry(sctid).or_insert_with(|| {
            self.sctids.push(sctid);
            next
        })
    }

    /// The SCTID of a number.
    pub(in crate::snomed) fn sctid(&self, number: u32) -> u64 {
        self.sctids.get(number as usize).copied().unwrap_or(0)
    }

    /// All of them, by number.
    pub(in crate::snomed) fn sctids(&self) -> &[u64] {
        &self.sctids
    }
}

/// A text in the texts of the file that its row was read from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::snomed) struct TextAt {
    pub start: u32,
    pub length: u32,
}

impl TextAt {
    /// As a cell of a member row.
    pub(in crate::snomed) fn cell(self) -> u64 {
        u64::from(self.start) << 32 | u64::from(self.length)
    }

    /// From a cell of a member row.
    #[expect(clippy::cast_possible_truncation, reason = "the two halves of the cell")]
    pub(in crate::snomed) fn of(cell: u64) -> Self {
        Self { start: (cell >> 32) as u32, length: cell as u32 }
    }
}

/// What every row bears.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::snomed) struct Version {
    /// The effective time, as the number YYYYMMDD.
    pub time: u32,
    /// The module, by its number.
    pub module: u32,
    /// Its line in its file; 0 in a release that is loaded already.
    pub line: u32,
    /// The file that it was read from, by its place in the list of those loaded.
    pub file: u16,
    pub active: bool,
}

#[derive(Debug, Clone, Copy)]
pub(in crate::snomed) struct ConceptRow {
    pub id: u64,
    pub version: Version,
    pub defined: bool,
}

#[derive(Debug, Clone, Copy)]
pub(in crate::snomed) struct DescriptionRow {
    pub id: u64,
    pub concept: u64,
    pub version: Version,
    /// 0 fully specified name, 1 synonym, 2 definition.
    pub kind: u8,
    /// 0 insensitive, 1 all but the initial character sensitive, 2 sensitive.
    pub case: u8,
    pub language: u16,
    pub term: TextAt,
}

#[derive(Debug, Clone, Copy)]
pub(in crate::snomed) struct RelationshipRow {
    pub id: u64,
    pub source: u64,
    /// The destination, or a text's cell when the value is concrete.
    pub target: u64,
    pub version: Version,
    pub group: u32,
    /// The type, characteristic type and modifier by their numbers.
    pub kind: u32,
    pub characteristic: u32,
    pub modifier: u32,
    pub concrete: bool,
}

#[derive(Debug, Clone, Copy)]
pub(in crate::snomed) struct IdentifierRow {
    pub alternate: TextAt,
    /// The scheme, by its number.
    pub scheme: u32,
    pub component: u64,
    pub version: Version,
}

#[derive(Debug, Clone, Copy)]
pub(in crate::snomed) struct MemberRow {
    pub id: [u8; 16],
    pub component: u64,
    pub version: Version,
    /// The reference set, by its number.
    pub refset: u32,
    /// Where its further cells begin in the table's.
    pub cells: u32,
}

/// The cell of a whole number that is not there.
pub(in crate::snomed) const NO_INTEGER: u64 = i64::MIN.cast_unsigned();

/// What stands in a further column of a reference set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    /// The SCTID of a component.
    Component,
    /// A whole number.
    Integer,
    /// A text.
    Text,
}

impl From<Letter> for FieldKind {
    fn from(letter: Letter) -> Self {
        match letter {
            Letter::Component => Self::Component,
            Letter::Integer => Self::Integer,
            Letter::Text => Self::Text,
        }
    }
}

/// The rows of all reference sets that have the same further columns.
#[derive(Debug, Default)]
pub(in crate::snomed) struct Table {
    /// The names of the further columns as the header has them, and their kinds.
    pub columns: Vec<(String, FieldKind)>,
    pub rows: Vec<MemberRow>,
    pub cells: Vec<u64>,
}

impl Table {
    /// The further cells of a row.
    pub(in crate::snomed) fn cells_of(&self, row: &MemberRow) -> &[u64] {
        let start = row.cells as usize;
        self.cells.get(start..start + self.columns.len()).unwrap_or_default()
    }
}

/// Everything that an index is built from.
#[derive(Debug, Default)]
pub(in crate::snomed) struct Rows {
    pub few: Few,
    pub languages: Vec<String>,
    pub concepts: Vec<ConceptRow>,
    pub descriptions: Vec<DescriptionRow>,
    pub relationships: Vec<RelationshipRow>,
    pub stated: Vec<RelationshipRow>,
    pub identifiers: Vec<IdentifierRow>,
    pub tables: Vec<Table>,
    /// The texts of each file.
    pub texts: Vec<Vec<u8>>,
}

impl Rows {
    /// A text of a row.
    pub(in crate::snomed) fn text(&self, file: u16, text: TextAt) -> &[u8] {
        let start = text.start as usize;
        let texts = self.texts.get(usize::from(file));
        texts.and_then(|texts| texts.get(start..start + text.length as usize)).unwrap_or_default()
    }
}
