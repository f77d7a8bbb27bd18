//! Rows of comma-separated values (RFC 4180), kept byte for byte.
//!
//! Stricter than most readers: where a quotation mark or a carriage return stands so that readers
//! disagree where a field ends, the file is refused, since a number could move out of its column.

use std::io::BufRead;
use std::ops::Range;

use super::lines::{Lines, trimmed, without_mark};
use super::{ExtractError, ExtractFault, Row, Unusable, usable_bytes};

pub(super) struct CsvRows<R> {
    lines: Lines<R>,
    head: Vec<u8>,
    /// How many fields the head has, and which holds the number.
    fields: usize,
    column: usize,
    raw: Vec<u8>,
    /// A quoted number without its quotation marks.
    unquoted: Vec<u8>,
}

impl<R: BufRead> CsvRows<R> {
    pub(super) fn begin(input: R, column: &str) -> Result<Self, ExtractError> {
        let mut lines = Lines::new(input);
        let mut head = Vec::new();
        if !read_row(&mut lines, &mut head)? {
            return Err(lines.fault(1, ExtractFault::Empty));
        }
        let mut places = Vec::new();
        let mut fields = 0;
        let mut unquoted = Vec::new();
        let text = without_mark(trimmed(&head));
        each_field(text, |place, field| {
            fields = place + 1;
            let name = content(&text[field], &mut unquoted);
            if name.trim_ascii().eq_ignore_ascii_case(column.trim().as_bytes()) {
                places.push(place);
            }
        })
        .map_err(|fault| lines.fault(1, fault))?;
        match places[..] {
            [column] => Ok(Self { lines, head, fields, column, raw: Vec::new(), unquoted }),
            [] => Err(lines.fault(1, ExtractFault::NoColumn)),
            _ => Err(lines.fault(1, ExtractFault::ColumnTwice)),
        }
    }

    pub(super) fn head(&self) -> &[u8] {
        &self.head
    }

    pub(super) fn next(&mut self) -> Result<Option<Row<'_>>, ExtractError> {
        loop {
            self.raw.clear();
            if !read_row(&mut self.lines, &mut self.raw)? {
                return Ok(None);
            }
            // An empty line is no row, unless a row may be one empty field.
            if self.fields == 1 || !trimmed(&self.raw).is_empty() {
                break;
            }
        }
        let newlines = memchr::memchr_iter(b'\n', &self.raw[..self.raw.len() - 1]).count();
        let line = self.lines.line - u64::try_from(newlines).unwrap_or_default();
        let text = trimmed(&self.raw);
        let (mut count, mut found) = (0, 0..0);
        let read = each_field(text, |place, field| {
            count = place + 1;
            if place == self.column {
                found = field;
            }
        });
        read.map_err(|fault| ExtractError::Place { line, fault })?;
        let number = if count == self.fields {
            usable_bytes(content(&text[found], &mut self.unquoted))
        } else {
            Err(Unusable::Ragged)
        };
        Ok(Some(Row { line, raw: &self.raw, number }))
    }
}

/// Reads one row: a line, and more where a quoted field holds line feeds.
fn read_row(lines: &mut Lines<impl BufRead>, raw: &mut Vec<u8>) -> Result<bool, ExtractError> {
    let begins = lines.line + 1;
    let (mut open, mut looked) = (false, 0);
    loop {
        if !lines.next(raw)? {
            return if open { Err(lines.fault(begins, ExtractFault::Open)) } else { Ok(false) };
        }
        // Two quotation marks in a row open and close nothing, so that counting them is enough.
        open ^= memchr::memchr_iter(b'"', &raw[looked..]).count() % 2 == 1;
        looked = raw.len();
        if !open {
            return Ok(true);
        }
    }
}

/// Names each field of a row by its place, with the quotation marks that enclose it.
fn each_field(text: &[u8], mut field: impl FnMut(usize, Range<usize>)) -> Result<(), ExtractFault> {
    let (mut place, mut start) = (0, 0);
    loop {
        let end = if text.get(start) == Some(&b'"') {
            closing(text, start)? + 1
        } else {
            let end = memchr::memchr(b',', &text[start..]).map_or(text.len(), |length| start + length);
            match memchr::memchr2(b'"', b'\r', &text[start..end]).map(|found| text[start + found]) {
                None => end,
                Some(b'"') => return Err(ExtractFault::Quote),
                Some(_) => return Err(ExtractFault::CarriageReturn),
            }
        };
        field(place, start..end);
        match text.get(end) {
            None => return Ok(()),
            Some(b',') => (place, start) = (place + 1, end + 1),
            Some(_) => return Err(ExtractFault::Quote),
        }
    }
}

/// The quotation mark that closes the one at `start`.
fn closing(text: &[u8], start: usize) -> Result<usize, ExtractFault> {
    let mut at = start + 1;
    while let Some(found) = memchr::memchr(b'"', text.get(at..).unwrap_or_default()) {
        if text.get(at + found + 1) != Some(&b'"') {
            return Ok(at + found);
        }
        at += found + 2;
    }
    Err(ExtractFault::Open)
}

/// What a field says, without the quotation marks around and the doubled ones within.
fn content<'a>(field: &'a [u8], unquoted: &'a mut Vec<u8>) -> &'a [u8] {
    let Some(inner) = field.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\"")) else { return field };
    unquoted.clear();
    let mut doubled = false;
    for byte in inner {
        doubled = *byte == b'"' && !doubled;
        if !doubled {
            unquoted.push(*byte);
        }
    }
    unquoted
}
