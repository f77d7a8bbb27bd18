//! Codes, asked of the terminologies that are loaded.

use std::collections::BTreeSet;

use roxmltree::Node;

use super::wrong;
use crate::coding::{CodeSystem, Unheld};
use crate::validation::definitions::{Codes, Lookup, Words};
use crate::validation::itk::rule::plain;
use crate::validation::itk::xml::Element;
use crate::validation::sheet::{Sheet, short};

/// Small vocabularies of HL7 and the NHS that are held whole: their identifiers and codes.
const HELD: [(&str, &[&str]); 4] = [
    // Sex, as the NHS records it.
    ("2.16.840.1.113883.2.1.3.2.4.16.25", &["0", "1", "2", "9"]),
    // Confidentiality.
    (
        "2.16.840.1.113883.5.25",
        &["B", "C", "D", "ETH", "HIV", "I", "L", "M", "N", "PSY", "R", "S", "SDV", "T", "U", "V"],
    ),
    ("2.16.840.1.113883.1.11.16926", &["L", "M", "N", "R", "U", "V"]),
    // How well a language is spoken.
    ("2.16.840.1.113883.5.61", &["E", "F", "G", "P"]),
];

/// Checks every code of a document. Of a system that is not loaded it is said once that its codes are
/// not checked.
pub(super) fn check(sheet: &mut Sheet<'_>, root: Element<'_>, codes: Option<&dyn Codes>) {
    let mut unheld = BTreeSet::new();
    for element in root.descendants().filter(Node::is_element) {
        let (Some(code), Some(system)) = (element.attribute("code"), element.attribute("codeSystem")) else { continue };
        let (code, system) = (code.trim(), system.trim());
        if let Some((_, held)) = HELD.iter().find(|(held, _)| *held == system) {
            if !held.contains(&code) {
                let message = format!("the vocabulary `{system}` has no code `{}`", short(code));
                sheet.error(element, wrong("cda:code"), message);
            }
            continue;
        }
        match codes.map_or(Lookup::NotLoaded, |codes| codes.lookup(system, code)) {
            Lookup::Found(words) => displayed(sheet, element, &words, code),
            Lookup::Absent => {
                let message = format!("the code system `{}` has no code `{}`", short(system), short(code));
                sheet.error(element, wrong("cda:code"), message);
            }
            Lookup::NotLoaded => {
                if unheld.insert(system) {
                    sheet.not_checkable(element, plain("cda:code"), format!("codes are not checked: {}", why(system)));
                }
            }
        }
    }
}

/// Whether the words beside a code are words for it.
fn displayed(sheet: &mut Sheet<'_>, element: Element<'_>, words: &Words, code: &str) {
    let Some(shown) = element.attribute("displayName").map(folded).filter(|shown| !shown.is_empty()) else { return };
    let mut known = words.current.iter().chain(&words.former).peekable();
    if known.peek().is_some() && !known.any(|word| folded(word) == shown) {
        let message = format!("the words beside the code `{}` are none that its system has for it", short(code));
        sheet.warning(element, plain("cda:code"), message);
    }
}

fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Why codes of a system cannot be checked.
fn why(system: &str) -> String {
    match CodeSystem::named(system) {
        CodeSystem::Held(held) => format!("no release of {} is loaded", held.title()),
        CodeSystem::Unheld(Unheld::Table) => format!("the vocabulary `{}` is not held here", short(system)),
        CodeSystem::Unheld(unheld) => format!("{} is not held here", unheld.title()),
        CodeSystem::Local => format!("`{}` is a system of the sender's own", short(system)),
        CodeSystem::Unknown => format!("the code system `{}` is not known here", short(system)),
    }
}
