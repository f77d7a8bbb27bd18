//! The terminologies that are loaded, as the validator asks them.

use std::collections::HashMap;
use std::sync::Mutex;

use dcr::coding::CodeSystem;
use dcr::validation::definitions::{Codes, Lookup, Words};
use dcr_terminology::ecl::{self, Bounds, evaluate};
use dcr_terminology::lookup::{Answer, Codes as _, Entry, System};
use dcr_terminology::terminology::{Ordinals, Terminology};
use snomed_ct_parsing::ecl::parse;

/// The terminologies that are loaded.
pub(super) struct LoadedCodes {
    terminology: Terminology,
    /// What expressions found, by their text.
    found: Mutex<HashMap<String, Option<Ordinals>>>,
}

impl LoadedCodes {
    pub(super) fn new(terminology: Terminology) -> Self {
        Self { terminology, found: Mutex::default() }
    }

    /// Whether a concept is among those that an expression finds.
    fn is_among(&self, expression: &str, code: &str) -> Option<bool> {
        let snomed = &self.terminology.snomed.as_ref()?.index;
        let ordinal = snomed.ordinal(code.parse().ok()?)?;
        let mut found = self.found.lock().ok()?;
        let concepts = found.entry(expression.to_owned()).or_insert_with(|| {
            let outcome = evaluate(&parse(expression).ok()?, snomed, Bounds::default()).ok()?;
            match outcome.answer {
                ecl::Answer::Concepts(concepts) => Some(concepts),
                ecl::Answer::Values(_) => None,
            }
        });
        concepts.as_ref().map(|concepts| concepts.contains(ordinal))
    }
}

impl Codes for LoadedCodes {
    fn lookup(&self, system: &str, code: &str) -> Lookup {
        let CodeSystem::Held(system) = CodeSystem::named(system) else { return Lookup::NotLoaded };
        let own = self.terminology.lookup(system, code);
        // Products of dm+d are concepts of SNOMED CT, and are sent under its name.
        let product =
            (system == System::SnomedCt).then(|| self.terminology.lookup(System::Dmd, code).found()).flatten();
        match (own, product) {
            (Answer::Found(entry), product) => {
                let mut words = words(*entry);
                let product = product.map(self::words).unwrap_or_default();
                words.current.extend(product.current);
                words.former.extend(product.former);
                Lookup::Found(words)
            }
            (_, Some(product)) => Lookup::Found(words(product)),
            (Answer::Absent, None) => Lookup::Absent,
            (Answer::NotLoaded, None) => Lookup::NotLoaded,
        }
    }

    fn matches(&self, system: &str, code: &str, property: &str, operator: &str, value: &str) -> Option<bool> {
        if !matches!(CodeSystem::named(system), CodeSystem::Held(System::SnomedCt)) {
            return None;
        }
        match (property, operator) {
            ("concept" | "code", "is-a") => self.is_among(&format!("<< {value}"), code),
            ("concept" | "code", "descendent-of") => self.is_among(&format!("< {value}"), code),
            ("concept" | "code", "is-not-a") => self.is_among(&format!("<< {value}"), code).map(|is| !is),
            ("concept" | "code", "in") => self.is_among(&format!("^ {value}"), code),
            ("constraint" | "expression", "=") => self.is_among(value, code),
            ("parent", "=") => self.is_among(&format!("<! {value}"), code),
            _ => None,
        }
    }
}

fn words(entry: Entry) -> Words {
    Words { current: entry.terms, former: entry.former_terms, is_inactive: !entry.active }
}
