//! One file as a whole.

use std::io::Read;
use std::sync::atomic::AtomicBool;

use super::parse::Parse;
use super::reader::{Failed, Xml};
use super::rows::{Noted, Rows};
use super::tracked::Tracked;
use crate::dmd::layout::{FileKind, Table};
use crate::dmd::row::Row;
use crate::load::{LoadError, Told};

/// The rows of one file.
#[derive(Debug)]
pub struct Document {
    /// What kind of file it is.
    pub kind: FileKind,
    pub(in crate::dmd) tables: Vec<(Table, Rows)>,
    pub(in crate::dmd) noted: Noted,
}

impl Document {
    /// Every row, table by table, in the order of the file.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.tables.iter().flat_map(|(table, rows)| (0..rows.len()).map(|at| rows.row(*table, at)))
    }

    /// What was noticed and did not stop the reading.
    pub fn notes(&self) -> impl Iterator<Item = String> {
        self.noted.sentences()
    }
}

/// Reads a file of dm+d from memory; which kind it is, its root says. `file` is its name in errors.
/// What another file must hold is not looked for.
pub fn document(file: &str, bytes: &[u8]) -> Result<Document, LoadError> {
    let failed = |error: std::io::Error| LoadError::File { file: file.to_owned(), reason: error.to_string() };
    let mut reader: &[u8] = bytes;
    read(file, None, &mut reader, &failed, &|_| (), &AtomicBool::new(false))
}

/// Reads a file, of this kind when it is known.
pub(in crate::dmd) fn read(
    file: &str,
    kind: Option<FileKind>,
    reader: &mut dyn Read,
    failed: Failed<'_>,
    told: Told<'_>,
    stop: &AtomicBool,
) -> Result<Document, LoadError> {
    Parse::new(Xml::new(Tracked::new(reader, file, told, stop), file, failed)).document(kind)
}
