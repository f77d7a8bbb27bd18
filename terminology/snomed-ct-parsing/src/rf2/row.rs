//! The rows of a file, borrowed from its bytes.

use super::header::MOST_COLUMNS;
use super::table::Holds;
use super::{EffectiveTime, Header, MemberId, RowError};
use crate::sctid::{ComponentKind, Sctid};

/// The most bytes of one row.
pub const MOST_BYTES: usize = 1 << 20;

/// The rows of a file, or of a part of it. After a row that cannot be read it goes on with the next.
#[derive(Debug, Clone)]
pub struct Rows<'a> {
    header: &'a Header,
    rest: &'a [u8],
    line: u64,
}

/// One row. Its columns are numbered as [`Header::columns`] lists them, from 0, whatever their
/// order in the file.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    header: &'a Header,
    bytes: &'a [u8],
    line: u64,
    /// Where each field ends, in the order of the file.
    ends: [u32; MOST_COLUMNS],
}

impl<'a> Rows<'a> {
    pub(super) fn new(header: &'a Header, bytes: &'a [u8], first_line: u64) -> Self {
        Self { header, rest: bytes, line: first_line }
    }

    fn row(&self, bytes: &'a [u8], ended: bool) -> Result<Row<'a>, RowError> {
        let most = self.header.columns().len();
        let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
        if bytes.len() > MOST_BYTES {
            let expected = format!("a row of at most {MOST_BYTES} bytes, not {}", bytes.len());
            return Err(RowError::new(self.line, 0, expected, bytes));
        }
        let mut row = Row { header: self.header, bytes, line: self.line, ends: [0; MOST_COLUMNS] };
        let mut found = 0;
        for tab in memchr::memchr_iter(b'\t', bytes) {
            if found < most {
                row.ends[found] = end(tab);
            }
            found += 1;
        }
        if found < most {
            row.ends[found] = end(bytes.len());
        }
        if found + 1 != most || (!ended && !self.header.shows_a_cut()) {
            return Err(self.miscounted(bytes, found + 1, ended));
        }
        Ok(row)
    }

    #[cold]
    fn miscounted(&self, bytes: &[u8], found: usize, ended: bool) -> RowError {
        let most = self.header.columns().len();
        let expected = if ended {
            format!("{most} columns, not {found}")
        } else {
            format!("a whole last row, {most} columns and the end of the line, not {found} columns and the end")
        };
        RowError::new(self.line, found.min(most), expected, bytes)
    }
}

/// Rows are bounded by [`MOST_BYTES`].
fn end(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl<'a> Iterator for Rows<'a> {
    type Item = Result<Row<'a>, RowError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let (bytes, rest, ended) = match memchr::memchr(b'\n', self.rest) {
            Some(at) => (&self.rest[..at], &self.rest[at + 1..], true),
            None => (self.rest, &[][..], false),
        };
        let row = self.row(bytes, ended);
        self.rest = rest;
        self.line += 1;
        Some(row)
    }
}

impl<'a> Row<'a> {
    /// The number of its line in the file, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The columns of its file.
    pub fn header(&self) -> &'a Header {
        self.header
    }

    /// The bytes of a column.
    pub fn bytes(&self, column: usize) -> &'a [u8] {
        let at = self.header.position(column);
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before] as usize + 1);
        &self.bytes[start..self.ends[at] as usize]
    }

    /// A column of text; it may be empty.
    pub fn text(&self, column: usize) -> Result<&'a str, RowError> {
        let bytes = self.bytes(column);
        std::str::from_utf8(bytes).map_err(|_| self.wrong(column, "UTF-8"))
    }

    /// A column that holds an identifier, of the kind of component that the column is for.
    pub fn sctid(&self, column: usize) -> Result<Sctid, RowError> {
        let id = Sctid::parse(self.bytes(column)).map_err(|error| self.wrong(column, &error.to_string()))?;
        match self.header.columns()[column].holds {
            Holds::Id(kind) if id.kind() != kind => Err(self.other_kind(column, kind, id.kind())),
            _ => Ok(id),
        }
    }

    /// A column that holds an identifier, or nothing.
    pub fn optional_sctid(&self, column: usize) -> Result<Option<Sctid>, RowError> {
        if self.bytes(column).is_empty() { Ok(None) } else { self.sctid(column).map(Some) }
    }

    /// A column that holds the UUID of a member.
    pub fn member_id(&self, column: usize) -> Result<MemberId, RowError> {
        MemberId::parse(self.bytes(column)).ok_or_else(|| self.wrong(column, "a UUID of 8-4-4-4-12 hexadecimal digits"))
    }

    /// A column that holds a day; none when it is empty: not published yet.
    pub fn time(&self, column: usize) -> Result<Option<EffectiveTime>, RowError> {
        let bytes = self.bytes(column);
        let time = EffectiveTime::parse(bytes);
        if time.is_none() && !bytes.is_empty() {
            return Err(self.wrong(column, "a date, YYYYMMDD"));
        }
        Ok(time)
    }

    /// A column that holds 0 or 1.
    pub fn boolean(&self, column: usize) -> Result<bool, RowError> {
        match self.bytes(column) {
            b"1" => Ok(true),
            b"0" => Ok(false),
            _ => Err(self.wrong(column, "0 or 1")),
        }
    }

    /// A column that holds a whole number of 32 bits.
    pub fn integer(&self, column: usize) -> Result<i32, RowError> {
        let number = std::str::from_utf8(self.bytes(column)).ok().filter(|text| !text.starts_with('+'));
        number.and_then(|text| text.parse().ok()).ok_or_else(|| self.wrong(column, "a whole number of 32 bits"))
    }

    /// A column that holds a whole number from 0.
    pub fn count(&self, column: usize) -> Result<u32, RowError> {
        u32::try_from(self.integer(column)?).map_err(|_| self.wrong(column, "a whole number from 0"))
    }

    /// The error of a column that does not hold what it must.
    #[cold]
    pub fn wrong(&self, column: usize, expected: &str) -> RowError {
        let name = &self.header.columns()[column].name;
        RowError::new(self.line, self.header.position(column), format!("{name} as {expected}"), self.bytes(column))
    }

    #[cold]
    fn other_kind(&self, column: usize, kind: ComponentKind, found: ComponentKind) -> RowError {
        self.wrong(column, &format!("the SCTID of a {kind}, not of a {found}"))
    }
}
