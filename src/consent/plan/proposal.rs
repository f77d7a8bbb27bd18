//! What somebody proposes: a statement about one person, from any source.

use std::fmt;

use sha2::{Digest, Sha256};

use super::RowKey;
use crate::consent::Statement;
use crate::record::NhsNumber;

/// A statement about one person that a plan may take in.
#[derive(Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Its number in its source, from 1.
    pub row: u64,
    /// The line on which it begins, from 1; 0 where there are no lines.
    pub line: u64,
    /// Whose choice it is.
    pub number: NhsNumber,
    /// The statement; none where one is only marked as entered in error.
    pub statement: Option<Statement>,
    /// The statement, by its number in the store, that is marked as entered in error.
    pub corrects: Option<i64>,
    /// The key that the source gave it.
    pub key: Option<String>,
    /// The hash of what the row says, as it says it.
    pub content: [u8; 32],
}

impl Proposal {
    /// A statement from a source without lines. `row` is its number there, from 1.
    pub fn new(row: u64, number: NhsNumber, statement: Statement) -> Self {
        // A statement is always written, so that the hash of nothing stands for none.
        let written = serde_json::to_vec(&statement).unwrap_or_default();
        let content = Sha256::new().chain_update(number.plain()).chain_update([0]).chain_update(written);
        Self {
            row,
            line: 0,
            number,
            statement: Some(statement),
            corrects: None,
            key: None,
            content: content.finalize().into(),
        }
    }

    /// A row that marks a statement as entered in error, states one, or does both.
    pub fn reversing(row: u64, number: NhsNumber, statement: Option<Statement>, corrects: Option<i64>) -> Self {
        let written = serde_json::to_vec(&(&statement, corrects)).unwrap_or_default();
        let content = Sha256::new().chain_update(number.plain()).chain_update([1]).chain_update(written);
        Self { row, line: 0, number, statement, corrects, key: None, content: content.finalize().into() }
    }

    /// The same with a key of the source's own, under which it comes again.
    #[must_use]
    pub fn with_key(self, key: impl Into<String>) -> Self {
        Self { key: Some(key.into()), ..self }
    }

    /// What makes it the same row when it comes again from the source of this name.
    pub fn row_key(&self, source: &str) -> RowKey {
        match &self.key {
            Some(key) => RowKey::supplied(key),
            None => RowKey::derived(source, self.row, &self.content),
        }
    }
}

impl fmt::Debug for Proposal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Proposal({}, ‹masked›)", self.row)
    }
}
