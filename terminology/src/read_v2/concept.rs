//! A code with its terms.

use super::index::{IN_CORE, IN_KEYS};
use super::{ReadV2, sections};
use crate::read_code::{ReadCode, TermCode};

/// A code of the release.
#[derive(Clone, Copy)]
pub struct Concept<'a> {
    read: &'a ReadV2,
    ordinal: usize,
    cells: [u32; 13],
}

impl<'a> Concept<'a> {
    pub(super) fn new(read: &'a ReadV2, ordinal: usize) -> Self {
        Self { read, ordinal, cells: read.cells.row(sections::CELLS, ordinal) }
    }

    /// The code.
    pub fn code(&self) -> ReadCode {
        ReadCode::of_number(self.read.numbers().get(self.ordinal).copied().unwrap_or_default())
    }

    /// Its place in the order of all codes, from 0.
    pub fn ordinal(&self) -> usize {
        self.ordinal
    }

    /// The preferred term, in full: that of `Corev2.all`; for a code that is in `Keyv2.all` alone,
    /// its term `00`, or its first.
    pub fn preferred_term(&self) -> &'a str {
        if self.cells[0] & IN_CORE != 0 {
            return full(self.read, [self.cells[1], self.cells[2], self.cells[3]]);
        }
        self.term(TermCode::PREFERRED).or_else(|| self.terms().next()).map_or("", |term| term.full())
    }

    /// The preferred term of `Corev2.all` at 30, 60 and 198 characters; longer ones are empty where
    /// a shorter one is whole.
    pub fn preferred_terms(&self) -> [&'a str; 3] {
        [1, 2, 3].map(|cell| self.read.cells.text(self.cells[cell]))
    }

    /// Whether both files agree on the code: each has it, with the same preferred term.
    pub fn agrees(&self) -> bool {
        self.cells[0] == IN_CORE | IN_KEYS
    }

    /// Its terms as `Keyv2.all` has them, in the order of their term codes.
    pub fn terms(&self) -> impl Iterator<Item = Term<'a>> + use<'a> {
        let read = self.read;
        read.cells.span(sections::TERMS, self.ordinal).map(move |row| Term {
            read,
            row,
            cells: read.cells.row(sections::TERM_CELLS, row),
        })
    }

    /// The term of a term code.
    pub fn term(&self, term_code: TermCode) -> Option<Term<'a>> {
        self.terms().find(|term| term.term_code() == term_code)
    }

    /// The ICD-9 code and the flag of how it is defined, both as the file has them.
    pub fn icd9(&self) -> [&'a str; 2] {
        self.others([4, 5])
    }

    /// The ICD-9-CM code and the flag of how it is defined.
    pub fn icd9_cm(&self) -> [&'a str; 2] {
        self.others([6, 7])
    }

    /// The OPCS-4.2 code and the flag of how it is defined.
    pub fn opcs4_2(&self) -> [&'a str; 2] {
        self.others([8, 9])
    }

    /// The flag of its specialty.
    pub fn specialty(&self) -> &'a str {
        self.read.cells.text(self.cells[10])
    }

    /// The flag of its status; `0` of every code in the last releases.
    pub fn status(&self) -> &'a str {
        self.read.cells.text(self.cells[11])
    }

    /// Its language, `EN`.
    pub fn language(&self) -> &'a str {
        self.read.cells.text(self.cells[12])
    }

    fn others(&self, cells: [usize; 2]) -> [&'a str; 2] {
        cells.map(|cell| self.read.cells.text(self.cells[cell]))
    }
}

/// A term of a code.
#[derive(Clone, Copy)]
pub struct Term<'a> {
    read: &'a ReadV2,
    row: usize,
    cells: [u32; 6],
}

impl<'a> Term<'a> {
    /// Its term code.
    pub fn term_code(&self) -> TermCode {
        TermCode::of_number(u16::try_from(self.cells[0]).unwrap_or_default())
    }

    /// Whether it is the preferred term of its code.
    pub fn is_preferred(&self) -> bool {
        self.term_code() == TermCode::PREFERRED
    }

    /// The term in full: the longest that is not empty.
    pub fn full(&self) -> &'a str {
        full(self.read, [self.cells[1], self.cells[2], self.cells[3]])
    }

    /// The term at 30, 60 and 198 characters.
    pub fn texts(&self) -> [&'a str; 3] {
        [1, 2, 3].map(|cell| self.read.cells.text(self.cells[cell]))
    }

    /// Its language, `EN`.
    pub fn language(&self) -> &'a str {
        self.read.cells.text(self.cells[4])
    }

    /// The flag of its status.
    pub fn status(&self) -> &'a str {
        self.read.cells.text(self.cells[5])
    }

    /// The keys that it is looked up by.
    pub fn keys(&self) -> impl Iterator<Item = Key<'a>> + use<'a> {
        let read = self.read;
        read.cells.span(sections::TERM_KEYS, self.row).map(move |row| {
            let [key, uniquifier] = read.cells.row::<[u32; 2]>(sections::KEYS, row);
            Key { key: read.cells.text(key), uniquifier: read.cells.text(uniquifier) }
        })
    }
}

/// A search key of at most ten characters, and what tells it from others of the same term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key<'a> {
    /// The key.
    pub key: &'a str,
    /// Its uniquifier.
    pub uniquifier: &'a str,
}

/// The term in full: the first that is not empty of 198, 60 and 30 characters.
fn full(read: &ReadV2, [t30, t60, t198]: [u32; 3]) -> &str {
    [t198, t60, t30].into_iter().map(|place| read.cells.text(place)).find(|text| !text.is_empty()).unwrap_or_default()
}
