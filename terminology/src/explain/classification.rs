//! Codes of the classifications: ICD-10 and OPCS-4.

use super::possibility::{Possibilities, Reading};
use super::{Damage, Evidence, Possibility, Standing, What};

/// The marks of a dagger or an asterisk code, as printed and as the UK's maps write them.
const MARKS: [(char, Evidence); 4] =
    [('†', Evidence::Dagger), ('*', Evidence::Asterisk), ('D', Evidence::Dagger), ('A', Evidence::Asterisk)];

pub(super) fn add(reading: &Reading, found: &mut Possibilities<'_>) {
    let text = reading.text.to_ascii_uppercase();
    let case = if text == reading.text { reading.damage.clone() } else { reading.and(Damage::Case) };
    if let Some((code, evidence)) = icd10(&text) {
        add_code(What::Icd10, code, evidence, case.clone(), found);
    }
    if let Some((category, rest)) = category(&text).filter(|_| !text.starts_with('I'))
        && (rest.is_empty() || rest.len() == 1 && is_digits(rest))
    {
        add_code(What::Opcs4, dotted(category, rest), Vec::new(), case, found);
    }
}

fn add_code(what: What, code: String, mut evidence: Vec<Evidence>, damage: Vec<Damage>, found: &mut Possibilities<'_>) {
    let mapped = found.sources.mapped_to(what, &code.replace('.', ""));
    evidence.extend(mapped.map(Evidence::MappedTo));
    let standing = if mapped == Some(true) { Standing::Found } else { Standing::Possible };
    found.add(Possibility { what, code: Some(code), standing, damage, evidence, entries: Vec::new() });
}

/// A category, a fourth character or its filler, a fifth digit, and a mark.
fn icd10(text: &str) -> Option<(String, Vec<Evidence>)> {
    let (body, mark) = marked(text);
    let (category, rest) = category(body)?;
    let mut evidence = Vec::new();
    match rest.as_bytes() {
        [] => {}
        [b'X'] => evidence.push(Evidence::Filler),
        [b'X', fifth] if fifth.is_ascii_digit() => evidence.push(Evidence::Filler),
        [fourth] if fourth.is_ascii_digit() => {}
        [fourth, fifth] if fourth.is_ascii_digit() && fifth.is_ascii_digit() => {}
        _ => return None,
    }
    evidence.extend(mark);
    Some((dotted(category, rest), evidence))
}

/// A code and its mark. A letter is a mark only behind a fourth character, or behind a space.
fn marked(text: &str) -> (&str, Option<Evidence>) {
    for (mark, evidence) in MARKS {
        let Some(body) = text.strip_suffix(mark) else { continue };
        let trimmed = body.trim_end();
        if !mark.is_ascii_alphabetic() || trimmed.len() < body.len() || trimmed.len() > 3 {
            return (trimmed, Some(evidence));
        }
    }
    (text, None)
}

/// The three characters of a category, and what stands behind them and their dot.
fn category(text: &str) -> Option<(&str, &str)> {
    let (category, rest) = text.split_at_checked(3)?;
    let fits = category.starts_with(|first: char| first.is_ascii_uppercase()) && is_digits(&category[1..]);
    let rest = match rest.strip_prefix('.') {
        Some("") => return None,
        Some(rest) => rest,
        None => rest,
    };
    fits.then_some((category, rest))
}

fn dotted(category: &str, rest: &str) -> String {
    if rest.is_empty() { category.to_owned() } else { format!("{category}.{rest}") }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}
