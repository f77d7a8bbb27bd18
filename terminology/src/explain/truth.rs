//! Whether what a possibility says of a string is so, found out in other ways than it was.

use super::{Damage, Evidence, Possibility};

/// Checks every statement of a possibility about a string.
pub(super) fn check(text: &str, possibility: &Possibility) {
    for damage in &possibility.damage {
        assert!(did(text, damage, possibility), "{text:?}: {damage:?} in {possibility:?}");
    }
    let code = possibility.code.as_deref();
    // What is withheld is what was given; where digits were lost, nothing can be told of it.
    let lossy = code.is_none() && possibility.damage.iter().any(Damage::loses_digits);
    let given = written_out(text);
    for evidence in possibility.evidence.iter().filter(|_| !lossy) {
        let subject = code.unwrap_or(&given).to_owned();
        assert!(is_so(&subject, text, evidence), "{text:?}: {evidence:?} in {possibility:?}");
    }
    if possibility.damage.is_empty()
        && let Some(code) = code
    {
        // What is not damaged is the string, dots of classifications and term codes aside.
        let plain = |text: &str| text.chars().filter(|letter| *letter != '.').collect::<String>();
        assert!(plain(text.trim()).starts_with(&plain(code)), "{text:?} in {possibility:?}");
    }
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The digits of a number, of one with an exponent all that it has, without decimals.
fn written_out(text: &str) -> String {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else {
        return digits(text.split(".0").next().unwrap());
    };
    let length = digits(exponent).parse::<usize>().unwrap_or(0).min(99) + 1;
    format!("{:0<length$}", digits(mantissa))[..length].to_owned()
}

/// Whether the code becomes the string when this happens to it, as far as one step can be told.
fn did(text: &str, damage: &Damage, possibility: &Possibility) -> bool {
    let Some(code) = possibility.code.as_deref() else { return !matches!(damage, Damage::Case | Damage::DotsLost(_)) };
    let code_digits = code.trim_end_matches('.');
    let number = || code_digits.parse::<u64>().unwrap();
    let given = || digits(text.split(".0").next().unwrap()).parse::<u64>().unwrap();
    match damage {
        Damage::Wrapped => text != text.trim() || text.contains(['"', '\'']),
        Damage::Separated => text.contains(|letter: char| !letter.is_ascii_digit()),
        Damage::Decimals => text.trim_matches(['"', '\'', ' ', '0']).ends_with('.'),
        Damage::FifteenDigits => {
            let unit = 10_u64.pow(u32::try_from(code.len() - 15).unwrap());
            let (cut, rounded) = (number() / unit * unit, (number() + unit / 2) / unit * unit);
            [cut, rounded].contains(&given())
        }
        #[expect(clippy::cast_precision_loss, clippy::float_cmp, reason = "that is what is asked")]
        Damage::FloatingPoint => number() as f64 == given() as f64,
        Damage::Exponent { lost: 0 } => written_out(text).starts_with(code_digits.trim_start_matches('0')),
        Damage::Exponent { lost } => {
            let text = text.trim_matches(['"', '\'', '=', ' ', '\u{a0}']);
            let kept = code_digits.len() - lost;
            let decimals = text.split(['e', 'E']).next().unwrap().len().saturating_sub(2);
            #[expect(clippy::cast_precision_loss, reason = "that is what is asked")]
            let (shown, value) = (text.parse::<f64>().unwrap(), number() as f64);
            let unit = 10_f64.powi(i32::try_from(code_digits.len() - 1 - decimals.min(kept - 1)).unwrap());
            (shown - value).abs() <= unit / 2.0 + value * 1e-15
        }
        Damage::TakenForExponent => {
            code.trim_end_matches('.').parse::<f64>() == text.trim_matches(['"', '\'', '=', ' ']).parse::<f64>()
        }
        Damage::DotsLost(count) => code.matches('.').count() >= *count,
        Damage::Case => !text.contains(code.trim_end_matches('.')) || text.to_lowercase() != text.to_uppercase(),
        Damage::Mistyped => {
            let text = digits(text);
            let other: Vec<usize> = (0..code.len()).filter(|at| code.as_bytes()[*at] != text.as_bytes()[*at]).collect();
            let swapped = |at: usize| code.as_bytes()[at] == text.as_bytes()[at + 1];
            other.len() == 1 || other.len() == 2 && other[1] == other[0] + 1 && swapped(other[0])
        }
        Damage::FirstLost(letter) => code.starts_with(*letter) && !text.starts_with(*letter),
        Damage::FirstAdded(letter) => text.contains(*letter) && !code.starts_with(*letter),
    }
}

/// Verhoeff's check digit by the dihedral group's rule in place of its table.
fn verhoeff(digits: &str) -> u8 {
    let multiply = |a: u32, b: u32| match (a < 5, b < 5) {
        (true, true) => (a + b) % 5,
        (true, false) => (a + b - 5) % 5 + 5,
        (false, true) => (a - 5 + 5 - b) % 5 + 5,
        (false, false) => (a - 5 + 5 - (b - 5)) % 5,
    };
    let permute = |digit: u32| [1, 5, 7, 6, 2, 8, 3, 0, 9, 4][digit as usize];
    let mut state = 0;
    for (place, digit) in digits.chars().rev().enumerate() {
        let digit = (0..(place + 1) % 8).fold(digit.to_digit(10).unwrap(), |digit, _| permute(digit));
        state = multiply(state, digit);
    }
    let check = (0..10).find(|check| multiply(*check, state) == 0).unwrap();
    u8::try_from(check).unwrap()
}

fn gs1(digits: &str) -> u32 {
    // The whole number, with the check digit, weighs a multiple of ten; a leading zero changes nothing.
    let padded = format!("{digits:0>13}");
    let weight = |at: usize| if at.is_multiple_of(2) { 3 } else { 1 };
    let sum: u32 = padded.chars().enumerate().map(|(at, digit)| digit.to_digit(10).unwrap() * weight(at)).sum();
    (0..10).find(|check| (sum + check).is_multiple_of(10)).unwrap()
}

fn is_so(code: &str, text: &str, evidence: &Evidence) -> bool {
    let last = || code[code.len() - 1..].parse::<u32>().unwrap();
    match evidence {
        Evidence::SnomedCheckDigit { found, expected } => {
            verhoeff(&code[..code.len() - 1]) == *expected && last() == u32::from(*found)
        }
        Evidence::BarcodeCheckDigit { found, expected } => {
            gs1(&code[..code.len() - 1]) == u32::from(*expected) && last() == u32::from(*found)
        }
        Evidence::Partition(partition) => code[code.len() - 3..code.len() - 1].parse() == Ok(*partition),
        Evidence::Namespace(namespace) => code[code.len() - 10..code.len() - 3].parse() == Ok(*namespace),
        Evidence::BarcodeOfUk => code.trim_start_matches('0').starts_with("50"),
        Evidence::Modulus11 => {
            // All ten digits, weighed from 10 to 1, are a multiple of eleven.
            let digits = code.chars().map(|digit| digit.to_digit(10).unwrap());
            code.len() == 10 && (1..=10).rev().zip(digits).map(|(a, b)| a * b).sum::<u32>().is_multiple_of(11)
        }
        Evidence::NeverIssued => code.starts_with("999"),
        Evidence::ReadChapter(first) => code.starts_with(*first),
        Evidence::TermCode(term) => {
            let text = text.trim_matches(['"', '\'', '=', ' ', '\u{a0}']);
            text.ends_with(term.as_str()) || written_out(text).ends_with(term.as_str())
        }
        Evidence::EmisSynonym(number) => text.contains('-') && text.contains(&number.to_string()),
        Evidence::NewInCtv3 => code.starts_with('X'),
        Evidence::YInFront => code.starts_with('Y'),
        Evidence::DotInFront => code.starts_with('.'),
        Evidence::OtherCase(other) => code != other && code.eq_ignore_ascii_case(other),
        Evidence::Filler => code.chars().nth(4) == Some('X'),
        Evidence::Dagger => text.to_uppercase().contains(['D', '†']),
        Evidence::Asterisk => text.to_uppercase().contains(['A', '*']),
        Evidence::BnfChapter(chapter) => code.len() == 15 && code[..2].parse() == Ok(*chapter),
        Evidence::BnfGeneric => &code[9..11] == "AA",
        Evidence::AtcGroup(group) => code.starts_with(*group),
        Evidence::Prefix(prefix) => code.starts_with(prefix),
        Evidence::EightDigits => code.len() == 8 && code.bytes().all(|byte| byte.is_ascii_digit()),
        Evidence::Meaning(_) => code.starts_with(['_', '#']),
        Evidence::MappedTo(_) | Evidence::InRelease(..) => true,
    }
}
