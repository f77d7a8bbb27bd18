//! Identifiers of SNOMED CT, and of dm+d, which are the same.

use snomed_ct_parsing::sctid::{ComponentKind, Sctid, SctidError};

use super::possibility::{Possibilities, Reading, standing};
use super::restore::Exponent;
use super::{Damage, Evidence, Possibility, Standing, What};
use crate::lookup::{Answer, System};

/// The UK Drug Extension, whose identifiers dm+d has.
const DRUG_EXTENSION: u32 = 1_000_001;
const IDENTIFIERS: [What; 4] = [What::SnomedConcept, What::SnomedDescription, What::SnomedRelationship, What::Dmd];
/// How many digits a spreadsheet keeps.
const KEPT: usize = 15;
/// How many digits may be lost for the rest to be tried.
const MOST_LOST: usize = 3;

pub(super) fn add(reading: &Reading, found: &mut Possibilities<'_>) {
    if let Some(exponent) = Exponent::parse(&reading.text).filter(|exponent| exponent.lost() > 0) {
        add_exponent(reading, &exponent, found);
        return;
    }
    if !reading.is_digits() {
        return;
    }
    let text = reading.text.trim_start_matches('0');
    let filled = text.len() < reading.text.len();
    let damage = if filled { reading.and(Damage::FirstAdded('0')) } else { reading.damage.clone() };
    let reading = &Reading { text: text.to_owned(), damage };
    let Some(number) = text.parse::<u64>().ok().filter(|_| (6..=18).contains(&text.len())) else { return };
    match Sctid::new(number) {
        Ok(id) => {
            for possibility in known(id, &reading.damage, found) {
                found.add(possibility);
            }
            if !found.has_found(&IDENTIFIERS) {
                add_rounded(reading, number, found);
            }
        }
        // Of what is filled up with zeros, only what is right is worth a word.
        Err(_) if filled => {}
        Err(error) => add_broken(reading, number, &error, found),
    }
}

/// What an identifier with the right digits can be.
fn known(id: Sctid, damage: &[Damage], found: &Possibilities<'_>) -> Vec<Possibility> {
    let check = Sctid::check_digit(id.get() / 10);
    let mut evidence =
        vec![Evidence::SnomedCheckDigit { found: check, expected: check }, Evidence::Partition(id.partition())];
    evidence.extend(id.namespace().map(Evidence::Namespace));
    let code = id.to_string();
    let possibility = |what, answer: Answer, system| {
        let mut evidence = evidence.clone();
        evidence.extend(in_release(system, &answer));
        let (standing, entries) = standing(answer);
        Possibility { what, code: Some(code.clone()), standing, damage: damage.to_vec(), evidence, entries }
    };
    let snomed = match id.kind() {
        ComponentKind::Concept => {
            possibility(What::SnomedConcept, found.sources.lookup(System::SnomedCt, &code), System::SnomedCt)
        }
        ComponentKind::Description => {
            possibility(What::SnomedDescription, found.sources.described(&code), System::SnomedCt)
        }
        ComponentKind::Relationship => possibility(What::SnomedRelationship, Answer::NotLoaded, System::SnomedCt),
    };
    let mut possibilities = vec![snomed];
    if id.kind() == ComponentKind::Concept {
        let answer = found.sources.lookup(System::Dmd, &code);
        if matches!(answer, Answer::Found(_)) || id.namespace() == Some(DRUG_EXTENSION) {
            possibilities.insert(0, possibility(What::Dmd, answer, System::Dmd));
        }
    }
    possibilities
}

/// What a release says as evidence, where there is one.
pub(super) fn in_release(system: System, answer: &Answer) -> Option<Evidence> {
    match answer {
        Answer::NotLoaded => None,
        Answer::Absent => Some(Evidence::InRelease(system, false)),
        Answer::Found(_) => Some(Evidence::InRelease(system, true)),
    }
}

