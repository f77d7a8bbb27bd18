//! Searching.

use std::collections::HashSet;

use super::bits::Bits;
use super::block::{Beginning, Block};
use super::dictionary::Dictionary;
use super::found::{Fit, Found, Hit};
use super::misspelling;
use super::query::{QueryError, Term, terms};
use crate::container::{Container, ContainerError};

/// How many postings are marked in the time that one text is looked at.
const POSTINGS_A_TEXT: usize = 16;

/// Whether a document is wanted.
pub(super) type Filter<'f> = Option<&'f dyn Fn(u32) -> bool>;

/// The words of an index. Opening is cheap: nothing is read until it is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    pub(super) dictionary: Dictionary<'a>,
    pub(super) documents: &'a [u32],
    pub(super) common: &'a [u32],
    pub(super) blocks: &'a [u64],
    pub(super) postings: &'a [u16],
    pub(super) places: &'a [u64],
    pub(super) samples: &'a [u32],
    pub(super) sorted: &'a [u16],
    pub(super) sequences: &'a [u8],
    pub(super) starts: &'a [u32],
}

impl<'a> Words<'a> {
    /// The words of an index whose sections [`super::WordsBuilder`] wrote. That the sections fit each
    /// other is checked, not every number in them; [`Container::verify`] does that.
    pub fn open(container: &'a Container) -> Result<Self, ContainerError> {
        let common: &[u32] = container.numbers("words/common")?;
        let words = u32::try_from(common.len()).map_err(|_| container.damaged("it has too many words"))?;
        let heads = container.numbers("words/dictionary-heads")?;
        let words = Self {
            dictionary: Dictionary::new(container.section("words/dictionary")?, heads, words),
            documents: container.numbers("words/documents")?,
            common,
            blocks: container.numbers("words/blocks")?,
            postings: container.numbers("words/postings")?,
            places: container.numbers("words/places")?,
            samples: container.numbers("words/place-samples")?,
            sorted: container.numbers("words/sorted")?,
            sequences: container.section("words/sequences")?,
            starts: container.numbers("words/sequence-starts")?,
        };
        let blocks = words.documents.len().div_ceil(super::BLOCK);
        if words.blocks.len() != (blocks + 1) * 4 || words.sorted.len() != words.documents.len() {
            return Err(container.damaged("its sections of words do not fit each other"));
        }
        Ok(words)
    }

    /// The best documents of those that the filter wants with a text in which each word of the query
    /// begins some word, and at most `limit`. A query without a letter or digit finds nothing. Where
    /// no document at all has the words, a likely misspelling is tried.
    pub fn search(&self, query: &str, limit: usize, filter: Filter<'_>) -> Result<Found, QueryError> {
        let terms = terms(query, &self.dictionary)?;
        if terms.is_empty() || limit == 0 {
            return Ok(Found::default());
        }
        let hits = self.find(&terms, limit, filter);
        // Words that are right, but not of what is wanted, are not misspelt.
        let right = !hits.is_empty() || filter.is_some() && !self.find(&terms, 1, None).is_empty();
        Ok(if right { found(hits, limit) } else { misspelling::search(self, &terms, limit, filter) })
    }

    /// Every document with a text in which each word of the query begins some word, in no order, some
    /// perhaps more than once. A query without a letter or digit finds nothing, and no misspelling is
    /// tried.
    pub fn documents(&self, query: &str) -> Result<Vec<u32>, QueryError> {
        let terms = terms(query, &self.dictionary)?;
        let mut documents = Vec::new();
        if terms.is_empty() || terms.iter().any(Term::unknown) {
            return Ok(documents);
        }
        let mut bits = [Bits::new(), Bits::new()];
        for block in (0..self.blocks.len() / 4).filter_map(|number| Block::new(self, number)) {
            let left = mark(&block, &terms, &mut bits);
            let texts = bits[0].iter().filter(|text| block.has(*text, &left));
            documents.extend(texts.filter_map(|text| block.documents.get(usize::from(text)).copied()));
        }
        Ok(documents)
    }

    /// The best documents that have these words, and one more than `limit` if there are.
    pub(super) fn find(&self, terms: &[Term], limit: usize, filter: Filter<'_>) -> Vec<Hit> {
        if terms.iter().any(Term::unknown) {
            return Vec::new();
        }
        let blocks = (0..self.blocks.len() / 4).filter_map(|number| Block::new(self, number));
        let blocks: Vec<_> = blocks.map(|block| (block.beginning(terms), block)).collect();
        let mut hits = Hits { found: Vec::new(), seen: HashSet::new(), most: limit.saturating_add(1), filter };
        let mut bits = [Bits::new(), Bits::new()];
        for (Beginning { whole, .. }, block) in &blocks {
            hits.extend(block, whole.iter().copied(), Fit::Whole);
        }
        for (Beginning { longer, .. }, block) in &blocks {
            if hits.full() {
                break;
            }
            bits[0].clear();
            bits[0].insert(longer);
            hits.extend(block, bits[0].iter(), Fit::Begins);
        }
        for (_, block) in &blocks {
            if hits.full() {
                break;
            }
            let left = mark(block, terms, &mut bits);
            hits.extend(block, bits[0].iter().filter(|text| block.has(*text, &left)), Fit::Words);
        }
        hits.found
    }

    /// How many texts have words from this on and before that, each text as often as it has one.
    pub(super) fn frequency(&self, term: &Term) -> usize {
        let blocks = (0..self.blocks.len() / 4).filter_map(|number| Block::new(self, number));
        blocks.map(|block| block.postings(term.from, term.to).len()).sum()
    }
}

pub(super) fn found(mut hits: Vec<Hit>, limit: usize) -> Found {
    let more = hits.len() > limit;
    hits.truncate(limit);
    Found { hits, more, ..Found::default() }
}

struct Hits<'f> {
    found: Vec<Hit>,
    seen: HashSet<u32>,
    most: usize,
    filter: Filter<'f>,
}

impl Hits<'_> {
    fn full(&self) -> bool {
        self.found.len() >= self.most
    }

    fn extend(&mut self, block: &Block<'_>, texts: impl Iterator<Item = u16>, fit: Fit) {
        if self.full() {
            return;
        }
        for text in texts {
            let Some(document) = block.documents.get(usize::from(text)).copied() else { continue };
            if self.filter.is_none_or(|filter| filter(document)) && self.seen.insert(document) {
                self.found.push(Hit { document, fit });
                if self.full() {
                    return;
                }
            }
        }
    }
}

/// Marks the texts of a block that may have all words, and gives the words that are yet to be looked
/// for in those: where few are left, that costs less than marking all texts that have them.
fn mark<'t>(block: &Block<'_>, terms: &'t [Term], [marked, other]: &mut [Bits; 2]) -> Vec<&'t Term> {
    let mut rest: Vec<(&[u16], &Term)> = terms.iter().map(|term| (block.postings(term.from, term.to), term)).collect();
    rest.sort_by_key(|(postings, _)| postings.len());
    marked.clear();
    let mut rest = rest.into_iter();
    let mut left = 0;
    if let Some((postings, _)) = rest.next() {
        marked.insert(postings);
        left = postings.len();
    }
    while let Some((postings, term)) = rest.next() {
        if left == 0 {
            return Vec::new();
        }
        if postings.len() > left * POSTINGS_A_TEXT {
            return [term].into_iter().chain(rest.map(|(_, term)| term)).collect();
        }
        other.clear();
        other.insert(postings);
        left = marked.keep(other);
    }
    Vec::new()
}
