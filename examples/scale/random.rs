//! Repeatable randomness: the same seed gives the same people on every machine.

/// `SplitMix64` (Steele, Lea and Flood 2014): small, fast and the same everywhere.
pub(crate) struct Random(u64);

impl Random {
    /// A stream for the `place`-th thing of a seed.
    pub(crate) fn new(seed: u64, place: u64) -> Self {
        let mut random = Self(seed.wrapping_mul(0xd134_2543_de82_ef95) ^ place);
        let mixed = random.next();
        Self(mixed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, which may not be 0.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + i64::try_from(self.below(high.abs_diff(low) + 1)).unwrap_or(0)
    }

    /// True `percent` times in a hundred.
    pub(crate) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of `choices`, which may not be empty.
    pub(crate) fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[usize::try_from(self.below(choices.len() as u64)).unwrap_or(0)]
    }

    /// One of `choices`, the first ones far more often, as names are spread among people.
    pub(crate) fn pick_skewed<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        let end = self.below(choices.len() as u64) + 1;
        &choices[usize::try_from(self.below(end)).unwrap_or(0)]
    }
}
