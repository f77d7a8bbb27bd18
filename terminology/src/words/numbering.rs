//! Numbers for words while texts are gathered.

use std::collections::HashMap;

/// The longest word that is kept as a number of its own.
const SHORT: usize = size_of::<u128>();

/// Words, numbered as they come. Most are short enough to be kept where they are looked for, which
/// halves the waits for memory.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    short: HashMap<u128, u32>,
    long: HashMap<Box<str>, u32>,
}

impl Numbering {
    /// The number of a word, which is the next one where it is new.
    pub(super) fn number(&mut self, word: &str) -> u32 {
        let next = u32::try_from(self.len()).unwrap_or(u32::MAX);
        if let Some(packed) = packed(word) {
            return *self.short.entry(packed).or_insert(next);
        }
        if let Some(number) = self.long.get(word) {
            return *number;
        }
        self.long.insert(word.into(), next);
        next
    }

    fn len(&self) -> usize {
        self.short.len() + self.long.len()
    }

    /// Every word and its number, by the order of the words.
    pub(super) fn sorted(self) -> Vec<(Box<str>, u32)> {
        let short = self.short.into_iter().map(|(word, number)| {
            let bytes = word.to_be_bytes();
            let length = bytes.iter().position(|byte| *byte == 0).unwrap_or(SHORT);
            (String::from_utf8_lossy(&bytes[..length]).into(), number)
        });
        let mut words: Vec<(Box<str>, u32)> = short.chain(self.long).collect();
        words.sort_unstable();
        words
    }
}

/// A word of up to 16 bytes as a number. No word has a zero in it.
fn packed(word: &str) -> Option<u128> {
    let mut bytes = [0; SHORT];
    bytes.get_mut(..word.len())?.copy_from_slice(word.as_bytes());
    (!word.as_bytes().contains(&0)).then_some(u128::from_be_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_long_words_are_numbered_alike_and_given_back_in_order() {
        let mut numbering = Numbering::default();
        let words = ["beta", "a", "phosphatidylcholine", "é", "sixteen_bytes_ab", "seventeen_bytes_a", "a"];
        let numbers = words.map(|word| numbering.number(word));
        assert_eq!(numbers, [0, 1, 2, 3, 4, 5, 1]);
        let sorted: Vec<(String, u32)> =
            numbering.sorted().into_iter().map(|(word, number)| (word.into(), number)).collect();
        let mut expected: Vec<(String, u32)> =
            (0..).zip(&words[..6]).map(|(at, word)| ((*word).to_owned(), at)).collect();
        expected.sort();
        assert_eq!(sorted, expected);
    }
}
