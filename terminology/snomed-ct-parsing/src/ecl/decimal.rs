//! Numbers as SNOMED CT writes them, kept exactly.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// How many digits may stand before the point, and how many after it.
const DIGITS: usize = 18;

/// An exact decimal number with at most 18 digits on either side of the point. `1.50` is `1.5`, and
/// there is one zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    /// The number times ten to the power of `scale`; no zero at its end unless `scale` is 0.
    coefficient: i128,
    scale: u8,
}

/// Why a text is no number that is read here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecimalError {
    /// It is not written as SNOMED CT writes numbers: no spaces, no exponent, no zero in front.
    #[error("a number such as 5, -2 or 0.25")]
    Form,
    /// It has more digits than are kept exactly.
    #[error("a number of at most {DIGITS} digits before and {DIGITS} after the point")]
    Length,
}

impl FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let (negative, unsigned) = match text.as_bytes().first() {
            Some(b'-') => (true, &text[1..]),
            Some(b'+') => (false, &text[1..]),
            _ => (false, text),
        };
        let (whole, fraction) = unsigned.split_once('.').map_or((unsigned, None), |(whole, rest)| (whole, Some(rest)));
        let zero_in_front = whole.len() > 1 && whole.starts_with('0');
        if !digits(whole) || zero_in_front || !fraction.is_none_or(digits) {
            return Err(DecimalError::Form);
        }
        let fraction = fraction.unwrap_or_default().trim_end_matches('0');
        if whole.len() > DIGITS || fraction.len() > DIGITS {
            return Err(DecimalError::Length);
        }
        let coefficient: i128 = [whole, fraction].concat().parse().map_err(|_| DecimalError::Form)?;
        let scale = u8::try_from(fraction.len()).map_err(|_| DecimalError::Length)?;
        Ok(Self { coefficient: if negative { -coefficient } else { coefficient }, scale })
    }
}

impl From<i64> for Decimal {
    fn from(number: i64) -> Self {
        Self { coefficient: number.into(), scale: 0 }
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        // At most 36 digits stand on either side, which an i128 holds.
        let scaled = |number: &Self, to: u8| number.coefficient * 10_i128.pow(u32::from(to - number.scale));
        let scale = self.scale.max(other.scale);
        scaled(self, scale).cmp(&scaled(other, scale))
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let power = 10_u128.pow(u32::from(self.scale));
        let (whole, fraction) = (self.coefficient.unsigned_abs() / power, self.coefficient.unsigned_abs() % power);
        let sign = if self.coefficient < 0 { "-" } else { "" };
        if self.scale == 0 {
            write!(f, "{sign}{whole}")
        } else {
            write!(f, "{sign}{whole}.{fraction:0>width$}", width = usize::from(self.scale))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_one_number_however_it_is_written() {
        for (text, shown) in
            [("0", "0"), ("-0.0", "0"), ("+5", "5"), ("1.50", "1.5"), ("-2.05", "-2.05"), ("250", "250")]
        {
            let number: Decimal = text.parse().unwrap();
            assert_eq!(number.to_string(), shown);
            assert_eq!(shown.parse(), Ok(number));
        }
    }

    #[test]
    fn refuses_what_is_no_number() {
        for text in ["", "-", "05", "1.", ".5", "1e3", "1,5", " 1", "--1", "0x1", "٣"] {
            assert_eq!(text.parse::<Decimal>(), Err(DecimalError::Form), "{text:?}");
        }
        for text in ["1234567890123456789", "0.1234567890123456789"] {
            assert_eq!(text.parse::<Decimal>(), Err(DecimalError::Length), "{text:?}");
        }
    }

    #[test]
    fn compares_exactly() {
        let number = |text: &str| text.parse::<Decimal>().unwrap();
        assert!(number("0.1") < number("0.11"));
        assert!(number("-0.1") > number("-0.11"));
        assert!(number("999999999999999999") > number("0.000000000000000001"));
        assert!(number("2") == number("2.000"));
        // As floating point these two are one.
        assert!(number("100000000000000000.1") < number("100000000000000000.2"));
    }

    proptest::proptest! {
        #[test]
        fn orders_as_scaled_integers_do(a in -10_000_i64..10_000, b in -10_000_i64..10_000) {
            let hundredths = |n: i64| format!("{}{}.{:02}", if n < 0 { "-" } else { "" }, n.abs() / 100, n.abs() % 100);
            let (x, y): (Decimal, Decimal) = (hundredths(a).parse().unwrap(), hundredths(b).parse().unwrap());
            proptest::prop_assert_eq!(x.cmp(&y), a.cmp(&b));
            proptest::prop_assert_eq!(x == y, a == b);
        }
    }
}
