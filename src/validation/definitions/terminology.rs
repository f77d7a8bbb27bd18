//! Code systems and value sets by what they enumerate: whether a code is in one, or why that cannot
//! be said.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use regex::Regex;
use serde_json::Value;

use super::store::{Definitions, Kind};

/// The most concepts of one code system.
const MOST_CONCEPTS: usize = 2_000_000;

/// Whether something is so, is not so, or cannot be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// It is.
    Yes,
    /// It is not.
    No,
    /// It cannot be said, and why.
    Unknown(String),
}

impl Known {
    /// Yes where it is so.
    pub const fn of(is: bool) -> Self {
        if is { Self::Yes } else { Self::No }
    }
}

/// Codes that come from elsewhere than definitions: the terminologies that are loaded.
pub trait Codes: Send + Sync {
    /// What a system says of a code.
    fn lookup(&self, system: &str, code: &str) -> Lookup;

    /// Whether a code is one of a system; none where the system is not loaded.
    fn has(&self, system: &str, code: &str) -> Option<bool> {
        match self.lookup(system, code) {
            Lookup::NotLoaded => None,
            Lookup::Absent => Some(false),
            Lookup::Found(_) => Some(true),
        }
    }

    /// The words that a code may be shown by; none where the system is not loaded or has no such code.
    fn displays(&self, system: &str, code: &str) -> Option<Vec<String>> {
        match self.lookup(system, code) {
            Lookup::Found(words) => Some(words.current),
            _ => None,
        }
    }

    /// Whether a code is what a filter of a value set asks; `None` where that cannot be said.
    fn matches(&self, system: &str, code: &str, property: &str, operator: &str, value: &str) -> Option<bool>;
}

/// What a terminology says of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// The system is not loaded, so nothing is said.
    NotLoaded,
    /// The system has no such code.
    Absent,
    /// It has.
    Found(Words),
}

/// The words of a code, and whether it may be used.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// What it may be shown by, the best first.
    pub current: Vec<String>,
    /// What it was once shown by.
    pub former: Vec<String>,
    /// Whether it is no longer to be used.
    pub is_inactive: bool,
}

/// One concept.
#[derive(Debug, Default)]
pub struct Concept {
    /// The words that it is shown by.
    pub display: Option<String>,
    /// Further words that it is shown by.
    pub designations: Vec<String>,
    /// The concepts right above it.
    pub parents: Vec<String>,
    /// What else is said of it.
    pub properties: Vec<(String, String)>,
}

/// A code system by its concepts.
#[derive(Debug)]
pub struct CodeSystem {
    /// Whether it lists every code that it has.
    pub is_complete: bool,
    /// Whether the case of letters counts.
    pub is_case_sensitive: bool,
    /// Its concepts by code.
    pub concepts: HashMap<String, Concept>,
}

impl CodeSystem {
    pub(super) fn read(document: &Value) -> Self {
        let mut system = Self {
            is_complete: document["content"].as_str().is_none_or(|content| content == "complete")
                && document["concept"].is_array(),
            is_case_sensitive: document["caseSensitive"].as_bool().unwrap_or(true),
            concepts: HashMap::new(),
        };
        let mut open: Vec<(&Value, Option<&str>)> = vec![(document, None)];
        while let Some((holder, parent)) = open.pop() {
            for entry in holder["concept"].as_array().into_iter().flatten() {
                let Some(code) = entry["code"].as_str() else { continue };
                if system.concepts.len() >= MOST_CONCEPTS {
                    system.is_complete = false;
                    return system;
                }
                let concept = system.concepts.entry(system_code(code, system.is_case_sensitive)).or_default();
                concept.display = entry["display"].as_str().map(ToOwned::to_owned);
                let designations = entry["designation"].as_array().into_iter().flatten();
                concept
                    .designations
                    .extend(designations.filter_map(|given| given["value"].as_str().map(ToOwned::to_owned)));
                concept.parents.extend(parent.map(ToOwned::to_owned));
                for property in entry["property"].as_array().into_iter().flatten() {
                    let value = property.as_object().and_then(|members| {
                        members.iter().find(|(name, _)| name.starts_with("value")).map(|(_, value)| value)
                    });
                    let text = match value {
                        Some(Value::String(text)) => text.clone(),
                        Some(Value::Object(coding)) => coding["code"].as_str().unwrap_or_default().to_owned(),
                        Some(other) => other.to_string(),
                        None => continue,
                    };
                    let name = property["code"].as_str().unwrap_or_default();
                    if matches!(name, "parent" | "subsumedBy") {
                        concept.parents.push(text.clone());
                    }
                    concept.properties.push((name.to_owned(), text));
                }
                open.push((entry, Some(code)));
            }
        }
        system
    }

    /// A concept by its code.
    pub fn concept(&self, code: &str) -> Option<&Concept> {
        self.concepts.get(&system_code(code, self.is_case_sensitive))
    }