/// Digits that are no identifier as they are: what is wrong, and which identifiers of a release are
/// one slip of the finger away.
fn add_broken(reading: &Reading, number: u64, error: &SctidError, found: &mut Possibilities<'_>) {
    let digit = |digit: u64| u8::try_from(digit).unwrap_or_default();
    let check = Evidence::SnomedCheckDigit { found: digit(number % 10), expected: Sctid::check_digit(number / 10) };
    let evidence = vec![check, Evidence::Partition(digit(number / 10 % 100))];
    found.add(Possibility {
        what: What::SnomedIdentifier,
        code: Some(reading.text.clone()),
        standing: Standing::Broken,
        damage: reading.damage.clone(),
        evidence,
        entries: Vec::new(),
    });
    add_rounded(reading, number, found);
    if matches!(error, SctidError::CheckDigit { .. }) && !found.has_found(&IDENTIFIERS) {
        let damage = reading.and(Damage::Mistyped);
        let near = one_slip_away(&reading.text).into_iter().flat_map(|id| known(id, &damage, found));
        let near: Vec<Possibility> = near.filter(|it| it.standing.is_found()).collect();
        found.add_guesses(near);
    }
}

/// The identifiers that have one other digit, or two neighbours the other way round.
fn one_slip_away(digits: &str) -> Vec<Sctid> {
    let digits = digits.as_bytes();
    let mut found = Vec::new();
    for at in 0..digits.len() {
        let mut other = digits.to_vec();
        for digit in b'0'..=b'9' {
            other[at] = digit;
            found.extend(Sctid::parse(&other).ok());
        }
        if at > 0 {
            let mut swapped = digits.to_vec();
            swapped.swap(at - 1, at);
            found.extend(Sctid::parse(&swapped).ok());
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Digits that a spreadsheet or a floating-point number made of others: the identifiers that would
/// have become these.
fn add_rounded(reading: &Reading, number: u64, found: &mut Possibilities<'_>) {
    let lost = reading.text.len().saturating_sub(KEPT);
    if lost > 0 && reading.text[KEPT..].bytes().all(|byte| byte == b'0') {
        // Some cut what they cannot hold, some round it.
        let unit = 10_u64.pow(u32::try_from(lost).unwrap_or(0));
        add_candidates(number - unit / 2..=number + unit - 1, number, &reading.and(Damage::FifteenDigits), found);
    }
    // Beyond 53 bits only every second, fourth, eighth... number can be held; the nearest is taken.
    let step = 1_u64 << number.ilog2().saturating_sub(52);
    let known = found.has_found(&IDENTIFIERS);
    if !known && step > 1 && number.is_multiple_of(step) && Sctid::new(number).is_err() {
        // Of a number half way between two, the even one is taken.
        let reach = step / 2 - u64::from(!(number / step).is_multiple_of(2));
        add_candidates(number - reach..=number + reach, number, &reading.and(Damage::FloatingPoint), found);
    }
}

fn add_exponent(reading: &Reading, exponent: &Exponent, found: &mut Possibilities<'_>) {
    let lost = exponent.lost();
    if !(6..=18).contains(&exponent.length) {
        return;
    }
    let damage = reading.and(Damage::Exponent { lost });
    let number = exponent.digits.parse::<u64>().ok();
    let unit = u32::try_from(lost).ok().and_then(|lost| 10_u64.checked_pow(lost));
    if let Some((number, unit)) = number.zip(unit).filter(|_| lost <= MOST_LOST) {
        let nearest = number * unit;
        add_candidates(nearest - unit / 2..=nearest + unit / 2, 0, &damage, found);
        return;
    }
    let what = What::SnomedIdentifier;
    let standing = Standing::Broken;
    found.add(Possibility { what, code: None, standing, damage, evidence: Vec::new(), entries: Vec::new() });
}

/// Adds the identifiers among these numbers, but for the one that was given.
fn add_candidates(
    numbers: std::ops::RangeInclusive<u64>,
    given: u64,
    damage: &[Damage],
    found: &mut Possibilities<'_>,
) {
    let ids = numbers.filter(|number| *number != given).filter_map(|number| Sctid::new(number).ok());
    let guesses: Vec<Possibility> = ids.flat_map(|id| known(id, damage, found)).collect();
    found.add_guesses(guesses);
}
