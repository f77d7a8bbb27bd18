//! The open index.

use std::path::Path;

use super::concept::{Concept, Term};
use super::{FORMAT, KIND, sections};
use crate::cells::Cells;
use crate::container::{Container, ContainerError};
use crate::read_code::ReadCode;
use crate::words::{Found, QueryError, Words};

/// A loaded release of CTV3, with a supplier's local codes where they were loaded with it.
#[derive(Debug)]
pub struct Ctv3 {
    pub(super) cells: Cells,
}

impl Ctv3 {
    /// Opens an index.
    pub fn open(path: &Path) -> Result<Self, ContainerError> {
        let cells = Cells::open(path, KIND, FORMAT, &sections::NAMES)?;
        let codes = cells.rows::<u64>(sections::CODES)?;
        cells.expect::<[u32; 3]>(sections::CELLS, codes)?;
        for starts in [sections::CONCEPT_TERMS, sections::CONCEPT_PARENTS, sections::CONCEPT_CHILDREN] {
            cells.expect::<u32>(starts, codes + 1)?;
        }
        let terms = cells.rows::<u64>(sections::TERMS)?;
        cells.expect::<[u32; 4]>(sections::TERM_CELLS, terms)?;
        cells.expect::<u32>(sections::TERM_CONCEPTS, terms + 1)?;
        for rows in [sections::DESCRIPTIONS, sections::PARENTS] {
            cells.rows::<[u32; 2]>(rows)?;
        }
        for rows in [sections::CHILDREN, sections::TERM_CODES] {
            cells.rows::<u32>(rows)?;
        }
        cells.rows::<[u64; 2]>(sections::REDUNDANT)?;
        Words::open(cells.container())?;
        Ok(Self { cells })
    }

    /// The container, for its sections and checksums.
    pub fn container(&self) -> &Container {
        self.cells.container()
    }

    /// How many codes there are, local ones among them.
    pub fn len(&self) -> usize {
        self.numbers().len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.numbers().is_empty()
    }

    /// Whether the release has this code, or a supplier's dictionary does.
    pub fn exists(&self, code: ReadCode) -> bool {
        self.ordinal(code).is_some()
    }

    /// A concept by its code. Case matters.
    pub fn lookup(&self, code: ReadCode) -> Option<Concept<'_>> {
        self.ordinal(code).map(|ordinal| Concept::new(self, ordinal))
    }

    /// A concept by the text of its code.
    pub fn lookup_text(&self, text: &str) -> Option<Concept<'_>> {
        self.lookup(ReadCode::parse(text)?)
    }

    /// Every concept, in the order of the bytes of the codes.
    pub fn codes(&self) -> impl ExactSizeIterator<Item = Concept<'_>> {
        (0..self.len()).map(|ordinal| Concept::new(self, ordinal))
    }

    /// The concept of an ordinal, which is its place in the order of the codes.
    pub fn of_ordinal(&self, ordinal: usize) -> Option<Concept<'_>> {
        (ordinal < self.len()).then(|| Concept::new(self, ordinal))
    }

    /// A term by its id, whatever concepts have it.
    pub fn term(&self, id: ReadCode) -> Option<Term<'_>> {
        let ordinal = self.cells.all::<u64>(sections::TERMS).binary_search(&id.number()).ok()?;
        Some(Term::new(self, ordinal))
    }

    /// The concepts that have a term.
    pub fn concepts_of_term(&self, id: ReadCode) -> impl Iterator<Item = Concept<'_>> {
        let ordinal = self.cells.all::<u64>(sections::TERMS).binary_search(&id.number()).ok();
        let codes = ordinal
            .map_or(&[][..], |term| self.cells.rows_of::<u32>(sections::TERM_CONCEPTS, sections::TERM_CODES, term));
        codes.iter().filter_map(|code| self.of_ordinal(*code as usize))
    }

    /// The codes that took the place of a redundant one.
    pub fn replacements(&self, old: ReadCode) -> impl Iterator<Item = ReadCode> {
        let rows = self.cells.all::<[u64; 2]>(sections::REDUNDANT);
        let start = rows.partition_point(|[code, _]| *code < old.number());
        let rows = rows.get(start..).unwrap_or_default();
        rows.iter().take_while(move |[code, _]| *code == old.number()).map(|[_, new]| ReadCode::of_number(*new))
    }

    /// The best concepts, at most `limit` of those that are wanted, with a term in which each word of
    /// the query begins some word: those in use before others, preferred terms before synonyms. Where
    /// no term has the words, a likely misspelling is tried.
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

    pub(super) fn ordinal(&self, code: ReadCode) -> Option<usize> {
        self.numbers().binary_search(&code.number()).ok()
    }

    pub(super) fn numbers(&self) -> &[u64] {
        self.cells.all(sections::CODES)
    }
}

/// What a search found.
#[derive(Clone)]
pub struct Hits<'a> {
    /// The concepts, the best first.
    pub concepts: Vec<Concept<'a>>,
    /// How they were found: whether there are more, and what was taken instead of what was typed.
    pub found: Found,
}
