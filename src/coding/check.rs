//! The check of one code: what is known of it, and what is wrong with it.

use dcr_terminology::lookup::{Answer, Codes, Entry, System};

use super::{CodeSystem, Fault, Finding, Uncheckable};
use crate::record::{Coding, fold_text};

/// The longest code that is looked for in other spellings.
const SHORT: usize = 7;

/// Checks one code. `is_medication` is whether it names a product that is prescribed, given or taken.
pub fn check(codes: &dyn Codes, coding: &Coding, is_medication: bool) -> Finding {
    let code = coding.code.as_deref().unwrap_or_default().trim();
    let Some(name) = coding.system.as_deref().map(str::trim).filter(|name| !name.is_empty()) else {
        return Finding::Faulty(vec![Fault::NoSystem(holders(codes, code, None))]);
    };
    let system = match CodeSystem::named(name) {
        CodeSystem::Held(system) => system,
        CodeSystem::Unheld(unheld) => return Finding::Uncheckable(Uncheckable::NotHeld(unheld)),
        CodeSystem::Local => return Finding::Faulty(vec![Fault::LocalCode]),
        CodeSystem::Unknown => return Finding::Faulty(vec![Fault::UnknownSystem(holders(codes, code, None))]),
    };
    // Products of dm+d are concepts of SNOMED CT, and are sent under its name.
    let product = (system == System::SnomedCt).then(|| codes.lookup(System::Dmd, code).found()).flatten();
    let (entry, level) = match (codes.lookup(system, code), product) {
        (Answer::Found(entry), product) => {
            let level = product.as_ref().map_or(entry.level, |product| product.level);
            (merged(*entry, product), level)
        }
        (_, Some(product)) => {
            let level = product.level;
            (product, level)
        }
        (Answer::NotLoaded, None) => return Finding::Uncheckable(Uncheckable::NotLoaded(system)),
        (Answer::Absent, None) => return Finding::Faulty(vec![absent(codes, system, code)]),
    };
    let mut faults = Vec::new();
    if entry.code != code && !is_with_term(system, code, &entry.code) {
        faults.push(Fault::Miswritten(entry.code.clone()));
    }
    if !entry.active {
        faults.push(Fault::Inactive { status: entry.status.clone(), replacements: entry.replacements.clone() });
    }
    faults.extend(coding.display.as_deref().and_then(|display| wrong_words(display, &entry)));
    faults.extend(level.filter(|level| is_medication && level.is_pack()).map(Fault::Level));
    faults.extend(wrong_map(codes, system, &entry.code));
    if faults.is_empty() { Finding::Sound } else { Finding::Faulty(faults) }
}

/// A concept with the words that dm+d has for it.
fn merged(mut entry: Entry, product: Option<Entry>) -> Entry {
    if let Some(product) = product {
        entry.terms.extend(product.terms);
        entry.former_terms.extend(product.former_terms);
    }
    entry
}

/// Whether a code is a five-byte code with the two of its term behind it, as GP systems send it.
fn is_with_term(system: System, sent: &str, code: &str) -> bool {
    matches!(system, System::ReadV2 | System::Ctv3) && sent.len() == 7 && sent.starts_with(code)
}

/// The systems that have a code.
fn holders(codes: &dyn Codes, code: &str, but: Option<System>) -> Vec<System> {
    let has = |system: &System| Some(*system) != but && matches!(codes.lookup(*system, code), Answer::Found(_));
    System::ALL.into_iter().filter(has).collect()
}

/// Why the release does not have a code.
fn absent(codes: &dyn Codes, system: System, code: &str) -> Fault {
    if let Some(reason) = system.malformed(code) {
        let others = holders(codes, code, Some(system));
        return if others.is_empty() { Fault::Malformed(reason) } else { Fault::OtherSystem(others) };
    }
    if let Some(written) = written_otherwise(codes, system, code) {
        return Fault::Miswritten(written);
    }
    let others = holders(codes, code, Some(system));
    if others.is_empty() { Fault::Absent } else { Fault::OtherSystem(others) }
}

/// Another spelling that the release has: dots that were lost, or case.
fn written_otherwise(codes: &dyn Codes, system: System, code: &str) -> Option<String> {
    if !matches!(system, System::ReadV2 | System::Ctv3) || code.len() > SHORT {
        return None;
    }
    let found = |code: &str| codes.lookup(system, code).found().map(|entry| entry.code);
    let five = code.get(..5.min(code.len()))?;
    let padded = format!("{five:.<5}");
    let letters: Vec<usize> =
        padded.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_alphabetic()).map(|it| it.0).collect();
    // At most 32 spellings; the one sent comes first.
    (0..1_u32 << letters.len()).find_map(|flips| {
        let mut spelt = padded.clone().into_bytes();
        for (bit, place) in letters.iter().enumerate() {
            if flips >> bit & 1 == 1 {
                spelt[*place] ^= 0x20;
            }
        }
        found(&String::from_utf8(spelt).ok()?)
    })
}

/// What is wrong with the words of a code.
fn wrong_words(display: &str, entry: &Entry) -> Option<Fault> {
    let said = folded(display);
    let is_said = |term: &String| folded(term) == said;
    if said.is_empty() || entry.terms.iter().any(is_said) {
        return None;
    }
    let term = entry.term.clone();
    Some(if entry.former_terms.iter().any(is_said) { Fault::FormerDisplay { term } } else { Fault::Display { term } })
}

/// Words for comparison: accents, case, spacing and punctuation go.
pub(super) fn folded(text: &str) -> String {
    let plain: String = fold_text(text).chars().map(|it| if it.is_alphanumeric() { it } else { ' ' }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is wrong with the way from an older system to SNOMED CT.
fn wrong_map(codes: &dyn Codes, system: System, code: &str) -> Option<Fault> {
    if !matches!(system, System::ReadV2 | System::Ctv3) {
        return None;
    }
    let targets = codes.snomed_targets(system, code)?;
    if targets.is_empty() {
        return Some(Fault::Unmapped);
    }
    if targets.iter().any(|target| target.assured) {
        return None;
    }
    Some(Fault::UnassuredMap(targets.into_iter().filter_map(|target| target.code).collect()))
}
