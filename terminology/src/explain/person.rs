//! Numbers of people, which are no codes.

use super::possibility::{Possibilities, Reading};
use super::restore::Exponent;
use super::{Damage, Evidence, Possibility, Standing, What};

pub(super) fn add(reading: &Reading, found: &mut Possibilities<'_>) {
    let mut add = |damage, evidence: Vec<Evidence>| {
        let standing = if evidence.is_empty() { Standing::Broken } else { Standing::Possible };
        let what = What::PersonNumber;
        found.add(Possibility { what, code: None, standing, damage, evidence, entries: Vec::new() });
    };
    if holds(&reading.text) {
        let mut evidence = vec![Evidence::Modulus11];
        evidence.extend(reading.text.starts_with("999").then_some(Evidence::NeverIssued));
        add(reading.damage.clone(), evidence);
    } else if let Some(exponent) = Exponent::parse(&reading.text)
        && exponent.length == 10
        && exponent.lost() > 0
    {
        add(reading.and(Damage::Exponent { lost: exponent.lost() }), Vec::new());
    }
}

/// Whether this is ten digits, the last the check digit of the others: weights 10 to 2, Modulus 11. A
/// remainder of ten is never given.
pub(super) fn holds(text: &str) -> bool {
    let digits = text.as_bytes();
    if digits.len() != 10 || !digits.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let weighed = (2..=10).rev().zip(digits).map(|(weight, digit)| weight * u32::from(digit - b'0'));
    let check = (11 - weighed.sum::<u32>() % 11) % 11;
    digits.last().is_some_and(|last| u32::from(last - b'0') == check)
}
