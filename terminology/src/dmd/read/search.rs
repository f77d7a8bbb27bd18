//! Term search.

use super::{Dmd, Entry};
use crate::container::ContainerError;
use crate::dmd::layout::Level;
use crate::words::{Found, QueryError, Words};

/// What a search found.
#[derive(Debug, Clone)]
pub struct Hits<'a> {
    /// The entries, the best first.
    pub entries: Vec<Entry<'a>>,
    /// How they were found: whether there are more, and what was taken instead of what was typed.
    pub found: Found,
}

/// Why a search has no answer.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The query is none.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// The index is damaged.
    #[error(transparent)]
    Container(#[from] ContainerError),
}

impl Dmd {
    /// The best entries of these levels (of all, when none is given) with a name in which each word
    /// of the query begins some word, and at most `limit`. Names of before and abbreviations count,
    /// after names. Where nothing has the words, a likely misspelling is tried.
    pub fn search(&self, query: &str, levels: &[Level], limit: usize) -> Result<Hits<'_>, SearchError> {
        let words = Words::open(&self.index.container)?;
        let level = |document: u32| self.index.table(document as usize).and_then(Level::of);
        let wanted = |document: u32| level(document).is_some_and(|level| levels.contains(&level));
        let found = words.search(query, limit, if levels.is_empty() { None } else { Some(&wanted) })?;
        let entry = |document: u32| {
            let level = level(document)?;
            Some(Entry::new(self, level, self.index.row(level.table(), document as usize)))
        };
        let entries = found.hits.iter().filter_map(|hit| entry(hit.document)).collect();
        Ok(Hits { entries, found })
    }
}
