//! Why a row of a file was not taken into a plan.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A row that was not taken in. What it held is not repeated: it may be a person's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejection {
    /// The row's number in the file, from 1, heads and empty lines apart.
    pub row: u64,
    /// The line on which it begins, from 1.
    pub line: u64,
    /// The column that is wrong, where one is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// What kind of mistake it is.
    pub code: RejectionCode,
    /// What was expected and what was found.
    pub message: String,
}

/// The kinds of mistake, a stable list for scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RejectionCode {
    /// A number that a spreadsheet turned into a float.
    SpreadsheetNumber,
    /// Nine digits: a leading zero may be lost.
    LeadingZeroLost,
    /// Not ten digits.
    NotANumber,
    /// The check digit is wrong.
    CheckDigit,
    /// A number that systems send when they have none.
    FillerNumber,
    /// Outside the range that a demo store takes.
    NotForDemo,
    /// No such choice.
    UnknownChoice,
    /// Not a date or a time.
    NotADate,
    /// A time that does not fit: in the future, or an end before its beginning.
    BadTime,
    /// A value that this choice needs is not there.
    Missing,
    /// A value that this choice cannot have.
    NotAllowed,
    /// A value of a fixed list, or of a fixed form, that is not of it.
    UnknownValue,
    /// A value that is too long.
    TooLong,
    /// The row has more or fewer values than the head, or is no JSON object.
    Shape,
    /// A member of a JSON object that is not known.
    UnknownColumn,
    /// The text is not UTF-8.
    Encoding,
    /// The same row again.
    Duplicate,
    /// A key that stands for another row.
    KeyReused,
    /// What it corrects is not there.
    NothingToCorrect,
}

impl RejectionCode {
    /// The word in files and output.
    pub const fn word(self) -> &'static str {
        match self {
            Self::SpreadsheetNumber => "spreadsheet-number",
            Self::LeadingZeroLost => "leading-zero-lost",
            Self::NotANumber => "not-a-number",
            Self::CheckDigit => "check-digit",
            Self::FillerNumber => "filler-number",
            Self::NotForDemo => "not-for-demo",
            Self::UnknownChoice => "unknown-choice",
            Self::NotADate => "not-a-date",
            Self::BadTime => "bad-time",
            Self::Missing => "missing",
            Self::NotAllowed => "not-allowed",
            Self::UnknownValue => "unknown-value",
            Self::TooLong => "too-long",
            Self::Shape => "shape",
            Self::UnknownColumn => "unknown-column",
            Self::Encoding => "encoding",
            Self::Duplicate => "duplicate",
            Self::KeyReused => "key-reused",
            Self::NothingToCorrect => "nothing-to-correct",
        }
    }
}

/// A mistake in one value, before it is known on which row it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The column.
    pub column: &'static str,
    /// What kind.
    pub code: RejectionCode,
    /// What was expected and what was found.
    pub message: String,
}

impl Mistake {
    /// A mistake in a column.
    pub fn new(column: &'static str, code: RejectionCode, message: impl Into<String>) -> Self {
        Self { column, code, message: message.into() }
    }

    /// The mistake at its place.
    pub fn at(self, row: u64, line: u64) -> Rejection {
        let column = (!self.column.is_empty()).then(|| self.column.to_owned());
        Rejection { row, line, column, code: self.code, message: self.message }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.column.is_empty() { f.write_str(&self.message) } else { write!(f, "{}: {}", self.column, self.message) }
    }
}

impl std::error::Error for Mistake {}
