//! Which values are right.

use std::time::Duration;

use regex::Regex;
use rust_decimal::Decimal;

use super::Standard;
use crate::conformance::script::Template;

/// A number or a duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// A number.
    Number(Decimal),
    /// A duration.
    Duration(Duration),
}

impl Amount {
    /// As a script writes it, for a message.
    pub(super) fn words(self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Duration(duration) => format!("{} ms", duration.as_millis()),
        }
    }

    /// The number that values are compared with: durations in milliseconds.
    pub(super) fn number(self) -> Decimal {
        match self {
            Self::Number(number) => number,
            Self::Duration(duration) => Decimal::from(u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)),
        }
    }
}

/// Which values are right. Where there must be values and none is there, the test fails.
#[derive(Debug, Clone)]
pub enum Test {
    /// Every value is this.
    Equals(Template),
    /// No value is this.
    DiffersFrom(Template),
    /// Every value matches.
    Matches(Regex),
    /// Every value contains this.
    Contains(Template),
    /// Every value is one of these.
    OneOf(Vec<Template>),
    /// Whether there is a value.
    Exists(bool),
    /// How many values there are.
    Count(usize),
    /// Every value is a number, and none is less.
    AtLeast(Amount),
    /// Every value is a number, and none is more.
    AtMost(Amount),
    /// It is valid by a standard.
    Valid(Standard),
}
