//! What all loaders share: how far they are, what they read, and why they stop.
//!
//! Owns no format. A loader reads the files that it recognised and writes one index; nothing that
//! was loaded before changes until it is published.

use crate::archive::ArchiveError;
use crate::container::ContainerError;

/// How far a load is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress<'a> {
    /// A file is read: its place, and how many bytes of it just were.
    Read {
        /// The place of the file.
        file: &'a str,
        /// How many bytes more were read.
        bytes: u64,
    },
    /// Something is built, in words: `closure`, `words`.
    Building(&'static str),
}

/// Told of progress, from several threads.
pub type Told<'a> = &'a (dyn Fn(Progress<'_>) + Sync);

/// What a load read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// What was counted, by name, in the order to show: `concepts`, `active concepts`.
    pub counts: Vec<(String, u64)>,
    /// What was read past, and why: a file that says that it is not used, for one.
    pub notes: Vec<String>,
}

/// Why a release cannot be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A row or an element that is not what it must be.
    #[error("{file}, line {line}, column {column}: expected {expected}, found {found}")]
    Row {
        /// The place of the file.
        file: String,
        /// The line, from 1.
        line: u64,
        /// The column: of tables which one, from 1; of XML which character, from 1.
        column: u64,
        /// What was expected.
        expected: String,
        /// What was found, shortened.
        found: String,
    },
    /// A file that is of no known kind, or does not fit the others.
    #[error("{file}: {reason}")]
    File {
        /// The place of the file.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Two packages, or a release and what it stands on, that disagree.
    #[error("{0}")]
    Disagree(String),
    /// A file or an archive that cannot be read.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// The index cannot be written, or the one it stands on cannot be read.
    #[error(transparent)]
    Container(#[from] ContainerError),
    /// The caller asked to stop; nothing was published.
    #[error("interrupted; nothing was changed")]
    Interrupted,
}

impl LoadError {
    /// An error at a row; what was found is shortened to what fits a line.
    pub fn row(file: &str, line: u64, column: u64, expected: impl Into<String>, found: &str) -> Self {
        let short: String = found.chars().take(60).collect();
        let found = if short.is_empty() {
            "nothing".to_owned()
        } else if short.len() < found.len() {
            format!("{short:?} and more")
        } else {
            format!("{short:?}")
        };
        Self::Row { file: file.to_owned(), line, column, expected: expected.into(), found }
    }
}
