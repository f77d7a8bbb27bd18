//! A file of statements, CSV or NDJSON, read row by row in constant memory.

use std::io::{self, BufRead};

use jiff::Timestamp;

use super::csv::CsvRows;
use super::ndjson::NdjsonRows;
use super::{Proposal, Rejection};

/// The longest row.
pub(super) const LONGEST: usize = 64 * 1024;

/// Why a file cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// There is nothing in it.
    #[error("there is nothing in it: expected a head with the columns nhs_number and choice, or JSON lines")]
    Empty,
    /// UTF-16, which spreadsheets call Unicode text.
    #[error("it is UTF-16: save it as UTF-8 (in a spreadsheet: CSV UTF-8)")]
    Utf16,
    /// The head is not UTF-8, or longer than a row may be.
    #[error("line 1: the head cannot be read: it is not UTF-8, or too long")]
    Head,
    /// A column that is not known.
    #[error("line 1: {name:?} is not a column; the columns are {known}")]
    UnknownColumn {
        /// The column.
        name: String,
        /// Those that are.
        known: String,
    },
    /// A column that is there twice.
    #[error("line 1: the column {0} is there twice")]
    RepeatedColumn(&'static str),
    /// A column that must be there.
    #[error("line 1: the column {0} is not there")]
    MissingColumn(&'static str),
    /// It cannot be read.
    #[error("it cannot be read")]
    Io(#[from] io::Error),
}

/// The statements of a file, with the rows that are none.
pub enum Source<R> {
    /// Comma-separated values with a head (RFC 4180).
    Csv(Box<CsvRows<R>>),
    /// One JSON object a line.
    Ndjson(NdjsonRows<R>),
}

impl<R: BufRead> Source<R> {
    /// Begins to read a file. What begins with `{` is NDJSON, anything else CSV; a byte-order mark is
    /// passed over. `now` is when what gives no time was stated.
    ///
    /// # Errors
    /// Where the file cannot be read as either; of CSV, where its head names what is no column.
    pub fn open(mut reader: R, now: Timestamp) -> Result<Self, SourceError> {
        skip_mark(&mut reader)?;
        let mut lines = 1;
        loop {
            let ahead = reader.fill_buf()?;
            match ahead.first() {
                None => return Err(SourceError::Empty),
                Some(b'\n') => lines += 1,
                Some(b' ' | b'\t' | b'\r') => {}
                Some(b'{') => return Ok(Self::Ndjson(NdjsonRows::new(reader, lines, now))),
                Some(_) => return Ok(Self::Csv(Box::new(CsvRows::open(reader, lines, now)?))),
            }
            reader.consume(1);
        }
    }
}

/// Passes over a byte-order mark of UTF-8, and refuses one of UTF-16.
fn skip_mark(reader: &mut impl BufRead) -> Result<(), SourceError> {
    let ahead = reader.fill_buf()?;
    if ahead.starts_with(&[0xff, 0xfe]) || ahead.starts_with(&[0xfe, 0xff]) {
        return Err(SourceError::Utf16);
    }
    if ahead.starts_with(b"\xef\xbb\xbf") {
        reader.consume(3);
    }
    Ok(())
}

impl<R: BufRead> Iterator for Source<R> {
    type Item = Result<Result<Proposal, Rejection>, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Csv(rows) => rows.next(),
            Self::Ndjson(rows) => rows.next(),
        }
    }
}

impl<R> std::fmt::Debug for Source<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Source")
    }
}
