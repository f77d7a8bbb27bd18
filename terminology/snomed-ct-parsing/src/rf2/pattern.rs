//! The column pattern of a reference set: which columns of its own it has, by letter.

use std::fmt;

/// The most columns of its own that a reference set may have here; the most of any published is seven.
pub(crate) const MOST_LETTERS: usize = 16;

/// What a column of a reference set holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Letter {
    /// `c`: an SCTID.
    Component,
    /// `i`: a whole number of 32 bits.
    Integer,
    /// `s`: anything else, as text.
    Text,
}

/// The letters in front of `Refset` in the name of a file, in the order of its columns.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Pattern {
    letters: [u8; MOST_LETTERS],
    length: u8,
}

impl Pattern {
    /// The pattern of these letters, `c`, `i` and `s`; none when one is another or there are more
    /// than 16.
    pub fn parse(letters: &str) -> Option<Self> {
        let mut pattern = Self { letters: [0; MOST_LETTERS], length: u8::try_from(letters.len()).ok()? };
        pattern.letters.get_mut(..letters.len())?.copy_from_slice(letters.as_bytes());
        letters.bytes().all(|letter| matches!(letter, b'c' | b'i' | b's')).then_some(pattern)
    }

    /// How many columns it adds.
    pub const fn len(&self) -> usize {
        self.length as usize
    }

    /// Whether it adds none, as that of a simple reference set.
    pub const fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// What each column that it adds holds.
    pub fn letters(&self) -> impl ExactSizeIterator<Item = Letter> + '_ {
        self.letters[..self.len()].iter().map(|letter| match letter {
            b'c' => Letter::Component,
            b'i' => Letter::Integer,
            _ => Letter::Text,
        })
    }

    /// Its letters, as in the name of a file.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.letters[..self.len()]).unwrap_or_default()
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}Refset", self.as_str())
    }
}
