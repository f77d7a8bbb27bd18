//! Repeatable randomness: the same seed gives the same Dorset on every machine.

/// `SplitMix64` (Steele, Lea and Flood 2014): small, fast and the same everywhere.
pub(crate) struct Random(u64);

impl Random {
    /// A stream for `seed`, told apart from other streams of it by `label`.
    pub(crate) fn new(seed: u64, label: &str) -> Self {
        Self(seed ^ hash(label))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = high.abs_diff(low) + 1;
        low + i64::try_from(self.next() % span).unwrap_or(0)
    }

    /// True `percent` times in a hundred.
    pub(crate) fn chance(&mut self, percent: i64) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of `choices`, which may not be empty.
    pub(crate) fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        let last = i64::try_from(choices.len()).unwrap_or(1) - 1;
        &choices[usize::try_from(self.between(0, last)).unwrap_or(0)]
    }

    /// A value about `middle`, mostly within `spread` of it: the mean of three throws.
    pub(crate) fn about(&mut self, middle: i64, spread: i64) -> i64 {
        let throws: i64 = (0..3).map(|_| self.between(-spread * 3 / 2, spread * 3 / 2)).sum();
        middle + throws / 3
    }
}

/// FNV-1a, to make a steady number of a text.
pub(crate) fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |state, byte| (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A number from `low` to `high` that always belongs to `label`.
pub(crate) fn steady(label: &str, low: i64, high: i64) -> i64 {
    Random::new(0, label).between(low, high)
}
