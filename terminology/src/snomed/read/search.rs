//! Finding concepts by the words of their terms.

use std::collections::HashSet;

use roaring::RoaringBitmap;

use super::{Description, Snomed};
use crate::words::{Fit, Instead, QueryError, Words};

/// What is looked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct SearchOptions<'a> {
    /// Also inactive concepts, and inactive terms.
    pub inactive: bool,
    /// Only these concepts, by ordinal.
    pub within: Option<&'a RoaringBitmap>,
}

/// A concept that was found, by the best of its terms that has the words.
#[derive(Debug, Clone, Copy)]
pub struct SearchHit<'a> {
    /// The term that was found, with its concept.
    pub description: Description<'a>,
    /// How it fits.
    pub fit: Fit,
}

/// What a search found.
#[derive(Debug, Clone, Default)]
pub struct Searched<'a> {
    /// Each concept once, the best first.
    pub hits: Vec<SearchHit<'a>>,
    /// Whether there are more than were asked for.
    pub more: bool,
    /// What was taken for words that no term has; empty when the words are as they were typed.
    pub instead: Vec<Instead>,
}

impl Snomed {
    /// The concepts with a term in which each word of the text begins some word, in any order, accents
    /// and case folded: at most `limit`, the best first. Where no term has the words a likely
    /// misspelling is tried, and said.
    pub fn search(&self, text: &str, limit: usize, options: SearchOptions<'_>) -> Result<Searched<'_>, QueryError> {
        let Ok(words) = Words::open(&self.container) else { return Ok(Searched::default()) };
        let wanted = |position: u32| self.is_wanted(position, options);
        let mut ask = limit.saturating_mul(3).saturating_add(8);
        loop {
            let found = words.search(text, ask, Some(&wanted))?;
            let mut seen = HashSet::new();
            let hits = found.hits.iter().filter_map(|hit| {
                let description = self.description(hit.document)?;
                seen.insert(description.concept).then_some(SearchHit { description, fit: hit.fit })
            });
            let mut hits: Vec<SearchHit<'_>> = hits.collect();
            if hits.len() <= limit && found.more {
                ask = ask.saturating_mul(2);
                continue;
            }
            let more = hits.len() > limit;
            hits.truncate(limit);
            return Ok(Searched { hits, more, instead: found.instead });
        }
    }

    /// The words of all terms; a document is the position of a description.
    pub fn words(&self) -> Result<Words<'_>, crate::container::ContainerError> {
        Words::open(&self.container)
    }

    fn is_wanted(&self, position: u32, options: SearchOptions<'_>) -> bool {
        let (container, position) = (&self.container, position as usize);
        let concept = self.descriptions.concept.get32(container, position);
        if options.within.is_some_and(|within| !within.contains(concept)) {
            return false;
        }
        options.inactive || self.descriptions.stamp.get(container, position) & 1 == 1 && self.is_active(concept)
    }
}
