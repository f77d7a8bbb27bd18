//! Read codes: the five bytes that Read version 2 and Clinical Terms Version 3 share.
//!
//! Owns the form of a code and of a term code. Which codes exist, their releases say.

use std::fmt;

/// A Read code: five bytes, of which case matters (`G30..` and `g30..` are two codes).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReadCode([u8; 5]);

impl ReadCode {
    /// The root of both hierarchies.
    pub const ROOT: Self = Self(*b".....");

    /// A code of exactly five printable ASCII characters that no file of Read codes separates or
    /// encloses fields with. Shorter codes are not filled up with dots, nor longer ones cut.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes: [u8; 5] = text.as_bytes().try_into().ok()?;
        let fits = |byte: &u8| byte.is_ascii_graphic() && !matches!(byte, b'|' | b',' | b'"');
        bytes.iter().all(fits).then_some(Self(bytes))
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// How many characters stand before the dots at its end: 0 of the root, 5 at most.
    pub fn level(self) -> usize {
        self.0.iter().rposition(|byte| *byte != b'.').map_or(0, |last| last + 1)
    }

    /// The code above it in Read v2: its last character that is no dot becomes one. The root has none.
    #[must_use]
    pub fn parent(self) -> Option<Self> {
        let last = self.level().checked_sub(1)?;
        let mut bytes = self.0;
        bytes[last] = b'.';
        Some(Self(bytes))
    }

    /// Whether dots stand at its end only, as in Read v2, where the code is its place in the tree.
    pub fn is_path(self) -> bool {
        !self.0[..self.level()].contains(&b'.')
    }

    /// The code as a number, in the order of its bytes.
    pub(crate) fn number(self) -> u64 {
        self.0.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
    }

    /// The code of a number; nonsense for a number that no code has.
    pub(crate) fn of_number(number: u64) -> Self {
        let [_, _, _, bytes @ ..] = number.to_be_bytes();
        Self(bytes)
    }

    /// The largest code below this one in Read v2's tree, itself if it has five characters.
    pub(crate) fn last_below(self) -> Self {
        let mut bytes = self.0;
        bytes[self.level()..].fill(u8::MAX);
        Self(bytes)
    }

    /// Its first characters, as many, with dots behind them.
    pub(crate) fn at_level(self, level: usize) -> Self {
        let mut bytes = self.0;
        bytes[level.min(5)..].fill(b'.');
        Self(bytes)
    }
}

impl fmt::Display for ReadCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for ReadCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ReadCode({self})")
    }
}

/// The term code of Read v2: `00` for the preferred term of a code, others (`11`, `12`, `1A`) for
/// its synonyms. GP systems send it behind the code: `H33..00`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TermCode([u8; 2]);

impl TermCode {
    /// The preferred term.
    pub const PREFERRED: Self = Self(*b"00");

    /// A term code of exactly two letters or digits.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes: [u8; 2] = text.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_alphanumeric).then_some(Self(bytes))
    }

    /// The term code as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    pub(crate) fn number(self) -> u16 {
        u16::from_be_bytes(self.0)
    }

    pub(crate) fn of_number(number: u16) -> Self {
        Self(number.to_be_bytes())
    }
}

impl fmt::Display for TermCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for TermCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TermCode({self})")
    }
}

/// A Read v2 code as GP systems send it: five characters, or seven with its term code.
pub fn with_term_code(text: &str) -> Option<(ReadCode, Option<TermCode>)> {
    match text.len() {
        5 => Some((ReadCode::parse(text)?, None)),
        7 => Some((ReadCode::parse(text.get(..5)?)?, Some(TermCode::parse(text.get(5..)?)?))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code(text: &str) -> ReadCode {
        ReadCode::parse(text).unwrap()
    }

    #[test]
    fn the_tree_is_in_the_code() {
        assert_eq!(code("H3300").parent(), Some(code("H330.")));
        assert_eq!(code("H33..").parent(), Some(code("H3...")));
        assert_eq!(code("H....").parent(), Some(ReadCode::ROOT));
        assert_eq!(ReadCode::ROOT.parent(), None);
        assert_eq!((code("H33..").level(), ReadCode::ROOT.level()), (3, 0));
        assert!(code("H33..").is_path() && ReadCode::ROOT.is_path());
        assert!(!code("H.3..").is_path() && !code(".H33.").is_path());
    }

    #[test]
    fn only_five_printable_bytes_are_a_code() {
        for text in ["", "H33", "H33...", "H33. ", "H3|..", "H3,..", "H\"3..", "Hé3.", "H33.\t"] {
            assert_eq!(ReadCode::parse(text), None, "{text:?}");
        }
        assert_ne!(code("G30.."), code("g30.."));
    }

    #[test]
    fn seven_characters_hold_a_term_code() {
        assert_eq!(with_term_code("H33..00"), Some((code("H33.."), Some(TermCode::PREFERRED))));
        assert_eq!(with_term_code("H33..1A"), Some((code("H33.."), TermCode::parse("1A"))));
        assert_eq!(with_term_code("H33.."), Some((code("H33.."), None)));
        for text in ["H33", "H33..0", "H33...0", "H33..000", "H33..é"] {
            assert_eq!(with_term_code(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn numbers_keep_the_order_of_bytes(one in "[0-9A-Za-z.]{5}", other in "[0-9A-Za-z.]{5}") {
            let (a, b) = (code(&one), code(&other));
            prop_assert_eq!(a.number().cmp(&b.number()), one.as_bytes().cmp(other.as_bytes()));
            prop_assert_eq!(ReadCode::of_number(a.number()), a);
        }

        #[test]
        fn what_is_below_a_code_lies_between_it_and_its_last(one in "[0-9A-Za-z]{0,5}", other in "[0-9A-Za-z]{0,5}") {
            let (above, below) = (code(&format!("{one:.<5}")), code(&format!("{other:.<5}")));
            let between = (above..=above.last_below()).contains(&below);
            prop_assert_eq!(between, other.starts_with(&one));
        }
    }
}
