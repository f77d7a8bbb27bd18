//! What can be undone without a guess: what stands around a code, groups of digits, decimals, and
//! exponents that keep all digits.

use super::damage::Damage;
use super::possibility::Reading;

/// The ways to read a string, itself first.
pub(super) fn readings(text: &str) -> Vec<Reading> {
    let inner = unwrapped(text);
    let damage = if inner == text { Vec::new() } else { vec![Damage::Wrapped] };
    let mut readings = vec![Reading { text: inner.to_owned(), damage }];
    let plain = &readings[0];
    let restored = [
        joined(inner).map(|text| (text, Damage::Separated)),
        without_decimals(inner).map(|text| (text, Damage::Decimals)),
        Exponent::parse(inner).and_then(|it| it.whole()).map(|text| (text, Damage::Exponent { lost: 0 })),
    ];
    let restored: Vec<Reading> =
        restored.into_iter().flatten().map(|(text, damage)| Reading { text, damage: plain.and(damage) }).collect();
    readings.extend(restored);
    readings
}

/// What stands in spaces, in quotation marks, behind the apostrophe that makes text of a cell, or in
/// the formula that does.
fn unwrapped(text: &str) -> &str {
    let text = text.trim();
    let text = text.strip_prefix('=').filter(|text| text.starts_with('"')).unwrap_or(text);
    let text = ['"', '\''].iter().fold(text, |text, mark| {
        let inner = text.strip_prefix(*mark).and_then(|text| text.strip_suffix(*mark));
        inner.filter(|inner| !inner.is_empty()).unwrap_or(text)
    });
    let text = text.strip_prefix('\'').filter(|text| !text.is_empty()).unwrap_or(text);
    let inner = text.trim();
    if inner.is_empty() { text } else { inner }
}

/// Digits that were in groups: of three between commas, apostrophes or dots, or of any length
/// between spaces or hyphens.
fn joined(text: &str) -> Option<String> {
    let digits = |group: &&str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    for separator in [',', '\'', '’', '.', '_', ' ', '\u{a0}', '\u{2009}', '\u{202f}', '-'] {
        let groups: Vec<&str> = text.split(separator).collect();
        let of_three = matches!(separator, ',' | '\'' | '’' | '.' | '_');
        let fits = |group: &&str| digits(group) && (!of_three || group.len() == 3);
        let first = groups.first().is_some_and(|group| digits(group) && (!of_three || group.len() <= 3));
        if groups.len() > 1 && first && groups[1..].iter().all(fits) {
            return Some(groups.concat());
        }
    }
    None
}

/// Digits behind which a dot and zeros stand.
fn without_decimals(text: &str) -> Option<String> {
    let (whole, decimals) = text.split_once('.')?;
    let digits = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit());
    (digits && !decimals.is_empty() && decimals.bytes().all(|byte| byte == b'0')).then(|| whole.to_owned())
}

/// A number with an exponent, such as `9.43E+09`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Exponent {
    /// Its digits, the first not zero.
    pub(super) digits: String,
    /// How many digits the number has.
    pub(super) length: usize,
}

impl Exponent {
    /// Reads one digit that is not zero, decimals or none, and an exponent of one or two digits.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (mantissa, exponent) = text.split_once(['E', 'e'])?;
        let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
        let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let fits = whole.len() == 1 && whole != "0" && digits(whole) && digits(decimals);
        if !fits || !matches!(exponent.len(), 1 | 2) || !digits(exponent) || mantissa.ends_with('.') {
            return None;
        }
        let length = exponent.parse::<usize>().ok()? + 1;
        Some(Self { digits: format!("{whole}{decimals}"), length })
    }

    /// How many digits are not there.
    pub(super) fn lost(&self) -> usize {
        self.length.saturating_sub(self.digits.len())
    }

    /// The number, where all its digits are there.
    fn whole(&self) -> Option<String> {
        let (digits, rest) = self.digits.split_at_checked(self.length)?;
        rest.bytes().all(|byte| byte == b'0').then(|| digits.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, Vec<Damage>)> {
        readings(text).into_iter().map(|reading| (reading.text, reading.damage)).collect()
    }

    #[test]
    fn what_stands_around_and_between_is_taken_off() {
        let one = |text: &str, damage: &[Damage]| (text.to_owned(), damage.to_vec());
        assert_eq!(read("G30.."), [one("G30..", &[])]);
        for wrapped in [" G30.. ", "\"G30..\"", "'G30..'", "'G30..", "=\"G30..\"", "\u{a0}G30.."] {
            assert_eq!(read(wrapped), [one("G30..", &[Damage::Wrapped])], "{wrapped:?}");
        }
        for text in ["195,967,001", "195'967'001", "195.967.001", "195 967 001", "195-967-001", "19 5967001"] {
            assert_eq!(read(text)[1], one("195967001", &[Damage::Separated]), "{text:?}");
        }
        assert_eq!(read("195967001.0")[1], one("195967001", &[Damage::Decimals]));
        assert_eq!(read("1.95967001E+08")[1], one("195967001", &[Damage::Exponent { lost: 0 }]));
        for whole in ["1,95,967", "195967001.5", "1,2345", "-1", "1-", "1.95E+08", "0.5E+03", "'", "\"\"", "="] {
            assert_eq!(read(whole).len(), 1, "{whole:?}");
        }
    }
}
