//! The words of terms, the best term first.

use super::super::metadata::{GB_ENGLISH, UK_CLINICAL, UK_PHARMACY, US_ENGLISH};
use super::Build;
use super::components::Languages;
use super::rows::DescriptionRow;
use crate::load::LoadError;
use crate::words::WordsBuilder;

impl Build<'_> {
    /// Writes the words of every description; a document is its position.
    ///
    /// Active terms of active concepts come first: those that British English prefers, then American
    /// English, then other synonyms, then fully specified names and definitions. Of each the shorter
    /// come first.
    pub(super) fn words(&mut self, rows: &[DescriptionRow], languages: &Languages) -> Result<(), LoadError> {
        self.tell("words")?;
        let rank = |position: usize, row: &DescriptionRow| {
            let active = u32::try_from(row.concept).is_ok_and(|concept| self.active.contains(concept));
            (class(position, row, active, languages), row.term.length)
        };
        let mut order: Vec<_> = (0_u32..).zip(rows).map(|(at, row)| (rank(at as usize, row), at)).collect();
        order.sort_unstable();
        let mut words = WordsBuilder::new();
        for (_, position) in order {
            let row = &rows[position as usize];
            let term = std::str::from_utf8(self.rows.text(row.version.file, row.term));
            words.push(position, term.unwrap_or_default());
        }
        self.rows.texts = Vec::new();
        Ok(words.finish(&mut self.writer)?)
    }
}

fn class(position: usize, row: &DescriptionRow, active: bool, languages: &Languages) -> u8 {
    let most = |refsets: &[u64]| refsets.iter().map(|refset| languages.accepts(position, *refset)).max().unwrap_or(0);
    let british = most(&[UK_CLINICAL, UK_PHARMACY, GB_ENGLISH]);
    match (active, row.version.active, row.kind) {
        (false, ..) => 7,
        (_, false, _) => 6,
        (.., 0) => 4,
        (.., 2) => 5,
        _ if british == 2 => 0,
        _ if most(&[US_ENGLISH]) == 2 => 1,
        _ if british == 1 => 2,
        _ => 3,
    }
}
