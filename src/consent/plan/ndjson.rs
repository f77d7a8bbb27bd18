//! Rows of NDJSON: one object a line, its members named as the columns are.

use std::borrow::Cow;
use std::io::{BufRead, Read};

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::columns::{COLUMNS, proposal};
use super::source::{LONGEST, SourceError};
use super::{Mistake, Proposal, Rejection, RejectionCode};

/// Rows of NDJSON.
pub struct NdjsonRows<R> {
    reader: R,
    bytes: Vec<u8>,
    line: u64,
    row: u64,
    now: Timestamp,
}

impl<R: BufRead> NdjsonRows<R> {
    pub(super) fn new(reader: R, line: u64, now: Timestamp) -> Self {
        Self { reader, bytes: Vec::new(), line: line - 1, row: 0, now }
    }

    /// Reads one line; what is too long is read to its end and let go. `None` at the end, otherwise
    /// whether it fits.
    fn read(&mut self) -> Result<Option<bool>, SourceError> {
        let most = u64::try_from(LONGEST).unwrap_or(u64::MAX);
        self.bytes.clear();
        if self.reader.by_ref().take(most).read_until(b'\n', &mut self.bytes)? == 0 {
            return Ok(None);
        }
        self.line += 1;
        let fits = self.bytes.len() < LONGEST || self.bytes.ends_with(b"\n");
        while !fits && !self.bytes.ends_with(b"\n") {
            self.bytes.clear();
            if self.reader.by_ref().take(most).read_until(b'\n', &mut self.bytes)? == 0 {
                break;
            }
        }
        Ok(Some(fits))
    }

    pub(super) fn next(&mut self) -> Option<Result<Result<Proposal, Rejection>, SourceError>> {
        loop {
            match self.read() {
                Err(error) => return Some(Err(error)),
                Ok(None) => return None,
                Ok(Some(true)) if self.bytes.trim_ascii().is_empty() => {}
                Ok(Some(fits)) => {
                    self.row += 1;
                    let made = if fits {
                        made(&self.bytes, self.row, self.line, self.now)
                    } else {
                        Err(Mistake::new("", RejectionCode::TooLong, format!("longer than {LONGEST} bytes")))
                    };
                    return Some(Ok(made.map_err(|mistake| mistake.at(self.row, self.line))));
                }
            }
        }
    }
}

fn made(bytes: &[u8], row: u64, line: u64, now: Timestamp) -> Result<Proposal, Mistake> {
    let text = std::str::from_utf8(bytes).map_err(|_| Mistake::new("", RejectionCode::Encoding, "not UTF-8"))?;
    let object: Map<String, Value> = serde_json::from_str(text).map_err(|error| {
        Mistake::new("", RejectionCode::Shape, format!("not a JSON object, at column {}", error.column()))
    })?;
    let mut held: [Cow<'_, str>; COLUMNS.len()] = std::array::from_fn(|_| Cow::Borrowed(""));
    for (name, value) in &object {
        let Some(column) = COLUMNS.iter().position(|known| known == name) else {
            let name: String = name.chars().take(40).collect();
            let message = format!("{name:?} is not a column; the columns are {}", COLUMNS.join(", "));
            return Err(Mistake::new("", RejectionCode::UnknownColumn, message));
        };
        held[column] = match value {
            Value::String(text) => Cow::Borrowed(text),
            Value::Number(number) => Cow::Owned(number.to_string()),
            Value::Null => Cow::Borrowed(""),
            Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
                return Err(Mistake::new(COLUMNS[column], RejectionCode::Shape, "expected a text"));
            }
        };
    }
    proposal(&std::array::from_fn(|column| held[column].as_ref()), row, line, now)
}
