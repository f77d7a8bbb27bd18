//! A concept with its terms.

use super::index::RELEASED;
use super::{Ctv3, Status, sections};
use crate::read_code::ReadCode;

/// A concept: a code of the release, or a supplier's local one.
#[derive(Clone, Copy)]
pub struct Concept<'a> {
    pub(super) read: &'a Ctv3,
    pub(super) ordinal: usize,
    cells: [u32; 3],
}

impl<'a> Concept<'a> {
    pub(super) fn new(read: &'a Ctv3, ordinal: usize) -> Self {
        Self { read, ordinal, cells: read.cells.row(sections::CELLS, ordinal) }
    }

    /// Its code.
    pub fn code(&self) -> ReadCode {
        ReadCode::of_number(self.read.numbers().get(self.ordinal).copied().unwrap_or_default())
    }

    /// Its place in the order of all codes, from 0.
    pub fn ordinal(&self) -> usize {
        self.ordinal
    }

    /// Whether a supplier added it: it is in a dictionary and not in the release.
    pub fn is_local(&self) -> bool {
        self.cells[0] >> 16 != RELEASED
    }

    /// Its status; none of a local code, for a supplier's dictionary says nothing of it.
    pub fn status(&self) -> Option<Status> {
        (!self.is_local()).then(|| Status::of_cell(self.cells[0]))
    }

    /// The letter behind its status, `A` or `N`, of which no meaning was published.
    pub fn linguistic_role(&self) -> Option<char> {
        char::from_u32(self.cells[0] >> 8 & 0xff).filter(|role| *role != '\0')
    }

    /// The concept that says what type of concept it is, such as a clinical finding.
    pub fn concept_type(&self) -> Option<Concept<'a>> {
        self.read.of_ordinal(usize::try_from(self.cells[1]).ok()?)
    }

    /// The preferred term in full; of a local code its description; empty of a concept that has no
    /// term, as extinct ones may not.
    pub fn preferred_term(&self) -> &'a str {
        let preferred = self.terms().next().map(|(term, _)| term.full());
        preferred.or(self.dictionary_term()).unwrap_or_default()
    }

    /// How a supplier's dictionary describes it, if it does.
    pub fn dictionary_term(&self) -> Option<&'a str> {
        Some(self.read.cells.text(self.cells[2])).filter(|text| !text.is_empty())
    }

    /// Its terms, and whether each is the preferred one, that one first.
    pub fn terms(&self) -> impl Iterator<Item = (Term<'a>, bool)> + use<'a> {
        let read = self.read;
        let rows = read.cells.rows_of::<[u32; 2]>(sections::CONCEPT_TERMS, sections::DESCRIPTIONS, self.ordinal);
        rows.iter().map(move |[term, letter]| (Term::new(read, *term as usize), *letter == u32::from(b'P')))
    }
}

/// A term; several concepts can have it.
#[derive(Clone, Copy)]
pub struct Term<'a> {
    read: &'a Ctv3,
    ordinal: usize,
    cells: [u32; 4],
}

impl<'a> Term<'a> {
    pub(super) fn new(read: &'a Ctv3, ordinal: usize) -> Self {
        Self { read, ordinal, cells: read.cells.row(sections::TERM_CELLS, ordinal) }
    }

    /// Its id.
    pub fn id(&self) -> ReadCode {
        ReadCode::of_number(self.read.cells.row(sections::TERMS, self.ordinal))
    }

    /// Its status.
    pub fn status(&self) -> Status {
        Status::of_cell(self.cells[0])
    }

    /// The term in full: the longest that is not empty.
    pub fn full(&self) -> &'a str {
        self.texts().into_iter().rev().find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// The term at 30, 60 and 198 characters; longer ones are empty where a shorter one is whole.
    pub fn texts(&self) -> [&'a str; 3] {
        [1, 2, 3].map(|cell| self.read.cells.text(self.cells[cell]))
    }
}
