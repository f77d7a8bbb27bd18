//! The two ends of a map.

use std::fmt;

use crate::read_code::{ReadCode, TermCode};

/// What stands at one end of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum End {
    /// A Read v2 code, with the code of the term where the row is about one.
    ReadV2(ReadCode, Option<TermCode>),
    /// A CTV3 concept, with the id of the term where the row is about one.
    Ctv3(ReadCode, Option<ReadCode>),
    /// A SNOMED CT concept, with the description where the row names one.
    Snomed(u64, Option<u64>),
    /// `_DRUG`: it is a drug, and its map is in dm+d.
    Drug,
    /// `_NONE`: there is nothing that it is mapped to.
    Nothing,
    /// The column is empty.
    Empty,
}

const KIND: u32 = 60;
const READ_V2: u64 = 1;
const CTV3: u64 = 2;
const SNOMED: u64 = 3;
const DRUG: u64 = 4;
const NOTHING: u64 = 5;
/// An SCTID has at most 18 digits, fewer than 60 bits hold.
const VALUE: u64 = (1 << KIND) - 1;

impl End {
    /// Two numbers: what it is looked up by, in order, and the rest.
    pub(super) fn cells(self) -> [u64; 2] {
        let (kind, value, rest) = match self {
            Self::ReadV2(code, term) => (READ_V2, code.number() << 16 | u64::from(term.map_or(0, TermCode::number)), 0),
            Self::Ctv3(code, term) => (CTV3, code.number(), term.map_or(0, ReadCode::number)),
            Self::Snomed(concept, description) => (SNOMED, concept, description.unwrap_or(0)),
            Self::Drug => (DRUG, 0, 0),
            Self::Nothing => (NOTHING, 0, 0),
            Self::Empty => (0, 0, 0),
        };
        [kind << KIND | value & VALUE, rest]
    }

    /// The end of two numbers; a damaged one is empty.
    pub(super) fn of_cells([key, rest]: [u64; 2]) -> Self {
        let value = key & VALUE;
        match key >> KIND {
            READ_V2 => {
                let [.., high, low] = value.to_be_bytes();
                let term = u16::from_be_bytes([high, low]);
                Self::ReadV2(ReadCode::of_number(value >> 16), (term != 0).then(|| TermCode::of_number(term)))
            }
            CTV3 => Self::Ctv3(ReadCode::of_number(value), (rest != 0).then(|| ReadCode::of_number(rest))),
            SNOMED => Self::Snomed(value, (rest != 0).then_some(rest)),
            DRUG => Self::Drug,
            NOTHING => Self::Nothing,
            _ => Self::Empty,
        }
    }

    /// The first and the last key of what this end stands for in a lookup: without a term, the code
    /// with any term.
    pub(super) fn keys(self) -> [u64; 2] {
        let [key, _] = self.cells();
        match self {
            Self::ReadV2(_, None) => [key, key | u64::from(u16::MAX)],
            _ => [key, key],
        }
    }

    /// Whether another end is one that this one stands for in a lookup.
    pub(super) fn stands_for(self, other: Self) -> bool {
        match (self, other) {
            (Self::ReadV2(code, None), Self::ReadV2(found, _)) | (Self::Ctv3(code, None), Self::Ctv3(found, _)) => {
                code == found
            }
            (Self::Snomed(concept, None), Self::Snomed(found, _)) => concept == found,
            _ => self == other,
        }
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ReadV2(code, None) | Self::Ctv3(code, None) => code.fmt(f),
            Self::ReadV2(code, Some(term)) => write!(f, "{code}{term}"),
            Self::Ctv3(code, Some(term)) => write!(f, "{code} {term}"),
            Self::Snomed(concept, None) => concept.fmt(f),
            Self::Snomed(concept, Some(description)) => write!(f, "{concept} {description}"),
            Self::Drug => f.write_str("_DRUG"),
            Self::Nothing => f.write_str("_NONE"),
            Self::Empty => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_come_back_from_their_numbers() {
        let code = |text| ReadCode::parse(text).unwrap();
        let ends = [
            End::ReadV2(code("H33.."), None),
            End::ReadV2(code("zzzzz"), TermCode::parse("1A")),
            End::Ctv3(code("XE0YQ"), Some(code("Y107p"))),
            End::Ctv3(code("....."), None),
            End::Snomed(999_999_999_999_999_999, Some(1)),
            End::Snomed(0, None),
            End::Drug,
            End::Nothing,
            End::Empty,
        ];
        for end in ends {
            assert_eq!(End::of_cells(end.cells()), end);
            assert!(end.stands_for(end));
        }
        assert!(ends[0].stands_for(End::ReadV2(code("H33.."), TermCode::parse("11"))));
        assert!(!End::ReadV2(code("H33.."), TermCode::parse("11")).stands_for(ends[0]));
    }
}
