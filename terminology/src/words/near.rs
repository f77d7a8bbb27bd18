//! Words that are nearly a word: those a letter or two away.

use super::dictionary::Dictionary;
use super::fold::LONGEST;

/// A word of the dictionary, or its beginning, near what was typed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Near {
    /// How many letters were left out, put in, changed, or swapped with the next.
    pub(super) distance: u8,
    /// Whether a word goes on after it.
    pub(super) goes_on: bool,
    /// By how much its length differs.
    pub(super) longer: usize,
    /// Whether it begins with another letter, where people err least.
    pub(super) other_first: bool,
    pub(super) text: String,
}

/// How far off a word of this many letters may be. What has a digit is never taken for another: a
/// dose or a code is as typed.
pub(super) fn reach(word: &str) -> u8 {
    match word.chars().count() {
        _ if word.contains(|letter: char| letter.is_numeric() || letter == '%') => 0,
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

/// Every word and every beginning of one within reach of what was typed, but not itself, in no order.
///
/// The words come in order, so each shares with the one before the rows of the distance table of the
/// letters they have in common, and what is out of reach is passed over with all that begins so.
pub(super) fn near(typed: &str, dictionary: &Dictionary<'_>) -> Vec<Near> {
    let reach = reach(typed);
    let typed = typed.as_bytes();
    let mut found = Vec::new();
    if reach == 0 {
        return found;
    }
    let mut table = Table::new(typed);
    dictionary.each(|word, shared| {
        for length in shared + 1..=word.len().min(LONGEST) {
            let (distance, least) = table.row(typed, word, length);
            if least > reach {
                return Some(length);
            }
            let Some(text) = word.get(..length).and_then(|text| std::str::from_utf8(text).ok()) else { continue };
            if distance > 0 && distance <= reach {
                found.push(Near {
                    distance,
                    goes_on: length < word.len(),
                    longer: length.abs_diff(typed.len()),
                    other_first: typed.first() != word.first(),
                    text: text.to_owned(),
                });
            }
        }
        None
    });
    found
}

/// The distances between the beginnings of what was typed and those of a word.
struct Table {
    width: usize,
    cells: Vec<u8>,
}

impl Table {
    fn new(typed: &[u8]) -> Self {
        let width = typed.len() + 1;
        let mut cells = vec![0; width * (LONGEST + 1)];
        (0..=u8::MAX).zip(&mut cells[..width]).for_each(|(distance, cell)| *cell = distance);
        Self { width, cells }
    }

    /// Fills the row of this many letters of a word; gives the distance to all that was typed, and
    /// the least to any of its beginnings.
    fn row(&mut self, typed: &[u8], word: &[u8], length: usize) -> (u8, u8) {
        let (before, row) = self.cells.split_at_mut(length * self.width);
        let above = &before[(length - 1) * self.width..];
        let letter = word[length - 1];
        row[0] = above[0] + 1;
        let mut least = row[0];
        for place in 1..self.width {
            let changed = above[place - 1] + u8::from(typed[place - 1] != letter);
            let mut distance = changed.min(above[place] + 1).min(row[place - 1] + 1);
            if length > 1 && place > 1 && typed[place - 2] == letter && word[length - 2] == typed[place - 1] {
                distance = distance.min(before[(length - 2) * self.width + place - 2] + 1);
            }
            row[place] = distance;
            least = least.min(distance);
        }
        (row[self.width - 1], least)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::super::dictionary::DictionaryWriter;
    use super::*;

    /// The distance by its definition: letters left out, put in, changed, or two neighbours swapped.
    fn distance(left: &[u8], right: &[u8]) -> usize {
        let (Some((a, left_rest)), Some((b, right_rest))) = (left.split_last(), right.split_last()) else {
            return left.len().max(right.len());
        };
        let mut least = distance(left_rest, right_rest) + usize::from(a != b);
        least = least.min(distance(left_rest, right) + 1).min(distance(left, right_rest) + 1);
        if let ([.., c, _], [.., d, _]) = (left, right)
            && (c, a) == (b, d)
        {
            least = least.min(distance(&left[..left.len() - 2], &right[..right.len() - 2]) + 1);
        }
        least
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn all_words_within_reach_are_found_and_no_others(
            words in prop::collection::btree_set("[ab]{0,2}[a-c]{1,4}", 1..40), typed in "[a-c]{4,6}",
        ) {
            let mut writer = DictionaryWriter::default();
            for word in &words {
                writer.push(word);
            }
            let dictionary = Dictionary::new(&writer.bytes, &writer.heads, u32::try_from(words.len()).unwrap());
            let found = near(&typed, &dictionary);
            let whole: BTreeSet<(String, u8)> =
                found.iter().filter(|near| !near.goes_on).map(|near| (near.text.clone(), near.distance)).collect();
            let expected = words.iter().map(|word| (word.clone(), distance(typed.as_bytes(), word.as_bytes())));
            let expected: BTreeSet<(String, u8)> =
                expected.filter(|(_, distance)| *distance == 1).map(|(word, _)| (word, 1)).collect();
            prop_assert_eq!(whole, expected);
            for near in found {
                prop_assert_eq!(distance(typed.as_bytes(), near.text.as_bytes()), usize::from(near.distance));
                prop_assert!(words.iter().any(|word| word.starts_with(&near.text)));
            }
        }
    }

    #[test]
    fn what_has_a_digit_is_as_typed() {
        assert_eq!(
            [reach("1000"), reach("h1n1abcdef"), reach("gut"), reach("gout"), reach("diabetes")],
            [0, 0, 0, 1, 2]
        );
    }
}
