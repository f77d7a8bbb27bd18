//! The distinct words, in order.

/// How many words share one head, which is written whole.
const GROUP: usize = 16;

/// Writes the words in order: for each, how many bytes it shares with the one before, how many are
/// its own, and those. The first of each group shares none.
#[derive(Default)]
pub(super) struct DictionaryWriter {
    pub(super) bytes: Vec<u8>,
    pub(super) heads: Vec<u32>,
    count: usize,
    last: Vec<u8>,
}

impl DictionaryWriter {
    pub(super) fn push(&mut self, word: &str) {
        let word = word.as_bytes();
        let head = self.count.is_multiple_of(GROUP);
        if head {
            self.heads.push(u32::try_from(self.bytes.len()).unwrap_or(u32::MAX));
        }
        let shared = if head { 0 } else { alike(&self.last, word) };
        let length = |length: usize| u8::try_from(length).unwrap_or(u8::MAX);
        self.bytes.extend([length(shared), length(word.len() - shared)]);
        self.bytes.extend(&word[shared..]);
        self.last.clear();
        self.last.extend(word);
        self.count += 1;
    }
}

/// How many bytes two words have in common from their beginning.
pub(super) fn alike(left: &[u8], right: &[u8]) -> usize {
    left.iter().zip(right).take_while(|(left, right)| left == right).count()
}

/// The words of an index. What is damaged reads as if the words ended there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dictionary<'a> {
    bytes: &'a [u8],
    heads: &'a [u32],
    words: u32,
}

impl<'a> Dictionary<'a> {
    pub(super) fn new(bytes: &'a [u8], heads: &'a [u32], words: u32) -> Self {
        Self { bytes, heads, words }
    }

    /// The words that begin with this, as a range of their numbers.
    pub(super) fn beginning(&self, prefix: &str) -> (u32, u32) {
        let from = self.first_from(prefix.as_bytes());
        // No byte of a word is 255, so this stands after all that begin with the prefix.
        let end = [prefix.as_bytes(), &[255]].concat();
        (from, self.first_from(&end).max(from))
    }

    /// The number of this very word.
    pub(super) fn number(&self, word: &str) -> Option<u32> {
        let number = self.first_from(word.as_bytes());
        let mut found = false;
        self.group(number as usize / GROUP, |at, other, _| {
            found |= at == number && other == word.as_bytes();
            at < number
        });
        found.then_some(number)
    }

    /// The number of the first word that is this or comes after it.
    fn first_from(&self, word: &[u8]) -> u32 {
        let heads = self.heads.partition_point(|head| self.head(*head) <= word);
        let Some(group) = heads.checked_sub(1) else { return 0 };
        let mut first = u32::try_from(heads * GROUP).unwrap_or(u32::MAX).min(self.words);
        self.group(group, |at, other, _| {
            let before = other < word;
            if !before {
                first = at;
            }
            before
        });
        first
    }

    fn head(&self, at: u32) -> &'a [u8] {
        let at = at as usize;
        let length = self.bytes.get(at + 1).copied().unwrap_or(0) as usize;
        self.bytes.get(at + 2..at + 2 + length).unwrap_or_default()
    }

    /// Goes through the words of a group with their numbers, and how many bytes each is written to
    /// share with the one before, as long as it is told to.
    fn group(&self, group: usize, mut go_on: impl FnMut(u32, &[u8], usize) -> bool) {
        let first = u32::try_from(group * GROUP).unwrap_or(u32::MAX);
        let mut word = Vec::with_capacity(super::fold::LONGEST);
        let mut at = self.heads.get(group).map_or(usize::MAX, |at| *at as usize);
        for number in (first..self.words).take(GROUP) {
            let Some((shared, own)) = self.entry(at) else { return };
            word.truncate(shared);
            word.extend(own);
            if !go_on(number, &word, shared) {
                return;
            }
            at += 2 + own.len();
        }
    }

    /// How many bytes the entry at this place shares with the word before, and its own.
    fn entry(&self, at: usize) -> Option<(usize, &'a [u8])> {
        let shared = *self.bytes.get(at)?;
        let own = *self.bytes.get(at.checked_add(1)?)?;
        Some((shared as usize, self.bytes.get(at + 2..at + 2 + own as usize)?))
    }

    /// Gives the words in order, each with how many bytes it has in common with the one given before.
    /// Where it is told that nothing that begins with so many bytes of the word is wanted, what does
    /// is passed over.
    pub(super) fn each(&self, mut each: impl FnMut(&[u8], usize) -> Option<usize>) {
        let mut given: Vec<u8> = Vec::with_capacity(super::fold::LONGEST);
        let mut unwanted: Option<usize> = None;
        for (group, head) in self.heads.iter().enumerate() {
            let head = self.head(*head);
            let mut common = alike(&given, head);
            let is_unwanted = |common: usize| unwanted.is_some_and(|length| common >= length);
            // The words between two that begin alike begin so too.
            if let Some(next) = self.heads.get(group + 1)
                && is_unwanted(common)
                && is_unwanted(alike(&given, self.head(*next)))
            {
                continue;
            }
            let mut is_head = true;
            self.group(group, |_, word, shared| {
                // In order, a word has no more in common with an earlier one than all between them; a head
                // is written as if it had nothing.
                let shared = if std::mem::take(&mut is_head) { common } else { shared };
                common = common.min(shared).min(word.len());
                if unwanted.is_none_or(|length| common < length) {
                    given.truncate(common);
                    given.extend(&word[common..]);
                    unwanted = each(word, common);
                    common = word.len();
                }
                true
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn ranges_and_numbers_are_those_of_the_list(
            words in prop::collection::btree_set("[a-cé]{1,6}", 0..80),
            asked in prop::collection::vec("[a-dé]{0,4}", 1..20),
        ) {
            let words: Vec<String> = words.into_iter().collect();
            let mut writer = DictionaryWriter::default();
            for word in &words {
                writer.push(word);
            }
            let dictionary = Dictionary::new(&writer.bytes, &writer.heads, u32::try_from(words.len()).unwrap());
            for word in asked.iter().chain(&words) {
                let numbers: Vec<u32> = (0_u32..).zip(&words).filter(|(_, other)| other.starts_with(word.as_str()))
                    .map(|(number, _)| number).collect();
                let (from, to) = dictionary.beginning(word);
                prop_assert_eq!((from..to).collect::<Vec<_>>(), numbers);
                let number = words.binary_search(word).ok().map(|number| u32::try_from(number).unwrap());
                prop_assert_eq!(dictionary.number(word), number);
            }
            let mut all = Vec::new();
            let mut before = Vec::new();
            dictionary.each(|word, shared| {
                assert_eq!(shared, alike(&before, word));
                before = word.to_vec();
                all.push(String::from_utf8(word.to_vec()).unwrap());
                word.starts_with(b"b").then_some(1)
            });
            let wanted = |words: &[String]| words.iter().filter(|word| !word.starts_with('b')).cloned().collect::<Vec<_>>();
            prop_assert_eq!(wanted(&all), wanted(&words));
        }

        #[test]
        fn damage_is_no_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), heads in prop::collection::vec(0_u32..220, 0..8)) {
            let dictionary = Dictionary::new(&bytes, &heads, 100);
            dictionary.beginning("a");
            dictionary.number("abc");
            dictionary.each(|_, _| Some(1));
        }
    }
}
