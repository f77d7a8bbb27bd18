//! The day on which a version of a component takes effect.

use std::fmt;

/// A day as RF2 writes it, YYYYMMDD, that is in the calendar. Its order is that of time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EffectiveTime(u32);

impl EffectiveTime {
    /// The day of these eight digits; none when they are no day from 1900 to 2199.
    pub fn parse(text: &[u8]) -> Option<Self> {
        let digits: &[u8; 8] = text.try_into().ok()?;
        let mut value = 0;
        for byte in digits {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                return None;
            }
            value = value * 10 + u32::from(digit);
        }
        Self::new(value)
    }

    /// The day of this number, YYYYMMDD.
    pub fn new(value: u32) -> Option<Self> {
        let (year, month, day) = (value / 10_000, value / 100 % 100, value % 100);
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => 0,
        };
        ((1900..2200).contains(&year) && (1..=days).contains(&day)).then_some(Self(value))
    }

    /// The number YYYYMMDD.
    pub const fn get(self) -> u32 {
        self.0
    }

    /// The year.
    pub const fn year(self) -> u32 {
        self.0 / 10_000
    }

    /// The month, from 1.
    pub const fn month(self) -> u32 {
        self.0 / 100 % 100
    }

    /// The day of the month, from 1.
    pub const fn day(self) -> u32 {
        self.0 % 100
    }
}

impl fmt::Display for EffectiveTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for EffectiveTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
