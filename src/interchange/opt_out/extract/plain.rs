//! A list of numbers, one a line, also in the format of the service itself.

use std::io::BufRead;

use super::lines::{Lines, trimmed, without_mark};
use super::{ExtractError, Row, usable_bytes};

pub(super) struct PlainRows<R> {
    lines: Lines<R>,
    raw: Vec<u8>,
}

impl<R: BufRead> PlainRows<R> {
    pub(super) const fn begin(input: R) -> Self {
        Self { lines: Lines::new(input), raw: Vec::new() }
    }

    pub(super) fn next(&mut self) -> Result<Option<Row<'_>>, ExtractError> {
        loop {
            self.raw.clear();
            if !self.lines.next(&mut self.raw)? {
                return Ok(None);
            }
            if !trimmed(&self.raw).trim_ascii().is_empty() {
                break;
            }
        }
        let text = without_mark(trimmed(&self.raw));
        let text = text.strip_suffix(b",").unwrap_or(text);
        Ok(Some(Row { line: self.lines.line, raw: &self.raw, number: usable_bytes(text) }))
    }
}
