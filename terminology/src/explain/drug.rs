//! Codes of products: barcodes, BNF and ATC.

use super::possibility::{Possibilities, Reading, standing_of};
use super::restore::Exponent;
use super::{Damage, Evidence, Possibility, ProductCode, Standing, What};

/// The chapters of the BNF and those that the Business Services Authority added for appliances.
const BNF_CHAPTERS: [std::ops::RangeInclusive<u8>; 2] = [1..=15, 18..=23];
const ATC_GROUPS: &str = "ABCDGHJLMNPRSV";

pub(super) fn add(reading: &Reading, found: &mut Possibilities<'_>) {
    add_barcode(reading, found);
    add_bnf(reading, found);
    add_atc(reading, found);
}

fn add_barcode(reading: &Reading, found: &mut Possibilities<'_>) {
    if let Some(exponent) = Exponent::parse(&reading.text).filter(|exponent| exponent.lost() > 0) {
        if matches!(exponent.length, 12..=14) {
            let damage = reading.and(Damage::Exponent { lost: exponent.lost() });
            let (what, standing) = (What::Barcode, Standing::Broken);
            found.add(Possibility { what, code: None, standing, damage, evidence: Vec::new(), entries: Vec::new() });
        }
        return;
    }
    if !matches!(reading.text.len(), 8 | 12..=14) || !reading.is_digits() {
        return;
    }
    let digits = reading.text.as_bytes();
    let (last, before) = (digits[digits.len() - 1] - b'0', &digits[..digits.len() - 1]);
    let expected = check_digit(before);
    let mut evidence = vec![Evidence::BarcodeCheckDigit { found: last, expected }];
    if reading.text.len() > 12 && reading.text.trim_start_matches('0').starts_with("50") {
        evidence.push(Evidence::BarcodeOfUk);
    }
    let (standing, entries) = if last == expected {
        standing_of(found.sources.products(ProductCode::Barcode(&reading.text)))
    } else if digits.len() == 8 {
        // Nine in ten numbers of eight digits are no barcode.
        return;
    } else {
        (Standing::Broken, Vec::new())
    };
    let code = Some(reading.text.clone());
    found.add(Possibility { what: What::Barcode, code, standing, damage: reading.damage.clone(), evidence, entries });
}

/// The check digit that GS1 puts behind these: from the right, every other digit three times.
fn check_digit(digits: &[u8]) -> u8 {
    let weights = [3_u32, 1].into_iter().cycle();
    let sum: u32 = digits.iter().rev().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    u8::try_from((10 - sum % 10) % 10).unwrap_or_default()
}

/// Two digits of chapter, two of section, two of paragraph, one of subparagraph, then two characters
/// each for the substance, the product, its strength and form, and the generic equivalent.
fn add_bnf(reading: &Reading, found: &mut Possibilities<'_>) {
    let code = reading.text.to_ascii_uppercase();
    let shape = |(at, byte): (usize, u8)| if at < 7 { byte.is_ascii_digit() } else { byte.is_ascii_alphanumeric() };
    if code.len() != 15 || !code.bytes().enumerate().all(shape) {
        return;
    }
    let Ok(chapter) = code[..2].parse::<u8>() else { return };
    if !BNF_CHAPTERS.iter().any(|chapters| chapters.contains(&chapter)) {
        return;
    }
    let mut evidence = vec![Evidence::BnfChapter(chapter)];
    evidence.extend((&code[9..11] == "AA").then_some(Evidence::BnfGeneric));
    add_classified(reading, What::Bnf, code, evidence, found);
}

/// A letter, two digits, a letter, a letter and two digits; or its beginning, but for a letter alone.
fn add_atc(reading: &Reading, found: &mut Possibilities<'_>) {
    let code = reading.text.to_ascii_uppercase();
    let shape = |(at, byte): (usize, u8)| match at {
        1 | 2 | 5 | 6 => byte.is_ascii_digit(),
        _ => byte.is_ascii_uppercase(),
    };
    let Some(group) = code.chars().next().filter(|group| ATC_GROUPS.contains(*group)) else { return };
    if matches!(code.len(), 3 | 4 | 5 | 7) && code.bytes().enumerate().all(shape) {
        add_classified(reading, What::Atc, code, vec![Evidence::AtcGroup(group)], found);
    }
}

fn add_classified(reading: &Reading, what: What, code: String, evidence: Vec<Evidence>, found: &mut Possibilities<'_>) {
    let asked = if what == What::Bnf { ProductCode::Bnf(&code) } else { ProductCode::Atc(&code) };
    let (standing, entries) = standing_of(found.sources.products(asked));
    let damage = if code == reading.text { reading.damage.clone() } else { reading.and(Damage::Case) };
    found.add(Possibility { what, code: Some(code), standing, damage, evidence, entries });
}
