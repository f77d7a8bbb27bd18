//! The terminologies that are loaded, as the validator asks them.

use std::collections::HashMap;
use std::sync::Mutex;

use dcr::coding::CodeSystem;
use dcr::validation::definitions::Codes;
use dcr_terminology::ecl::{self, Bounds, evaluate};
use dcr_terminology::lookup::{Answer, Codes as _, System};
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

    fn answer(&self, system: &str, code: &str) -> Option<Answer> {
        match CodeSystem::named(system) {
            CodeSystem::Held(system) => Some(self.terminology.lookup(system, code)),
            _ => None,
        }
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
    fn has(&self, system: &str, code: &str) -> Option<bool> {
        match self.answer(system, code)? {
            Answer::Found(_) => Some(true),
            Answer::Absent => Some(false),
            Answer::NotLoaded => None,
        }
    }

    fn displays(&self, system: &str, code: &str) -> Option<Vec<String>> {
        self.answer(system, code)?.found().map(|entry| entry.terms)
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
