//! The bytes of a file: its first line, and the parts of the rest.

use super::{Header, RowError, Table};

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content<'a> {
    /// The words `NOT USED` alone, as the UK writes into tables that it does not fill.
    NotUsed,
    /// The columns, and the rows below the first line: the first is on line 2.
    Rows(Header, &'a [u8]),
}

/// The byte order mark that some programs write in front of UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Reads the first line of a file. What is read may be the beginning of the file alone, as long as
/// it holds that line.
pub fn open<'a>(table: &Table, bytes: &'a [u8]) -> Result<Content<'a>, RowError> {
    let bytes = bytes.strip_prefix(MARK).unwrap_or(bytes);
    let (line, rest) = match memchr::memchr(b'\n', bytes) {
        Some(at) => (&bytes[..at], &bytes[at + 1..]),
        None => (bytes, &[][..]),
    };
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    if line.trim_ascii() == b"NOT USED" {
        return if rest.trim_ascii().is_empty() {
            Ok(Content::NotUsed)
        } else {
            Err(RowError::new(2, 0, "nothing after NOT USED", rest.trim_ascii()))
        };
    }
    if line.trim_ascii().is_empty() {
        return Err(RowError::new(1, 0, format!("the names of the columns of {}", table.name()), line));
    }
    Ok(Content::Rows(Header::read(table, line)?, rest))
}

/// Cuts rows into parts of about as many bytes, each with the number of its first line, so that
/// several threads can read them: every part begins where a line does.
pub fn parts(bytes: &[u8], first_line: u64, about: usize) -> Vec<(&[u8], u64)> {
    let mut parts = Vec::with_capacity(bytes.len() / about.max(1) + 1);
    let (mut rest, mut line) = (bytes, first_line);
    while !rest.is_empty() {
        let after = rest.get(about.max(1)..).and_then(|after| memchr::memchr(b'\n', after));
        let (part, next) = rest.split_at(after.map_or(rest.len(), |at| about.max(1) + at + 1));
        parts.push((part, line));
        line += memchr::memchr_iter(b'\n', part).count() as u64;
        rest = next;
    }
    parts
}
