//! Numbers that look random and are the same for the same seed, on every machine.

/// A sequence of numbers. What it is for and of which thing are in its seed, so that nothing else
/// that is made changes it.
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

/// The finaliser of splitmix64: each bit of the input changes half of the output's.
pub(crate) fn mix(value: u64) -> u64 {
    let value = (value ^ value >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ value >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ value >> 31
}

impl Random {
    /// The sequence of one thing among its like.
    pub(crate) fn new(seed: u64, purpose: Purpose, index: u64) -> Self {
        Self(mix(mix(seed ^ (purpose as u64) << 56).wrapping_add(index.wrapping_mul(0x9e37_79b9_7f4a_7c15))))
    }

    /// The next 64 bits.
    pub(crate) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    /// A fraction, from 0 to below 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    pub(crate) fn fraction(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A number below another, which is not 0.
    pub(crate) fn below(&mut self, most: usize) -> usize {
        let wide = u128::from(self.bits()) * most as u128;
        usize::try_from(wide >> 64).unwrap_or_default()
    }

    /// A number below another, small ones the likelier the larger the power.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place in a list"
    )]
    pub(crate) fn early(&mut self, most: usize, power: f64) -> usize {
        ((most as f64 * self.fraction().powf(power)) as usize).min(most - 1)
    }

    /// Whether something happens that does so this often of 10,000 times.
    pub(crate) fn happens(&mut self, of_ten_thousand: u64) -> bool {
        self.bits() % 10_000 < of_ten_thousand
    }

    /// One of these.
    pub(crate) fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }
}

/// What a sequence is for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Purpose {
    Word,
    Concept,
    Shares,
    Term,
    Life,
    Attribute,
    Member,
    Refset,
    Map,
    Medicine,
    Pack,
}
