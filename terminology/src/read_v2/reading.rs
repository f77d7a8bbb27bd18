//! The open index.

use std::path::Path;

use super::concept::{Concept, Term};
use super::{FORMAT, KIND, sections};
use crate::cells::Cells;
use crate::container::{Container, ContainerError};
use crate::read_code::{ReadCode, TermCode, with_term_code};
use crate::words::{Found, QueryError, Words};

/// A loaded release of Read v2.
#[derive(Debug)]
pub struct ReadV2 {
    pub(super) cells: Cells,
}

impl ReadV2 {
    /// Opens an index.
    pub fn open(path: &Path) -> Result<Self, ContainerError> {
        let cells = Cells::open(path, KIND, FORMAT, &sections::NAMES)?;
        let codes = cells.rows::<u64>(sections::CODES)?;
        cells.expect::<[u32; 13]>(sections::CELLS, codes)?;
        cells.expect::<u32>(sections::TERMS, codes + 1)?;
        let terms = cells.rows::<[u32; 6]>(sections::TERM_CELLS)?;
        cells.expect::<u32>(sections::TERM_KEYS, terms + 1)?;
        cells.rows::<[u32; 2]>(sections::KEYS)?;
        Words::open(cells.container())?;
        Ok(Self { cells })
    }

    /// The container, for its sections and checksums.
    pub fn container(&self) -> &Container {
        self.cells.container()
    }

    /// How many codes there are.
    pub fn len(&self) -> usize {
        self.numbers().len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.numbers().is_empty()
    }

    /// Whether the release has this code.
    pub fn exists(&self, code: ReadCode) -> bool {
        self.numbers().binary_search(&code.number()).is_ok()
    }

    /// A code of the release. `G30..` does not find `g30..`.
    pub fn lookup(&self, code: ReadCode) -> Option<Concept<'_>> {
        let ordinal = self.numbers().binary_search(&code.number()).ok()?;
        Some(Concept::new(self, ordinal))
    }

    /// A code of five characters, or of seven with a term code; that term code is the code's.
    pub fn lookup_term(&self, text: &str) -> Option<(Concept<'_>, Option<Term<'_>>)> {
        let (code, term_code) = with_term_code(text)?;
        let concept = self.lookup(code)?;
        match term_code {
            None => Some((concept, None)),
            Some(TermCode::PREFERRED) if concept.term(TermCode::PREFERRED).is_none() => Some((concept, None)),
            Some(term_code) => Some((concept, Some(concept.term(term_code)?))),
        }
    }

    /// Every code, in the order of its bytes.
    pub fn codes(&self) -> impl ExactSizeIterator<Item = Concept<'_>> {
        (0..self.len()).map(|ordinal| Concept::new(self, ordinal))
    }

    /// The code of an ordinal, which is its place in the order of the codes.
    pub fn of_ordinal(&self, ordinal: usize) -> Option<Concept<'_>> {
        (ordinal < self.len()).then(|| Concept::new(self, ordinal))
    }

    /// The best codes, at most `limit` of those that are wanted, with a term in which each word of the
    /// query begins some word: preferred terms before synonyms. Where no term has the words, a likely
    /// misspelling is tried.
    pub fn search(
        &self,
        query: &str,
        limit: usize,
        wanted: impl Fn(Concept<'_>) -> bool,
    ) -> Result<Hits<'_>, QueryError> {
        let concept = |document: u32| self.of_ordinal(document as usize);
        let found = self.cells.search(query, limit, &|document| concept(document).is_some_and(&wanted))?;
        Ok(Hits { concepts: found.hits.iter().filter_map(|hit| concept(hit.document)).collect(), found })
    }

    pub(super) fn numbers(&self) -> &[u64] {
        self.cells.all(sections::CODES)
    }
}

/// What a search found.
#[derive(Clone)]
pub struct Hits<'a> {
    /// The codes, the best first.
    pub concepts: Vec<Concept<'a>>,
    /// How they were found: whether there are more, and what was taken instead of what was typed.
    pub found: Found,
}
