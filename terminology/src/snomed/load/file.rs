//! The rows of one file.

use std::io::Read;
use std::sync::atomic::{AtomicBool, Ordering};

use snomed_ct_parsing::rf2::{Content, Header, MOST_BYTES, Row, RowError, Table, open};

use super::super::build::rows::{ConceptRow, DescriptionRow, FieldKind, IdentifierRow, MemberRow, RelationshipRow};
use super::names::Names;
use super::read::Reader;
use crate::archive::Item;
use crate::load::{LoadError, Progress, Told};

/// How many bytes are read at once.
const BLOCK: u64 = 1 << 20;

/// The rows of one file, and the texts that they refer to.
#[derive(Debug, Default)]
pub(super) struct FileRows {
    pub(super) rows: Kinds,
    pub(super) texts: Vec<u8>,
    /// Whether it says that it is not used.
    pub(super) not_used: bool,
}

/// The rows of a file, or of all of them, by what they are.
#[derive(Debug, Default)]
pub(super) struct Kinds {
    pub(super) concepts: Vec<ConceptRow>,
    pub(super) descriptions: Vec<DescriptionRow>,
    pub(super) relationships: Vec<RelationshipRow>,
    pub(super) stated: Vec<RelationshipRow>,
    pub(super) identifiers: Vec<IdentifierRow>,
    pub(super) columns: Vec<(String, FieldKind)>,
    pub(super) members: Vec<MemberRow>,
    pub(super) cells: Vec<u64>,
}

impl Kinds {
    /// Gives back the memory that was taken for more rows.
    fn shrink(&mut self) {
        self.concepts.shrink_to_fit();
        self.descriptions.shrink_to_fit();
        self.relationships.shrink_to_fit();
        self.stated.shrink_to_fit();
        self.identifiers.shrink_to_fit();
        self.members.shrink_to_fit();
        self.cells.shrink_to_fit();
    }
}

/// Reads a file row by row, in blocks, so that no file stands in memory as a whole.
pub(super) fn read(
    item: &Item,
    number: u16,
    table: &Table,
    names: Names<'_>,
    told: Told<'_>,
    stop: &AtomicBool,
) -> Result<FileRows, LoadError> {
    let mut reader = Reader::new(number, names);
    let mut header: Option<Header> = None;
    item.with(|input: &mut dyn Read| {
        let (mut buffer, mut line) = (Vec::new(), 2);
        loop {
            if stop.load(Ordering::Relaxed) {
                return Err(LoadError::Interrupted);
            }
            let read = input.take(BLOCK).read_to_end(&mut buffer).map_err(|error| item.failed(error))?;
            told(Progress::Read { file: item.place(), bytes: read as u64 });
            let Some(end) = whole(&buffer, read == 0) else {
                if buffer.len() > MOST_BYTES {
                    return Err(LoadError::row(
                        item.place(),
                        line,
                        1,
                        format!("a row of at most {MOST_BYTES} bytes"),
                        "more",
                    ));
                }
                continue;
            };
            let mut from = 0;
            if header.is_none() && !reader.file.not_used {
                match open(table, &buffer[..end]).map_err(|error| wrong(item, &error))? {
                    Content::NotUsed => reader.file.not_used = true,
                    Content::Rows(found, rest) => {
                        from = end - rest.len();
                        reader.columns(&found);
                        header = Some(found);
                    }
                }
            }
            if let Some(header) = &header {
                line += rows(&mut reader, header, &buffer[from..end], line).map_err(|error| wrong(item, &error))?;
            }
            buffer.drain(..end);
            if read == 0 {
                return Ok(());
            }
        }
    })?;
    reader.file.rows.shrink();
    reader.file.texts.shrink_to_fit();
    Ok(reader.file)
}

/// Where the last whole row of a buffer ends; of the last buffer, its end.
fn whole(buffer: &[u8], last: bool) -> Option<usize> {
    if last { Some(buffer.len()) } else { memchr::memrchr(b'\n', buffer).map(|at| at + 1) }
}

fn rows(reader: &mut Reader<'_>, header: &Header, bytes: &[u8], first_line: u64) -> Result<u64, RowError> {
    let mut count = 0;
    for row in header.rows(bytes, first_line) {
        let row: Row<'_> = row?;
        reader.row(header.table(), &row)?;
        count += 1;
    }
    Ok(count)
}

fn wrong(item: &Item, error: &RowError) -> LoadError {
    LoadError::row(item.place(), error.line, error.column, error.expected.clone(), &error.found)
}
