//! An extract, record by record: whose each is, and whether it stays.
//!
//! The bytes of what stays are those that came: nothing is written anew but the frame of a bundle.

mod block;
mod csv;
mod fhir;
mod fhir_resource;
#[cfg(test)]
mod filter_test;
mod form;
mod json;
mod lines;
mod plain;

use std::io::{self, BufRead, Write};

use super::unusable::usable_bytes;
use super::{Rule, Tally, Unusable};
use crate::record::NhsNumber;
pub use form::Form;

/// Opens the extract from its beginning, each time it is asked.
pub type Opener<'a> = &'a dyn Fn() -> io::Result<Box<dyn BufRead>>;

/// An extract that cannot be filtered. It never repeats what stands there.
#[derive(Debug, thiserror::Error)]
pub enum ExtractError {
    /// A place is wrong.
    #[error("line {line}: {fault}")]
    Place {
        /// The line, from 1.
        line: u64,
        /// What is wrong with it.
        fault: ExtractFault,
    },
    /// It could not be read.
    #[error("the extract could not be read after line {line}")]
    Read {
        /// The last line that could.
        line: u64,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// What stays could not be written.
    #[error("what stays could not be written")]
    Write(#[source] io::Error),
}

/// What is wrong with an extract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ExtractFault {
    /// Nothing is in it.
    #[error("the file is empty")]
    Empty,
    /// The head does not name the column.
    #[error("the head names no column of that name: say which holds the NHS number with `--column`")]
    NoColumn,
    /// The head names the column twice.
    #[error("the head names that column twice, and which one counts cannot be told")]
    ColumnTwice,
    /// A quotation mark where none may stand.
    #[error("a quotation mark stands inside a field, so where the field ends cannot be told (RFC 4180)")]
    Quote,
    /// A quoted field without its end.
    #[error("a quoted field is not closed")]
    Open,
    /// A carriage return alone, which some readers take for the end of a row.
    #[error("a carriage return stands alone, so where the row ends cannot be told")]
    CarriageReturn,
    /// A record beyond the limit.
    #[error("one record is longer than {0} bytes")]
    TooLong(usize),
    /// JSON that is not well formed.
    #[error("the JSON is not well formed, or nested too deep, or names a member twice")]
    Json,
    /// Bytes that are not UTF-8.
    #[error("the text is not valid UTF-8")]
    CharacterSet,
    /// The file changed between two readings.
    #[error("the file changed while it was read")]
    Changed,
}

/// One record of an extract.
struct Row<'a> {
    line: u64,
    /// All its bytes, line end included.
    raw: &'a [u8],
    number: Result<NhsNumber, Unusable>,
}

/// What an extract that names its people directly is read by.
enum Rows<R> {
    Csv(csv::CsvRows<R>),
    Ndjson(json::JsonRows<R>),
    Plain(plain::PlainRows<R>),
}

impl<R: BufRead> Rows<R> {
    fn begin(input: R, form: Form, column: &str) -> Result<Self, ExtractError> {
        Ok(match form {
            Form::Ndjson | Form::Fhir => Self::Ndjson(json::JsonRows::begin(input, column)),
            Form::Csv => Self::Csv(csv::CsvRows::begin(input, column)?),
            Form::Plain => Self::Plain(plain::PlainRows::begin(input)),
        })
    }

    /// The bytes before the first record.
    fn head(&self) -> &[u8] {
        match self {
            Self::Csv(rows) => rows.head(),
            Self::Ndjson(_) | Self::Plain(_) => &[],
        }
    }

    fn next(&mut self) -> Result<Option<Row<'_>>, ExtractError> {
        match self {
            Self::Csv(rows) => rows.next(),
            Self::Ndjson(rows) => rows.next(),
            Self::Plain(rows) => rows.next(),
        }
    }
}

/// Hands over every NHS number of an extract or a list, in its order, with its line. The column
/// counts for CSV and for NDJSON that is not FHIR.
///
/// # Errors
/// Where the extract cannot be read, or `take` fails.
pub fn numbers(
    open: Opener<'_>,
    form: Form,
    column: &str,
    mut take: impl FnMut(u64, Result<NhsNumber, Unusable>) -> io::Result<()>,
) -> Result<(), ExtractError> {
    if form == Form::Fhir {
        return fhir::numbers(open, take);
    }
    let input = open().map_err(|source| ExtractError::Read { line: 0, source })?;
    let mut rows = Rows::begin(input, form, column)?;
    while let Some(row) = rows.next()? {
        take(row.line, row.number).map_err(ExtractError::Write)?;
    }
    Ok(())
}

/// Writes what stays of an extract, byte for byte as it came and in its order. A record whose
/// number cannot be used never stays. In FHIR a resource stays where every person it speaks of does;
/// one that speaks of nobody stays where its type is never about a person.
///
/// # Errors
/// Where the extract cannot be read further or what stays cannot be written: then what was written
/// so far is no extract.
pub fn filter(
    open: Opener<'_>,
    form: Form,
    column: &str,
    rule: &Rule<'_>,
    mut out: impl Write,
) -> Result<Tally, ExtractError> {
    let mut tally = Tally::default();
    if form == Form::Fhir {
        fhir::filter(open, rule, &mut out, &mut tally)?;
    } else {
        let input = open().map_err(|source| ExtractError::Read { line: 0, source })?;
        let mut rows = Rows::begin(input, form, column)?;
        let mut block = block::Block::default();
        out.write_all(rows.head()).map_err(ExtractError::Write)?;
        while let Some(row) = rows.next()? {
            block.push(&row);
            if block.is_full() {
                block.judge(rule, &mut tally, &mut out)?;
            }
        }
        block.judge(rule, &mut tally, &mut out)?;
    }
    out.flush().map_err(ExtractError::Write)?;
    Ok(tally)
}