    /// Whether a code is another or below it.
    fn is_a(&self, code: &str, ancestor: &str) -> bool {
        let mut open = vec![code.to_owned()];
        let mut seen = HashSet::new();
        while let Some(code) = open.pop() {
            if code == ancestor {
                return true;
            }
            if seen.insert(code.clone()) {
                open.extend(self.concept(&code).into_iter().flat_map(|concept| concept.parents.iter().cloned()));
            }
        }
        false
    }

    /// Whether a code is what a filter asks.
    pub(super) fn matches(&self, code: &str, filter: &Value) -> Known {
        let text = |name: &str| filter[name].as_str().unwrap_or_default();
        let (property, value) = (text("property"), text("value"));
        let Some(concept) = self.concept(code) else { return Known::No };
        let has = |value: &str| {
            if matches!(property, "concept" | "code") {
                return code == value;
            }
            if property == "display" {
                return concept.display.as_deref() == Some(value);
            }
            concept.properties.iter().any(|(name, held)| name == property && held == value)
        };
        match text("op") {
            "is-a" => Known::of(self.is_a(code, value)),
            "descendent-of" => Known::of(code != value && self.is_a(code, value)),
            "is-not-a" => Known::of(!self.is_a(code, value)),
            "child-of" => Known::of(concept.parents.iter().any(|parent| parent == value)),
            "=" if property == "parent" => Known::of(concept.parents.iter().any(|parent| parent == value)),
            "=" => Known::of(has(value)),
            "in" => Known::of(value.split(',').any(|value| has(value.trim()))),
            "not-in" => Known::of(!value.split(',').any(|value| has(value.trim()))),
            "exists" => {
                let held = concept.properties.iter().any(|(name, _)| name == property);
                Known::of(held == (value == "true"))
            }
            "regex" => match Regex::new(&format!("^(?:{value})$")) {
                Ok(pattern) if matches!(property, "concept" | "code") => Known::of(pattern.is_match(code)),
                _ => Known::Unknown("a filter by a regular expression is not evaluated here".to_owned()),
            },
            other => Known::Unknown(format!("the filter `{other}` is not evaluated here")),
        }
    }
}

fn system_code(code: &str, is_case_sensitive: bool) -> String {
    if is_case_sensitive { code.to_owned() } else { code.to_lowercase() }
}

impl Definitions {
    /// A code system by its address.
    pub fn code_system(&self, url: &str) -> Option<Arc<CodeSystem>> {
        let url = url.split('|').next().unwrap_or(url);
        let mut cache = self.code_systems.lock().ok()?;
        if let Some(known) = cache.get(url) {
            return known.clone();
        }
        let made = self.document(Kind::CodeSystem, url).map(|document| Arc::new(CodeSystem::read(&document)));
        cache.insert(url.to_owned(), made.clone());
        made
    }

    /// Whether a code is one of a system.
    pub fn has_code(&self, system: &str, code: &str) -> Known {
        match self.codes.as_ref().map_or(Lookup::NotLoaded, |codes| codes.lookup(system, code)) {
            Lookup::Found(_) => return Known::Yes,
            Lookup::Absent => return Known::No,
            Lookup::NotLoaded => {}
        }
        match system {
            "http://unitsofmeasure.org" => return Known::of(octofhir_ucum::validate(code).is_ok()),
            "urn:ietf:bcp:13" => return Known::of(is_media_type(code)),
            "urn:ietf:bcp:47" => return Known::of(is_language(code)),
            _ => {}
        }
        match self.code_system(system) {
            Some(held) if held.concept(code).is_some() => Known::Yes,
            Some(held) if held.is_complete => Known::No,
            _ => Known::Unknown(format!("the code system `{system}` is not loaded")),
        }
    }

    /// The words of a code, where they are known.
    pub fn words(&self, system: &str, code: &str) -> Option<Words> {
        if let Some(Lookup::Found(words)) = self.codes.as_ref().map(|codes| codes.lookup(system, code)) {
            return Some(words);
        }
        let held = self.code_system(system)?;
        let concept = held.concept(code)?;
        let current: Vec<String> = concept.display.iter().chain(&concept.designations).cloned().collect();
        (!current.is_empty()).then(|| Words { current, ..Words::default() })
    }
}

/// Whether a text has the form of a media type (BCP 13), with parameters or without.
fn is_media_type(code: &str) -> bool {
    // The standard's own abbreviations of its formats (FHIR R4, 3.1.0.1.11).
    if matches!(code, "json" | "xml" | "ttl") {
        return true;
    }
    let kind = code.split(';').next().unwrap_or_default().trim();
    let Some((group, name)) = kind.split_once('/') else { return false };
    let is_token = |text: &str| {
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte))
    };
    is_token(group) && is_token(name)
}

/// Whether a text has the form of a language tag (BCP 47).
fn is_language(code: &str) -> bool {
    let mut parts = code.split('-');
    let first = parts.next().unwrap_or_default();
    let letters = first.bytes().all(|byte| byte.is_ascii_alphabetic());
    letters
        && (2..=8).contains(&first.len())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}
