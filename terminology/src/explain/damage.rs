//! What happens to codes on their way.

use std::fmt;

/// What must have happened to a code for it to be the string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Damage {
    /// Spaces, quotation marks or an apostrophe stand around it.
    Wrapped,
    /// Its digits are in groups.
    Separated,
    /// It went through a column of floating-point numbers, which gave it decimals.
    Decimals,
    /// A spreadsheet kept its first 15 digits, cut or rounded, and made the others zeros.
    FifteenDigits,
    /// It went through a floating-point number of 64 bits, which holds 15 to 17 digits.
    FloatingPoint,
    /// It was written with an exponent, and so many of its digits were lost.
    Exponent {
        /// How many digits were lost.
        lost: usize,
    },
    /// A spreadsheet took it for a number with an exponent.
    TakenForExponent,
    /// Dots at its end, or between the code and its term code, were left out.
    DotsLost(usize),
    /// Its case was changed.
    Case,
    /// One digit was mistyped, or two neighbours swapped.
    Mistyped,
    /// The character in front was lost.
    FirstLost(char),
    /// A character was put in front, or several zeros.
    FirstAdded(char),
}

impl Damage {
    /// Whether it is the work of a spreadsheet or a table of numbers.
    pub const fn is_of_spreadsheets(&self) -> bool {
        matches!(
            self,
            Self::Decimals
                | Self::FifteenDigits
                | Self::FloatingPoint
                | Self::Exponent { .. }
                | Self::TakenForExponent
                | Self::Separated
        )
    }

    /// Whether digits were lost, so that the code can only be guessed.
    pub const fn loses_digits(&self) -> bool {
        matches!(self, Self::FifteenDigits | Self::FloatingPoint | Self::Exponent { lost: 1.. })
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Wrapped => f.write_str("spaces or quotation marks were put around it"),
            Self::Separated => f.write_str("its digits were put in groups"),
            Self::Decimals => f.write_str("it went through a column of decimal numbers"),
            Self::FifteenDigits => f.write_str("a spreadsheet kept 15 digits and made the others zeros"),
            Self::FloatingPoint => {
                f.write_str("it went through a floating-point number, which changed its last digits")
            }
            Self::Exponent { lost: 0 } => f.write_str("it was written with an exponent, and no digit was lost"),
            Self::Exponent { lost: 1 } => f.write_str("it was written with an exponent, and its last digit was lost"),
            Self::Exponent { lost } => {
                write!(f, "it was written with an exponent, and its last {lost} digits were lost")
            }
            Self::TakenForExponent => f.write_str("a spreadsheet took it for a number with an exponent"),
            Self::DotsLost(1) => f.write_str("a dot was lost"),
            Self::DotsLost(count) => write!(f, "{count} dots were lost"),
            Self::Case => f.write_str("capital and small letters were changed"),
            Self::Mistyped => f.write_str("one digit was mistyped, or two neighbours swapped"),
            Self::FirstLost(letter) => write!(f, "the {letter} in front was lost"),
            Self::FirstAdded('.') => f.write_str("a dot was put in front"),
            Self::FirstAdded('0') => f.write_str("zeros were put in front"),
            Self::FirstAdded(letter) => write!(f, "a {letter} was put in front"),
        }
    }
}
