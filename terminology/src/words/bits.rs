//! Bits: a set of a block's texts, and counts written as ones.

/// A set of numbers below 65,536.
pub(super) struct Bits(Vec<u64>);

impl Bits {
    pub(super) fn new() -> Self {
        Self(vec![0; super::BLOCK / 64])
    }

    pub(super) fn clear(&mut self) {
        self.0.fill(0);
    }

    pub(super) fn insert(&mut self, numbers: &[u16]) {
        for number in numbers {
            let number = usize::from(*number);
            self.0[number / 64] |= 1 << (number % 64);
        }
    }

    /// Keeps what is in the other set too, and says how many that are.
    pub(super) fn keep(&mut self, other: &Self) -> usize {
        let mut kept = 0;
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word &= other;
            kept += word.count_ones() as usize;
        }
        kept
    }

    /// The numbers in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = u16> {
        let words = (0..=u16::MAX).step_by(64).zip(&self.0);
        words.flat_map(|(base, word)| {
            let mut word = *word;
            std::iter::from_fn(move || {
                let bit = u16::try_from(word.trailing_zeros()).unwrap_or(64);
                word &= word.wrapping_sub(1);
                (bit < 64).then(|| base + bit)
            })
        })
    }
}

/// Where a run of ones begins: the place after `zeros` zeros, counted from the place `from`. Nothing
/// when the bits end before.
pub(super) fn after_zeros(bits: &[u64], from: usize, zeros: usize) -> Option<usize> {
    let mut left = zeros;
    let mut at = from;
    while left > 0 {
        let gaps = !(bits.get(at / 64)? >> (at % 64)) & (u64::MAX >> (at % 64));
        let here = gaps.count_ones() as usize;
        if here < left {
            left -= here;
            at = (at / 64 + 1) * 64;
            continue;
        }
        let mut gaps = gaps;
        for _ in 1..left {
            gaps &= gaps - 1;
        }
        return Some(at + gaps.trailing_zeros() as usize + 1);
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_place_after_zeros_is_that_of_a_count(bits in prop::collection::vec(any::<u64>(), 0..6), from in 0_usize..400, zeros in 0_usize..400) {
            let bit = |at: usize| bits[at / 64] >> (at % 64) & 1;
            let mut at = from;
            let mut seen = 0;
            while seen < zeros && at < bits.len() * 64 {
                seen += usize::from(bit(at) == 0);
                at += 1;
            }
            prop_assert_eq!(after_zeros(&bits, from, zeros), (seen == zeros).then_some(at));
        }

        #[test]
        fn a_set_holds_what_was_put_in(numbers in prop::collection::btree_set(any::<u16>(), 0..50), others in prop::collection::btree_set(any::<u16>(), 0..50)) {
            let set = |numbers: &std::collections::BTreeSet<u16>| {
                let mut bits = Bits::new();
                bits.insert(&numbers.iter().copied().collect::<Vec<_>>());
                bits
            };
            let mut bits = set(&numbers);
            prop_assert_eq!(bits.iter().collect::<Vec<_>>(), numbers.iter().copied().collect::<Vec<_>>());
            let both: Vec<u16> = numbers.intersection(&others).copied().collect();
            prop_assert_eq!(bits.keep(&set(&others)), both.len());
            prop_assert_eq!(bits.iter().collect::<Vec<_>>(), both);
        }
    }
}
