//! Decimal numbers.

use std::fmt;

/// A decimal number as it is written, and what it comes to.
#[derive(Debug, Clone, Copy)]
pub struct Decimal<'a>(pub(super) &'a str);

impl<'a> Decimal<'a> {
    /// As it is written: `.5` stays `.5`.
    pub fn written(self) -> &'a str {
        self.0
    }

    /// What it comes to: the number nearest to what is written.
    pub fn value(self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }
}

impl PartialEq for Decimal<'_> {
    /// Whether both come to the same: `.5` is `0.50`.
    fn eq(&self, other: &Self) -> bool {
        self.value().to_bits() == other.value().to_bits()
    }
}

impl fmt::Display for Decimal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}
