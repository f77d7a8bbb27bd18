//! What an element holds.

use std::fmt;

use jiff::civil::Date;

use super::Decimal;

/// What an element holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'a> {
    /// An identifier.
    Id(u64),
    /// A number in a lookup list.
    Code(u64),
    /// A whole number.
    Number(u64),
    /// A price in pence.
    Pence(u64),
    /// A flag.
    Flag(bool),
    /// A day.
    Date(Date),
    /// A decimal number.
    Decimal(Decimal<'a>),
    /// Words, or a barcode.
    Text(&'a str),
    /// `n/a`.
    NotApplicable,
}

impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(number) | Self::Code(number) | Self::Number(number) | Self::Pence(number) => number.fmt(f),
            Self::Flag(set) => f.write_str(if *set { "1" } else { "0" }),
            Self::Date(date) => date.fmt(f),
            Self::Decimal(decimal) => decimal.fmt(f),
            Self::Text(text) => f.write_str(text),
            Self::NotApplicable => f.write_str(NOT_APPLICABLE),
        }
    }
}

/// What some elements say instead of a value.
pub(in crate::dmd) const NOT_APPLICABLE: &str = "n/a";
