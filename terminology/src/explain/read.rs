//! Read codes, of version 2 and of CTV3.

use super::evidence::is_chapter;
use super::possibility::{Possibilities, Reading, standing};
use super::restore::Exponent;
use super::snomed::in_release;
use super::{Damage, Evidence, Possibility, Standing, What};
use crate::lookup::{Answer, System};
use crate::read_code::{ReadCode, TermCode};

/// A Read code that a string may stand for.
#[derive(Debug, Clone)]
struct Candidate {
    code: ReadCode,
    /// What stands behind it.
    behind: Option<Evidence>,
    damage: Vec<Damage>,
}

pub(super) fn add(reading: &Reading, found: &mut Possibilities<'_>) {
    for candidate in candidates(reading) {
        if candidate.code.is_path() && candidate.code != ReadCode::ROOT {
            add_of(&candidate, What::ReadV2, System::ReadV2, found);
        }
        if candidate.behind.is_none() && is_of_ctv3(candidate.code) {
            add_of(&candidate, What::Ctv3, System::Ctv3, found);
        }
    }
}

/// Whether dots stand at its end only, but for one in front of all else.
fn is_of_ctv3(code: ReadCode) -> bool {
    code.is_path() || code.as_str().trim_end_matches('.').strip_prefix('.').is_some_and(|rest| !rest.contains('.'))
}

/// Every Read code that the string may stand for, least damaged first.
fn candidates(reading: &Reading) -> Vec<Candidate> {
    if reading.text.is_empty() || !reading.text.is_ascii() {
        return Vec::new();
    }
    let mut found = with_hyphen(reading);
    let read = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'.';
    if reading.text.bytes().all(read) {
        found.extend(padded(&reading.text, None, &reading.damage));
        found.extend(with_term_code(reading));
        if let Some(code) = reading.text.strip_prefix('.').filter(|code| !code.starts_with('.') && code.len() <= 5) {
            found.extend(padded(code, None, &reading.and(Damage::FirstAdded('.'))));
        }
    }
    found.extend(taken_for_exponent(reading));
    found
}

/// A code of up to five characters, with dots for those that were left out.
fn padded(code: &str, behind: Option<Evidence>, damage: &[Damage]) -> Option<Candidate> {
    let missing = 5_usize.checked_sub(code.len())?;
    let last = code.bytes().last()?;
    // A dot at the end shows that dots were kept; one of several alone is not lost.
    if last == b'.' && missing > 0 && code.len() < 4 {
        return None;
    }
    let code = ReadCode::parse(&format!("{code:.<5}"))?;
    let dots = (missing > 0).then_some(Damage::DotsLost(missing));
    Some(Candidate { code, behind, damage: damage.iter().cloned().chain(dots).collect() })
}

/// A code and a term code in one, with the dots between them or without.
fn with_term_code(reading: &Reading) -> Option<Candidate> {
    let (code, term) = reading.text.split_at_checked(reading.text.len().checked_sub(2)?)?;
    let term = TermCode::parse(term)?;
    // Without its dots it looks like another code, unless the term is plainly one.
    let plain = term == TermCode::PREFERRED || code.len() == 4 && term.as_str().starts_with('1');
    if code.len() < 3 || code.len() < 5 && !plain {
        return None;
    }
    let candidate = padded(code, Some(Evidence::TermCode(term.as_str().to_owned())), &reading.damage)?;
    candidate.code.is_path().then_some(candidate)
}

/// A code and, behind a hyphen, the number of a synonym.
fn with_hyphen(reading: &Reading) -> Vec<Candidate> {
    let parts = reading.text.split_once('-');
    let fits = |number: &str| matches!(number.len(), 1 | 2) && number.bytes().all(|byte| byte.is_ascii_digit());
    let Some((code, number)) = parts.filter(|(_, number)| fits(number)) else { return Vec::new() };
    if code.is_empty() || !code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.') {
        return Vec::new();
    }
    let behind = number.parse().ok().map(Evidence::EmisSynonym);
    padded(code, behind, &reading.damage).into_iter().collect()
}

