//! The term of an entry's code beside the source's own words, while it is shown.

use dcr_terminology::dmd::Level;
use dcr_terminology::lookup::{Answer, Codes, Entry, System};
use serde::Serialize;

use super::CodeSystem;
use super::check::folded;
use crate::record::{CodeableConcept, Coding, Resource};

/// The term of a code, as the loaded release has it. It is shown and never stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Term {
    /// The system that the code is looked up in.
    pub system: System,
    /// The code.
    pub code: String,
    /// The term preferred in the UK.
    pub term: String,
    /// Whether the source's words are one of the code's terms.
    pub agrees: bool,
    /// Whether the code may still be used.
    pub active: bool,
    /// The level of a product of dm+d.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "level_name")]
    pub level: Option<Level>,
}

#[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn level_name<S: serde::Serializer>(level: &Option<Level>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(level.map_or("", Level::name))
}

impl Term {
    /// What to say beside the source's words; nothing where they are the term itself.
    pub fn beside(&self, words: &str) -> Option<String> {
        let (system, term) = (self.system.title(), &self.term);
        if !self.agrees {
            return Some(format!("≠ {system}: {term}"));
        }
        if !self.active {
            return Some(format!("{system}, inactive: {term}"));
        }
        (folded(words) != folded(term)).then(|| format!("{system}: {term}"))
    }
}

/// The term of what an entry is about: of its first code that is found, those of SNOMED CT and dm+d
/// before those of the older systems.
pub fn term_of(codes: &dyn Codes, resource: &Resource) -> Option<Term> {
    let concept = resource.concept()?;
    let held = concept.coding.iter().filter_map(|coding| Some((coding, held(coding)?)));
    let mut held: Vec<(&Coding, System)> = held.collect();
    held.sort_by_key(|(_, system)| System::ALL.iter().position(|known| known == system));
    held.into_iter().find_map(|(coding, system)| term(codes, concept, coding, system))
}

fn held(coding: &Coding) -> Option<System> {
    match CodeSystem::named(coding.system.as_deref()?) {
        CodeSystem::Held(system) => Some(system),
        _ => None,
    }
}

fn term(codes: &dyn Codes, concept: &CodeableConcept, coding: &Coding, system: System) -> Option<Term> {
    let code = coding.code.as_deref()?.trim();
    let product = if system == System::SnomedCt { codes.lookup(System::Dmd, code).found() } else { None };
    let (entry, system) = match codes.lookup(system, code) {
        Answer::Found(entry) => (*entry, system),
        _ => (product.clone()?, System::Dmd),
    };
    let level = product.as_ref().map_or(entry.level, |product| product.level);
    // The words of this very code, else those of the whole, where no other code has words of its own.
    let others = concept.coding.iter().any(|other| other.display.is_some());
    let words = coding.display.as_deref().or_else(|| concept.text.as_deref().filter(|_| !others));
    let known =
        |entry: &Entry, said: &str| entry.terms.iter().chain(&entry.former_terms).any(|term| folded(term) == said);
    let agrees = words
        .map(folded)
        .filter(|said| !said.is_empty())
        .is_none_or(|said| known(&entry, &said) || product.as_ref().is_some_and(|product| known(product, &said)));
    let code = entry.code.clone();
    Some(Term { system, code, term: entry.term, agrees, active: entry.active, level })
}
