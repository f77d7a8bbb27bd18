//! A set of NHS numbers, small enough for everybody in the country.

use std::fmt;

use crate::record::NhsNumber;

/// Words of 64 bits for all nine-digit stems.
const WORDS: usize = 1_000_000_000_usize.div_ceil(64);

/// A set of NHS numbers whose check digits hold.
///
/// The check digit follows from the nine digits before it, so one bit for each stem is enough: the
/// set never takes more than 125 MB, whatever is put into it, and asks one place in memory. The
/// system gives that memory as it is touched, not before.
pub struct NumberSet {
    words: Vec<u64>,
    length: u64,
}

impl Default for NumberSet {
    fn default() -> Self {
        Self { words: vec![0; WORDS], length: 0 }
    }
}

/// Word and bit of a number; none of one that is no number.
fn place(number: NhsNumber) -> Option<(usize, u64)> {
    if !number.check_digit_holds() {
        return None;
    }
    let stem = number.digits() / 10;
    Some((usize::try_from(stem / 64).ok()?, 1 << (stem % 64)))
}

impl NumberSet {
    /// An empty set.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a number in; says whether it is new. One whose check digit fails is never put in.
    pub fn insert(&mut self, number: NhsNumber) -> bool {
        let Some((word, bit)) = place(number) else { return false };
        let Some(word) = self.words.get_mut(word) else { return false };
        let new = *word & bit == 0;
        *word |= bit;
        self.length += u64::from(new);
        new
    }

    /// Whether a number is in it.
    pub fn contains(&self, number: NhsNumber) -> bool {
        // Most runs have an empty set to ask.
        !self.is_empty()
            && place(number).is_some_and(|(word, bit)| self.words.get(word).is_some_and(|word| word & bit != 0))
    }

    /// How many numbers are in it.
    pub const fn len(&self) -> u64 {
        self.length
    }

    /// Whether nothing is in it.
    pub const fn is_empty(&self) -> bool {
        self.length == 0
    }
}

impl FromIterator<NhsNumber> for NumberSet {
    fn from_iter<T: IntoIterator<Item = NhsNumber>>(numbers: T) -> Self {
        let mut set = Self::new();
        for number in numbers {
            set.insert(number);
        }
        set
    }
}

impl fmt::Debug for NumberSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NumberSet({} numbers)", self.length)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_wrong_check_digit_is_never_in() {
        let mut set = NumberSet::new();
        assert!(!set.insert("9990000019".parse().unwrap()));
        assert!(set.insert("9990000018".parse().unwrap()));
        assert!(!set.contains("9990000019".parse().unwrap()), "the stem is there, the digit is wrong");
        assert_eq!((set.len(), format!("{set:?}").as_str()), (1, "NumberSet(1 numbers)"));
    }

    proptest! {
        /// A set of the standard library, asked the same things.
        #[test]
        fn it_is_a_set(put in prop::collection::vec(0u64..10_000_000_000, 0..200), asked in prop::collection::vec(0u64..10_000_000_000, 0..50)) {
            let good = |digits: &u64| NhsNumber::from_digits(*digits).filter(|number| number.check_digit_holds());
            let expected: HashSet<u64> = put.iter().filter(|digits| good(digits).is_some()).copied().collect();
            let set: NumberSet = put.iter().filter_map(|digits| NhsNumber::from_digits(*digits)).collect();
            prop_assert_eq!(set.len(), expected.len() as u64);
            for digits in put.iter().chain(&asked) {
                let number = NhsNumber::from_digits(*digits).unwrap();
                prop_assert_eq!(set.contains(number), expected.contains(digits));
            }
        }
    }
}
