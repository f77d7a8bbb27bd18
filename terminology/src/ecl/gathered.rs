//! Sets that are filled in any order, and sets that are asked very often.

use roaring::RoaringBitmap;

/// From how many on a set is kept as bits.
const MANY: usize = 4096;

/// A set as one bit for each number: asked in no time, and as large as its largest number.
#[derive(Debug, Clone, Default)]
pub(super) struct Bits {
    words: Vec<u64>,
}

impl Bits {
    pub(super) fn of(numbers: &RoaringBitmap) -> Self {
        let mut bits = Self::default();
        numbers.max().into_iter().chain(numbers).for_each(|number| bits.insert(number));
        bits
    }

    #[inline]
    fn insert(&mut self, number: u32) {
        let at = number as usize / 64;
        if at >= self.words.len() {
            self.words.resize(at + 1, 0);
        }
        self.words[at] |= 1 << (number % 64);
    }

    #[inline]
    pub(super) fn has(&self, number: u32) -> bool {
        self.words.get(number as usize / 64).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }
}

/// A set being filled, in any order and with some numbers more than once.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    few: Vec<u32>,
    many: Bits,
}

impl Gathered {
    #[inline]
    pub(super) fn push(&mut self, number: u32) {
        self.few.push(number);
        if self.few.len() == MANY {
            self.few.drain(..).for_each(|number| self.many.insert(number));
        }
    }

    pub(super) fn finish(mut self) -> RoaringBitmap {
        if self.many.words.is_empty() {
            self.few.sort_unstable();
            return self.few.into_iter().collect();
        }
        self.few.drain(..).for_each(|number| self.many.insert(number));
        let words: Vec<u8> = self.many.words.iter().flat_map(|word| word.to_le_bytes()).collect();
        RoaringBitmap::from_lsb0_bytes(0, &words)
    }
}

impl Extend<u32> for Gathered {
    fn extend<T: IntoIterator<Item = u32>>(&mut self, numbers: T) {
        numbers.into_iter().for_each(|number| self.push(number));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_was_put_in_is_in_it(numbers in prop::collection::vec(0_u32..200_000, 0..40), times in 1_usize..300) {
            let mut gathered = Gathered::default();
            let spread = numbers.iter().flat_map(|number| (0..times).map(move |time| number + u32::try_from(time).unwrap()));
            let expected: BTreeSet<u32> = spread.clone().collect();
            gathered.extend(spread);
            let found = gathered.finish();
            prop_assert_eq!(found.iter().collect::<BTreeSet<u32>>(), expected.clone());
            let bits = Bits::of(&found);
            prop_assert!((0..200_400).all(|number| bits.has(number) == expected.contains(&number)));
        }
    }
}
