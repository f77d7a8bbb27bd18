//! What an expression constraint finds, and why it finds nothing.

use std::fmt;

use roaring::RoaringBitmap;
use snomed_ct_parsing::ecl::Decimal;

/// What was found, and what about the expression constraint is worth a second look.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// What was found.
    pub answer: Answer,
    /// What names nothing in this release, in the order in which it was met, each once.
    pub notes: Vec<Note>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Concepts, by ordinal.
    Concepts(RoaringBitmap),
    /// Values: of fields of reference sets, or of attributes with concrete values.
    Values(Values),
}

/// Values in rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Values {
    /// What the columns are: names of fields, or `value`.
    pub columns: Vec<String>,
    /// The rows, sorted, each once.
    pub rows: Vec<Vec<Value>>,
}

/// A value in a row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// Nothing: the field is empty, or the reference set of this row does not have it.
    Nothing,
    /// A component, by its SCTID.
    Component(u64),
    /// A truth value.
    Boolean(bool),
    /// A number.
    Number(Decimal),
    /// A text.
    Text(String),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => Ok(()),
            Self::Component(id) => write!(f, "{id}"),
            Self::Boolean(value) => write!(f, "{value}"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// What names nothing, or less than it seems to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Note {
    /// The release has no concept with this SCTID.
    #[error("there is no concept {0} in this release")]
    Absent(u64),
    /// The concept is inactive, and stands nowhere in the hierarchy.
    #[error("{0} is inactive: nothing is above or below it")]
    Inactive(u64),
    /// The scheme has no such identifier.
    #[error("{scheme} has no identifier {code} in this release")]
    NoIdentifier {
        /// The alias of the scheme.
        scheme: String,
        /// The identifier.
        code: String,
    },
    /// The concept is no reference set with members in this release.
    #[error("{0} is no reference set with members in this release")]
    NoRefset(u64),
}
