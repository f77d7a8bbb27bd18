//! What the lists make of an entry, small enough to be kept with it.

use super::Label;

/// Which labels an entry has, by which kind of list, and whether any list could tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sensitivity {
    /// By the list that is built in: one bit for each label.
    pub(super) built_in: u8,
    /// By the reference sets and maps of the releases that were loaded: one bit for each label.
    pub(super) released: u8,
    /// Whether no list can classify its codes.
    pub(super) unclassified: bool,
}

/// The first bit of what releases say; the bit of what nothing can classify.
const RELEASED: u32 = 8;
const UNCLASSIFIED: u32 = 16;

impl Sensitivity {
    /// Its labels, whichever list says so.
    pub fn labels(self) -> Vec<Label> {
        Label::ALL.into_iter().filter(|label| (self.built_in | self.released) & label.bit() != 0).collect()
    }

    /// The labels of the list that is built in.
    pub fn built_in(self) -> Vec<Label> {
        Label::ALL.into_iter().filter(|label| self.built_in & label.bit() != 0).collect()
    }

    /// Whether any list gives it a label.
    pub const fn is_labelled(self) -> bool {
        self.built_in | self.released != 0
    }

    /// Whether no list can classify its codes.
    pub const fn is_unclassified(self) -> bool {
        self.unclassified
    }

    /// As one number.
    pub fn to_bits(self) -> i64 {
        i64::from(self.built_in) | i64::from(self.released) << RELEASED | i64::from(self.unclassified) << UNCLASSIFIED
    }

    /// From one number; `None` where it holds anything else.
    pub fn from_bits(bits: i64) -> Option<Self> {
        let bits = u32::try_from(bits).ok().filter(|bits| *bits < 2 << UNCLASSIFIED)?;
        let [built_in, released, unclassified, _] = bits.to_le_bytes();
        Some(Self { built_in, released, unclassified: unclassified != 0 })
    }
}