/// A code such as `4E2..`, of which a spreadsheet made `4.00E+02`.
fn taken_for_exponent(reading: &Reading) -> Vec<Candidate> {
    let shown = Exponent::parse(&reading.text).filter(|_| reading.text.contains('+'));
    let Some(exponent) = shown.filter(|it| it.digits[1..].bytes().all(|byte| byte == b'0')) else { return Vec::new() };
    let (digit, power) = (&exponent.digits[..1], exponent.length - 1);
    let damage = reading.and(Damage::TakenForExponent);
    let mut codes = vec![format!("{digit}E{power}"), format!("{digit}E{power:02}")];
    codes.dedup();
    let code = |code: String| ReadCode::parse(&format!("{code:.<5}"));
    codes.into_iter().filter_map(code).map(|code| Candidate { code, behind: None, damage: damage.clone() }).collect()
}

fn add_of(candidate: &Candidate, what: What, system: System, found: &mut Possibilities<'_>) {
    let code = candidate.code.as_str();
    let answer = found.sources.lookup(system, code);
    let others: Vec<(String, Answer)> = if matches!(answer, Answer::NotLoaded) {
        Vec::new()
    } else {
        let asked = other_cases(code).into_iter().map(|other| (found.sources.lookup(system, &other), other));
        asked.filter(|(answer, _)| matches!(answer, Answer::Found(_))).map(|(answer, other)| (other, answer)).collect()
    };
    let exists = matches!(answer, Answer::Found(_));
    let mut evidence = of_form(code, what);
    evidence.extend(candidate.behind.clone());
    let other_code = |(other, _): &(String, Answer)| Evidence::OtherCase(other.clone());
    let is = |code: &str, answer: Answer, damage: Vec<Damage>, more: Vec<Evidence>| {
        let mut evidence = if code == candidate.code.as_str() { evidence.clone() } else { of_form(code, what) };
        evidence.extend(in_release(system, &answer));
        evidence.extend(more);
        let (standing, entries) = match standing(answer) {
            (Standing::Possible, entries) if what == What::ReadV2 && !code.starts_with(is_chapter) => {
                (Standing::Broken, entries)
            }
            known => known,
        };
        Possibility { what, code: Some(code.to_owned()), standing, damage, evidence, entries }
    };
    if exists || others.is_empty() {
        let more = others.iter().map(other_code).collect();
        found.add(is(code, answer, candidate.damage.clone(), more));
    }
    if !exists {
        for (other, answer) in others {
            let damage = [candidate.damage.clone(), vec![Damage::Case]].concat();
            found.add(is(&other, answer, damage, candidate.behind.clone().into_iter().collect()));
        }
    }
    add_tpp(candidate, what, found);
}

/// The codes that differ from this in the case of letters alone.
fn other_cases(code: &str) -> Vec<String> {
    let letters: Vec<usize> =
        code.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_alphabetic()).map(|(at, _)| at).collect();
    let other = |choice: usize| {
        let mut other = code.as_bytes().to_vec();
        for (bit, at) in letters.iter().enumerate() {
            if choice >> bit & 1 == 1 {
                other[*at] ^= b' ';
            }
        }
        String::from_utf8_lossy(&other).into_owned()
    };
    (1..1 << letters.len()).map(other).collect()
}

/// What the form of a code says.
fn of_form(code: &str, what: What) -> Vec<Evidence> {
    let Some(first) = code.chars().next() else { return Vec::new() };
    match (what, first) {
        (What::Ctv3, 'X') => vec![Evidence::NewInCtv3],
        (What::Ctv3 | What::Tpp, 'Y') => vec![Evidence::YInFront],
        (What::Ctv3, '.') => vec![Evidence::DotInFront],
        (What::ReadV2, _) => vec![Evidence::ReadChapter(first)],
        _ => Vec::new(),
    }
}

/// A code of TPP's own is not in CTV3, unless its dictionary was loaded with it.
fn add_tpp(candidate: &Candidate, what: What, found: &mut Possibilities<'_>) {
    let code = candidate.code.as_str();
    if what != What::Ctv3 || !code.starts_with('Y') || code.contains('.') || found.has_found(&[What::Ctv3]) {
        return;
    }
    found.add(Possibility {
        what: What::Tpp,
        code: Some(code.to_owned()),
        standing: Standing::Possible,
        damage: candidate.damage.clone(),
        evidence: of_form(code, What::Tpp),
        entries: Vec::new(),
    });
}
