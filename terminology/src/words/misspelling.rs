//! What may have been meant, where nothing has the words that were typed.

use std::cmp::Reverse;

use super::block::Block;
use super::found::{Found, Instead};
use super::near::{near, reach};
use super::query::Term;
use super::search::{Filter, Words, found};

/// How many words near one that was typed are tried.
const NEAR: usize = 8;
/// How many of the nearest are weighed by how common they are.
const WEIGHED: usize = 64;
/// How many ways to read the whole query are tried.
const TRIES: usize = 64;
/// How many texts are looked at for a word that was written as two.
const LOOKED_AT: usize = 100;

/// A reading of one word of a query: what stands in its place.
type Reading = Vec<Term>;

/// Searches for what is nearest to these words, of which no text has all.
pub(super) fn search(words: &Words<'_>, terms: &[Term], limit: usize, filter: Filter<'_>) -> Found {
    for place in 1..terms.len() {
        let (typed, taken) = (&terms[place - 1..=place], joined(words, &terms[place - 1], &terms[place]));
        let Some(taken) = taken else { continue };
        let instead = Instead { typed: text(typed), taken: taken.text.clone() };
        let read = [&terms[..place - 1], &[taken], &terms[place + 1..]].concat();
        if let Some(found) = tried(words, &read, vec![instead], limit, filter) {
            return found;
        }
    }
    let unknown: Vec<usize> = (0..terms.len()).filter(|place| terms[*place].unknown()).collect();
    if unknown.is_empty() {
        return one_changed(words, terms, limit, filter);
    }
    let readings: Vec<Vec<Reading>> = unknown.iter().map(|place| readings(words, &terms[*place], true)).collect();
    if readings.iter().any(Vec::is_empty) {
        return Found::default();
    }
    let mut chosen = vec![0; unknown.len()];
    for _ in 0..TRIES {
        let reading = |place: usize| {
            let unknown = unknown.iter().position(|unknown| *unknown == place)?;
            readings[unknown].get(chosen[unknown])
        };
        if let Some(found) = read(words, terms, &reading, limit, filter) {
            return found;
        }
        // The next choice, the last word's readings first.
        let Some(next) = (0..chosen.len()).rev().find(|word| chosen[*word] + 1 < readings[*word].len()) else { break };
        chosen[next] += 1;
        chosen[next + 1..].fill(0);
    }
    Found::default()
}

/// All words are known, but not together: one of them may be another, the longest first.
fn one_changed(words: &Words<'_>, terms: &[Term], limit: usize, filter: Filter<'_>) -> Found {
    let mut places: Vec<usize> = (0..terms.len()).collect();
    places.sort_by_key(|place| Reverse(terms[*place].text.len()));
    let tries = places.into_iter().take(TRIES / NEAR).find_map(|changed| {
        let readings = readings(words, &terms[changed], false);
        readings
            .iter()
            .find_map(|reading| read(words, terms, &|place| (place == changed).then_some(reading), limit, filter))
    });
    tries.unwrap_or_default()
}

/// Searches with these readings in the places that have one.
fn read<'r>(
    words: &Words<'_>,
    terms: &[Term],
    reading: &dyn Fn(usize) -> Option<&'r Reading>,
    limit: usize,
    filter: Filter<'_>,
) -> Option<Found> {
    let mut read = Vec::new();
    let mut instead = Vec::new();
    for (place, term) in terms.iter().enumerate() {
        match reading(place) {
            Some(reading) => {
                instead.push(Instead { typed: term.text.clone(), taken: text(reading) });
                read.extend_from_slice(reading);
            }
            None => read.push(term.clone()),
        }
    }
    tried(words, &read, instead, limit, filter)
}

fn tried(words: &Words<'_>, read: &[Term], instead: Vec<Instead>, limit: usize, filter: Filter<'_>) -> Option<Found> {
    let hits = words.find(read, limit, filter);
    (!hits.is_empty()).then(|| Found { fuzzy: true, instead, ..found(hits, limit) })
}

fn text(terms: &[Term]) -> String {
    terms.iter().map(|term| term.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// Two words as one, if some word begins so.
fn joined(words: &Words<'_>, left: &Term, right: &Term) -> Option<Term> {
    let joined = format!("{}{}", left.text, right.text);
    if joined.len() > super::fold::LONGEST || reach(&joined) == 0 {
        return None;
    }
    let joined = Term::new(&joined, &words.dictionary);
    (!joined.unknown()).then_some(joined)
}

/// What one word may have been: two that stand together in some text, or the nearest words, or the
/// nearest beginnings of words; in each the nearest first, and of those the commonest.
fn readings(words: &Words<'_>, term: &Term, split: bool) -> Vec<Reading> {
    let mut readings = if split { splits(words, term) } else { Vec::new() };
    let mut near = near(&term.text, &words.dictionary);
    near.sort();
    let (goes_on, whole): (Vec<_>, Vec<_>) = near.into_iter().partition(|near| near.goes_on);
    for near in [whole, goes_on] {
        let weighed = near.into_iter().take(WEIGHED).map(|near| {
            let term = Term::new(&near.text, &words.dictionary);
            ((near.distance, near.other_first, near.longer, Reverse(words.frequency(&term))), term)
        });
        let mut weighed: Vec<_> = weighed.collect();
        weighed.sort_by_key(|(weight, _)| *weight);
        readings.extend(weighed.into_iter().take(NEAR).map(|(_, term)| vec![term]));
    }
    readings
}

/// The ways to write a word as two that stand together in some text.
fn splits(words: &Words<'_>, term: &Term) -> Vec<Reading> {
    if reach(&term.text) == 0 {
        return Vec::new();
    }
    let places = term.text.char_indices().skip(1).map(|(place, _)| term.text.split_at(place));
    let pairs =
        places.map(|(left, right)| vec![Term::new(left, &words.dictionary), Term::new(right, &words.dictionary)]);
    pairs.filter(|pair| pair[0].whole && !pair[1].unknown() && stand_together(words, &pair[0], &pair[1])).collect()
}

/// Whether some text has these two words one after the other; a single letter only as a word.
fn stand_together(words: &Words<'_>, left: &Term, right: &Term) -> bool {
    let to = if right.text.chars().nth(1).is_some() { right.to } else { right.from + u32::from(right.whole) };
    let mut looked_at = 0;
    (0..words.blocks.len() / 4).filter_map(|number| Block::new(words, number)).any(|block| {
        let texts = block.postings(left.from, left.from + 1).iter().filter(|text| block.has(**text, &[right]));
        texts
            .take_while(|_| {
                looked_at += 1;
                looked_at <= LOOKED_AT
            })
            .any(|text| {
                let mut before = false;
                block.sequence(*text).any(|word| {
                    let together = before && right.from <= word && word < to;
                    before = word == left.from;
                    together
                })
            })
    })
}
