//! Decimals whose value and precision survive JSON.

use serde_json::Number;

/// A number as JSON can carry it without changing its value.
pub(super) struct Exact {
    /// The number.
    pub(super) number: Number,
    /// How many decimal places the source wrote, where the number will not show the same.
    pub(super) places: Option<usize>,
}

/// Reads a decimal (an optional sign, digits, an optional point and digits). `None` where it is
/// something else or where a JSON number would not have the same value.
pub(super) fn exact(text: &str) -> Option<Exact> {
    let text = text.trim();
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit());
    if !all_digits || whole.len() + fraction.len() == 0 || digits.len() > 40 {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let sign = if negative { "-" } else { "" };
    if fraction.is_empty() {
        let number = format!("{sign}{whole}").parse::<i64>().ok()?;
        return Some(Exact { number: number.into(), places: None });
    }
    let float = format!("{sign}{whole}.{fraction}").parse::<f64>().ok()?;
    let shown = format!("{}", float.abs());
    let (shown_whole, shown_fraction) = shown.split_once('.').unwrap_or((&shown, ""));
    if shown_whole != whole || shown_fraction.trim_end_matches('0') != fraction.trim_end_matches('0') {
        return None;
    }
    let number = Number::from_f64(float)?;
    let written = number.to_string();
    let same = written.split_once('.').is_some_and(|(_, written)| written.len() == fraction.len());
    let plain = !written.contains(['e', 'E']);
    Some(Exact { number, places: (!(same && plain)).then_some(fraction.len()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_and_their_zeros_are_kept() {
        let cases = [
            ("7", "7", None),
            ("+7", "7", None),
            ("007", "7", None),
            ("98.00", "98.0", Some(2)),
            ("98.0", "98.0", None),
            ("0.10", "0.1", Some(2)),
            ("-1.25", "-1.25", None),
            (".5", "0.5", None),
            ("5.", "5", None),
            ("0.0000001", "1e-7", Some(7)),
        ];
        for (text, number, places) in cases {
            let exact = exact(text).unwrap();
            assert_eq!((exact.number.to_string().as_str(), exact.places), (number, places), "{text}");
        }
    }

    #[test]
    fn what_json_would_change_is_no_number() {
        for text in ["", ".", "1e5", "1,000", "NaN", "99999999999999999999", "0.12345678901234567891", "12/80", "٣"] {
            assert!(exact(text).is_none(), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_number_has_the_value_of_its_text(whole in 0u32..1_000_000, fraction in "[0-9]{1,6}") {
            let text = format!("{whole}.{fraction}");
            let exact = exact(&text).unwrap();
            let read: f64 = text.parse().unwrap();
            proptest::prop_assert_eq!(exact.number.as_f64(), Some(read));
        }
    }
}
