//! The open index.

use std::path::Path;

use super::concept::{Concept, Term};
use super::{FORMAT, KIND};
use crate::container::{Container, ContainerError};
use crate::read_code::{ReadCode, TermCode, with_term_code};
use crate::text_pool::text;

/// A loaded release of Read v2.
#[derive(Debug)]
pub struct ReadV2 {
    container: Container,
}

impl ReadV2 {
    /// Opens an index.
    pub fn open(path: &Path) -> Result<Self, ContainerError> {
        let read = Self { container: Container::open(path, KIND, FORMAT)? };
        read.check()?;
        Ok(read)
    }

    /// Whether every section is there and of the length that the others give it.
    fn check(&self) -> Result<(), ContainerError> {
        let lengths = |name: &str, found: usize, expected: usize| {
            let wrong = || self.container.damaged(format!("section {name} has {found} rows, not {expected}"));
            if found == expected { Ok(()) } else { Err(wrong()) }
        };
        let codes = self.container.numbers::<u64>("codes")?.len();
        lengths("code/cells", self.container.numbers::<[u32; 13]>("code/cells")?.len(), codes)?;
        lengths("code/terms", self.container.numbers::<u32>("code/terms")?.len(), codes + 1)?;
        let terms = self.container.numbers::<[u32; 6]>("term/cells")?.len();
        lengths("term/keys", self.container.numbers::<u32>("term/keys")?.len(), terms + 1)?;
        self.container.numbers::<[u32; 2]>("keys")?;
        self.container.section("texts").map(drop)
    }

    /// The container, for its sections and checksums.
    pub fn container(&self) -> &Container {
        &self.container
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

    pub(super) fn numbers(&self) -> &[u64] {
        self.container.numbers("codes").unwrap_or_default()
    }

    pub(super) fn cells<const N: usize>(&self, section: &str, row: usize) -> [u32; N]
    where
        [u32; N]: bytemuck::Pod,
    {
        let rows: &[[u32; N]] = self.container.numbers(section).unwrap_or_default();
        rows.get(row).copied().unwrap_or([0; N])
    }

    /// Where the rows of a thing begin and end.
    pub(super) fn span(&self, section: &str, row: usize) -> std::ops::Range<usize> {
        let starts: &[u32] = self.container.numbers(section).unwrap_or_default();
        match starts.get(row..row + 2) {
            Some([start, end]) => *start as usize..*end as usize,
            _ => 0..0,
        }
    }

    pub(super) fn text(&self, place: u32) -> &str {
        text(self.container.section("texts").unwrap_or_default(), place)
    }
}
