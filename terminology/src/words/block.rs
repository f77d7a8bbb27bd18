//! A block of texts, read.

use std::cmp::Ordering;

use super::bits::after_zeros;
use super::query::Term;
use super::search::Words;
use super::{BLOCK, TEXTS_A_START, WORDS_A_SAMPLE};

/// Up to 65,536 texts that follow in rank. What is damaged reads as if it had nothing.
pub(super) struct Block<'a> {
    /// The documents of its texts.
    pub(super) documents: &'a [u32],
    sorted: &'a [u16],
    postings: &'a [u16],
    places: &'a [u64],
    samples: &'a [u32],
    sequences: &'a [u8],
    starts: &'a [u32],
    common: &'a [u32],
}

/// The texts that begin with a query, in the order of their words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Beginning<'a> {
    /// Those that are the query.
    pub(super) whole: &'a [u16],
    /// Those that go on.
    pub(super) longer: &'a [u16],
}

impl<'a> Block<'a> {
    /// The block of this number.
    pub(super) fn new(words: &Words<'a>, number: usize) -> Option<Self> {
        let row = words.blocks.get(number * 4..number * 4 + 8)?;
        let bounds = |column: usize| {
            let place = |at: usize| usize::try_from(row[at]).unwrap_or(usize::MAX);
            place(column)..place(column + 4)
        };
        let documents = words.documents.get(number * BLOCK..)?;
        let documents = &documents[..documents.len().min(BLOCK)];
        let starts = number * (BLOCK / TEXTS_A_START);
        Some(Self {
            documents,
            sorted: words.sorted.get(number * BLOCK..number * BLOCK + documents.len())?,
            postings: words.postings.get(bounds(0))?,
            places: words.places.get(bounds(1))?,
            samples: words.samples.get(bounds(2))?,
            sequences: words.sequences.get(bounds(3))?,
            starts: words.starts.get(starts..starts + documents.len().div_ceil(TEXTS_A_START))?,
            common: words.common,
        })
    }

    /// The texts with a word from this on and before that, by word and then in order; a text comes as
    /// often as it has such words.
    pub(super) fn postings(&self, from: u32, to: u32) -> &'a [u16] {
        self.place(from).zip(self.place(to)).and_then(|(from, to)| self.postings.get(from..to)).unwrap_or_default()
    }

    /// Where the postings of a word begin.
    fn place(&self, word: u32) -> Option<usize> {
        let word = word as usize;
        if word == self.common.len() {
            return Some(self.postings.len());
        }
        let sample = *self.samples.get(word / WORDS_A_SAMPLE)? as usize;
        after_zeros(self.places, sample, word % WORDS_A_SAMPLE)?.checked_sub(word)
    }

    /// The words of a text, in its order.
    pub(super) fn sequence(&self, text: u16) -> impl Iterator<Item = u32> + use<'a> {
        let text = usize::from(text);
        let start = self.starts.get(text / TEXTS_A_START).map_or(usize::MAX, |start| *start as usize);
        let mut rest = self.sequences.get(start..).unwrap_or_default();
        for _ in 0..text % TEXTS_A_START {
            rest = memchr::memchr(0, rest).and_then(|end| rest.get(end + 1..)).unwrap_or_default();
        }
        let common = self.common;
        std::iter::from_fn(move || {
            let mut number = 0_u32;
            for shift in [0, 7, 14, 21, 28] {
                let (byte, left) = rest.split_first()?;
                if *byte == 0 {
                    return None;
                }
                rest = left;
                number |= u32::from(byte & 127) << shift;
                if *byte < 128 {
                    break;
                }
            }
            common.get((number as usize).wrapping_sub(1)).copied()
        })
    }

    /// Whether each of these words begins a word of the text.
    pub(super) fn has(&self, text: u16, terms: &[&Term]) -> bool {
        // A query has 64 words, each of which may be read as two.
        let mut wanted = u128::MAX >> (128 - terms.len().clamp(1, 128));
        for word in self.sequence(text) {
            for (bit, term) in terms.iter().take(128).enumerate() {
                if term.from <= word && word < term.to {
                    wanted &= !(1 << bit);
                }
            }
            if wanted == 0 {
                return true;
            }
        }
        terms.is_empty()
    }

    /// The texts that begin with these words, the last of which may go on.
    pub(super) fn beginning(&self, terms: &[Term]) -> Beginning<'a> {
        let none = Beginning { whole: &[], longer: &[] };
        let Some((last, before)) = terms.split_last() else { return none };
        if !before.iter().all(|term| term.whole) {
            return none;
        }
        let with = |word: u32| before.iter().map(|term| term.from).chain([word]);
        let first = |word: u32| self.sorted.partition_point(|text| self.sequence(*text).cmp(with(word)).is_lt());
        let (from, to) = (first(last.from), first(last.to));
        let Some(texts) = self.sorted.get(from..to) else { return none };
        let is_whole = |text: &u16| last.whole && self.sequence(*text).cmp(with(last.from)) == Ordering::Equal;
        let (whole, longer) = texts.split_at(texts.partition_point(is_whole));
        Beginning { whole, longer }
    }
}
