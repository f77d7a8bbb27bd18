//! A whole file, its characters known, cut into rows.

use std::borrow::Cow;
use std::sync::atomic::{AtomicBool, Ordering};

use super::row::Row;
use crate::archive::{ArchiveError, Item};
use crate::load::{LoadError, Progress, Told};

/// The largest file read whole. The largest of a real release has some 60 MB.
const MOST_BYTES: u64 = 1 << 29;
/// The most columns of a row. The widest table has 13.
const MOST_COLUMNS: usize = 64;
/// The longest field, in bytes. The longest term has 198 characters.
const LONGEST_FIELD: usize = 4096;
/// What ended a file in the days of CP/M and DOS; some tools still write it.
const END_OF_FILE: char = '\u{1a}';

/// How the fields of a row are told apart.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Separated {
    /// What stands between two fields.
    pub(crate) by: char,
    /// Whether a field may stand between quotation marks, and a doubled one inside them for one.
    pub(crate) enclosed: bool,
}

/// The text of a file.
///
/// A file has one encoding. It is UTF-8 where all of it is; otherwise each byte is a character of
/// ISO 8859-1, because the layouts count their fields in bytes that are characters, and a note says
/// so. Bytes that are control characters there are errors of their row.
pub(crate) struct TextFile {
    place: String,
    text: String,
    notes: Vec<String>,
}

impl TextFile {
    /// Reads a file whole.
    pub(crate) fn read(item: &Item, told: Told<'_>) -> Result<Self, LoadError> {
        if item.size() > MOST_BYTES {
            let place = item.place().to_owned();
            return Err(ArchiveError::TooMuch { place, what: "it has more bytes", limit: MOST_BYTES }.into());
        }
        let bytes = item.read()?;
        told(Progress::Read { file: item.place(), bytes: bytes.len() as u64 });
        Ok(Self::of(item.place(), bytes))
    }

    /// The file of these bytes.
    pub(crate) fn of(place: &str, bytes: Vec<u8>) -> Self {
        let mut notes = Vec::new();
        let mut text = String::from_utf8(bytes).unwrap_or_else(|error| {
            let (valid, bytes) = (error.utf8_error().valid_up_to(), error.into_bytes());
            let line = memchr::memchr_iter(b'\n', &bytes[..valid]).count() + 1;
            notes.push(format!("{place}: read as ISO 8859-1, for it is no UTF-8 (first on line {line})"));
            bytes.iter().map(|byte| char::from(*byte)).collect()
        });
        if text.ends_with(END_OF_FILE) {
            text.pop();
        }
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        if !text.is_empty() && !text.ends_with('\n') {
            notes.push(format!("{place}: its last line has no end; if it was cut short, what followed is missing"));
        }
        Self { place: place.to_owned(), text, notes }
    }

    /// Where the file lies.
    pub(crate) fn place(&self) -> &str {
        &self.place
    }

    /// What is to be said of it.
    pub(crate) fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Its first row, which no column count is known of yet.
    pub(crate) fn first<T>(
        &self,
        separated: Separated,
        read: impl FnOnce(&Row<'_>) -> Result<T, LoadError>,
    ) -> Result<T, LoadError> {
        let mut fields = Vec::new();
        let line = self.text.lines().next().unwrap_or_default();
        split(&self.place, 1, line, separated, &mut fields)?;
        read(&Row { file: &self.place, line: 1, fields: &fields })
    }

    /// Reads every row behind the first lines, as many; each has this many columns.
    pub(crate) fn each(
        &self,
        (separated, columns, skipped): (Separated, usize, usize),
        stop: &AtomicBool,
        mut read: impl FnMut(&Row<'_>) -> Result<(), LoadError>,
    ) -> Result<(), LoadError> {
        let text = self.text.trim_end_matches(['\r', '\n']);
        let mut fields = Vec::with_capacity(columns);
        for (number, line) in (1_u64..).zip(text.lines()).skip(skipped) {
            if number % 4096 == 0 && stop.load(Ordering::Relaxed) {
                return Err(LoadError::Interrupted);
            }
            fields.clear();
            split(&self.place, number, line, separated, &mut fields)?;
            if fields.len() != columns {
                return Err(LoadError::Row {
                    file: self.place.clone(),
                    line: number,
                    column: fields.len().min(columns) as u64,
                    expected: format!("{columns} columns"),
                    found: if line.is_empty() { "an empty line".to_owned() } else { counted(fields.len()) },
                });
            }
            read(&Row { file: &self.place, line: number, fields: &fields })?;
        }
        Ok(())
    }
}

fn counted(columns: usize) -> String {
    if columns == 1 { "1 column".to_owned() } else { format!("{columns} columns") }
}

/// Cuts a line into its fields.
fn split<'a>(
    file: &str,
    line: u64,
    text: &'a str,
    separated: Separated,
    fields: &mut Vec<Cow<'a, str>>,
) -> Result<(), LoadError> {
    let text = text.strip_suffix('\r').unwrap_or(text);
    let wrong =
        |column: usize, expected: &str, found: &str| Err(LoadError::row(file, line, column as u64, expected, found));
    let mut rest = text;
    loop {
        let column = fields.len() + 1;
        let (field, after) = if separated.enclosed && rest.starts_with('"') {
            let Some((field, after)) = enclosed(&rest[1..]) else {
                return wrong(column, "a quotation mark at the end of the field", rest);
            };
            match after.strip_prefix(separated.by) {
                Some(after) => (field, Some(after)),
                None if after.is_empty() => (field, None),
                None => return wrong(column, "a separator behind the quotation mark", after),
            }
        } else {
            match rest.split_once(separated.by) {
                Some((field, after)) => (Cow::Borrowed(field), Some(after)),
                None => (Cow::Borrowed(rest), None),
            }
        };
        if field.contains(char::is_control) {
            return wrong(column, "no control character", &field);
        }
        if field.len() > LONGEST_FIELD {
            return wrong(column, &format!("a field of at most {LONGEST_FIELD} bytes"), &field);
        }
        if column > MOST_COLUMNS {
            return wrong(column, &format!("at most {MOST_COLUMNS} columns"), &field);
        }
        fields.push(field);
        match after {
            Some(after) => rest = after,
            None => return Ok(()),
        }
    }
}

/// A field up to its closing quotation mark, and what stands behind that.
fn enclosed(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let end = text.find('"')?;
    let (field, after) = (&text[..end], &text[end + 1..]);
    if !after.starts_with('"') {
        return Some((Cow::Borrowed(field), after));
    }
    let mut whole = field.to_owned();
    let mut rest = after;
    while let Some(more) = rest.strip_prefix('"') {
        let end = more.find('"')?;
        whole.push('"');
        whole.push_str(&more[..end]);
        rest = &more[end + 1..];
    }
    Some((Cow::Owned(whole), rest))
}
