//! What a concept or a term is worth now.

use std::fmt;

/// The status of a concept or a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// `C`: to be used.
    Current,
    /// `O`: allowed, though another is better.
    Optional,
    /// `E`: no longer to be used, and not replaced.
    Extinct,
    /// `R`: no longer to be used; another code says the same.
    Redundant,
}

impl Status {
    /// The status of a letter.
    pub(super) fn of(letter: &str) -> Option<Self> {
        Some(match letter {
            "C" => Self::Current,
            "O" => Self::Optional,
            "E" => Self::Extinct,
            "R" => Self::Redundant,
            _ => return None,
        })
    }

    /// Its letter in the files.
    pub fn letter(self) -> char {
        match self {
            Self::Current => 'C',
            Self::Optional => 'O',
            Self::Extinct => 'E',
            Self::Redundant => 'R',
        }
    }

    /// Whether records may still be made with it.
    pub fn is_active(self) -> bool {
        matches!(self, Self::Current | Self::Optional)
    }

    pub(super) fn cell(self) -> u32 {
        u32::from(self.letter())
    }

    /// The status of a cell; a damaged one is extinct.
    pub(super) fn of_cell(cell: u32) -> Self {
        let letter = char::from_u32(cell & 0xff).unwrap_or_default();
        Self::of(letter.encode_utf8(&mut [0; 4])).unwrap_or(Self::Extinct)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Current => "current",
            Self::Optional => "optional",
            Self::Extinct => "extinct",
            Self::Redundant => "redundant",
        })
    }
}
