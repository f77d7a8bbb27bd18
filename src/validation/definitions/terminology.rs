//! Code systems and value sets by what they enumerate: whether a code is in one, or why that cannot
//! be said.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use regex::Regex;
use serde_json::Value;

use super::store::{Definitions, Kind};

/// How deep value sets may stand in each other.
const MOST_DEPTH: usize = 12;
/// The most concepts of one code system.
const MOST_CONCEPTS: usize = 2_000_000;

/// The addresses that the standard binds to as value sets and that are not FHIR's: the code system that each is the whole of.
const WHOLE: [(&str, &str); 3] = [
    ("http://www.rfc-editor.org/bcp/bcp13.txt", "urn:ietf:bcp:13"),
    ("http://tools.ietf.org/html/bcp47", "urn:ietf:bcp:47"),
    ("http://unitsofmeasure.org", "http://unitsofmeasure.org"),
];

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
    /// Whether a code is one of a system; `None` where the system is not loaded.
    fn has(&self, system: &str, code: &str) -> Option<bool>;
    /// The words that a code may be shown by; `None` where the system is not loaded or has no such code.
    fn displays(&self, system: &str, code: &str) -> Option<Vec<String>>;
    /// Whether a code is what a filter of a value set asks; `None` where that cannot be said.
    fn matches(&self, system: &str, code: &str, property: &str, operator: &str, value: &str) -> Option<bool>;
}

/// One concept.
#[derive(Debug, Default)]
pub struct Concept {
    /// The words that it is shown by.
    pub display: Option<String>,
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
    fn matches(&self, code: &str, filter: &Value) -> Known {
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
        if let Some(known) = self.codes.as_ref().and_then(|codes| codes.has(system, code)) {
            return Known::of(known);
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
    pub fn displays(&self, system: &str, code: &str) -> Option<Vec<String>> {
        if let Some(displays) = self.codes.as_ref().and_then(|codes| codes.displays(system, code)) {
            return Some(displays);
        }
        let held = self.code_system(system)?;
        held.concept(code)?.display.clone().map(|display| vec![display])
    }

    /// Whether a code is in a value set. Without a system, that of any part of the set that lists it.
    pub fn in_value_set(&self, value_set: &str, system: Option<&str>, code: &str) -> Known {
        self.in_value_set_within(value_set, system, code, 0)
    }

    fn in_value_set_within(&self, url: &str, system: Option<&str>, code: &str, depth: usize) -> Known {
        if depth > MOST_DEPTH {
            return Known::Unknown(format!("the value set `{url}` stands in itself, or in more than is followed"));
        }
        let plain = url.split('|').next().unwrap_or(url);
        if let Some((_, whole)) = WHOLE.iter().find(|(set, _)| *set == plain) {
            let is_other = system.is_some_and(|system| system != *whole);
            return if is_other { Known::No } else { self.has_code(whole, code) };
        }
        let Some(document) = self.document(Kind::ValueSet, url) else {
            return Known::Unknown(format!("the value set `{url}` is not loaded"));
        };
        let compose = &document["compose"];
        if !compose.is_object() {
            return match document["expansion"]["contains"].as_array() {
                Some(list) => Known::of(in_expansion(list, system, code)),
                None => Known::Unknown(format!("the value set `{url}` does not say what it holds")),
            };
        }
        let mut unknown = None;
        let mut is_in = false;
        for include in compose["include"].as_array().into_iter().flatten() {
            match self.in_part(include, system, code, depth) {
                Known::Yes => {
                    is_in = true;
                    break;
                }
                Known::No => {}
                Known::Unknown(why) => unknown = Some(why),
            }
        }
        if !is_in {
            if unknown.is_some()
                && let Some(list) = document["expansion"]["contains"].as_array()
            {
                return Known::of(in_expansion(list, system, code));
            }
            return unknown.map_or(Known::No, Known::Unknown);
        }
        for exclude in compose["exclude"].as_array().into_iter().flatten() {
            match self.in_part(exclude, system, code, depth) {
                Known::Yes => return Known::No,
                Known::No => {}
                Known::Unknown(why) => return Known::Unknown(why),
            }
        }
        Known::Yes
    }

    /// Whether a code is in one part of a value set.
    fn in_part(&self, part: &Value, system: Option<&str>, code: &str, depth: usize) -> Known {
        let of_system = part["system"].as_str();
        if let (Some(asked), Some(held)) = (system, of_system)
            && asked != held
        {
            return Known::No;
        }
        for set in part["valueSet"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            match self.in_value_set_within(set, system, code, depth + 1) {
                Known::Yes => {}
                other => return other,
            }
        }
        let Some(held) = of_system else { return Known::of(part["valueSet"].is_array()) };
        if let Some(concepts) = part["concept"].as_array() {
            return Known::of(concepts.iter().any(|concept| concept["code"].as_str() == Some(code)));
        }
        match self.has_code(held, code) {
            Known::Yes => {}
            other => return other,
        }
        for filter in part["filter"].as_array().into_iter().flatten() {
            let text = |name: &str| filter[name].as_str().unwrap_or_default();
            let loaded = self
                .codes
                .as_ref()
                .and_then(|codes| codes.matches(held, code, text("property"), text("op"), text("value")));
            let known = match (loaded, self.code_system(held)) {
                (Some(is), _) => Known::of(is),
                (None, Some(system)) if system.concept(code).is_some() => system.matches(code, filter),
                _ => Known::Unknown(format!("the code system `{held}` is not loaded")),
            };
            match known {
                Known::Yes => {}
                other => return other,
            }
        }
        Known::Yes
    }
}

fn in_expansion(list: &[Value], system: Option<&str>, code: &str) -> bool {
    let mut open: Vec<&Value> = list.iter().collect();
    while let Some(entry) = open.pop() {
        let same_system = system.is_none_or(|system| entry["system"].as_str() == Some(system));
        if same_system && entry["code"].as_str() == Some(code) && entry["abstract"] != true {
            return true;
        }
        open.extend(entry["contains"].as_array().into_iter().flatten());
    }
    false
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
