//! What is in a value set: its parts, read once, and whether a code is in one of them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde_json::Value;

use super::store::{Definitions, Kind};
use super::terminology::Known;

/// How deep value sets may stand in each other.
const MOST_DEPTH: usize = 12;
/// The addresses that the standard binds to as value sets and that are not FHIR's: the code system that each is the whole of.
const WHOLE: [(&str, &str); 3] = [
    ("http://www.rfc-editor.org/bcp/bcp13.txt", "urn:ietf:bcp:13"),
    ("http://tools.ietf.org/html/bcp47", "urn:ietf:bcp:47"),
    ("http://unitsofmeasure.org", "http://unitsofmeasure.org"),
];

/// A value set by what it says of its codes.
pub(super) struct Members {
    includes: Vec<Part>,
    excludes: Vec<Part>,
    /// Whether it says by parts what it holds.
    is_composed: bool,
    /// The codes of its expansion with their systems; none where it has none.
    expansion: Option<HashMap<String, Vec<Option<String>>>>,
}

/// One part of a value set.
struct Part {
    system: Option<String>,
    sets: Vec<String>,
    /// The codes that it lists; none where it takes them by filters, or all.
    codes: Option<HashSet<String>>,
    filters: Vec<Value>,
}

impl Members {
    fn read(document: &Value) -> Self {
        let compose = &document["compose"];
        let parts = |name: &str| compose[name].as_array().into_iter().flatten().map(Part::read).collect();
        Self {
            includes: parts("include"),
            excludes: parts("exclude"),
            is_composed: compose.is_object(),
            expansion: document["expansion"]["contains"].as_array().map(|list| expanded(list)),
        }
    }

    fn in_expansion(&self, system: Option<&str>, code: &str) -> Option<bool> {
        let listed = self.expansion.as_ref()?.get(code).map_or(&[][..], Vec::as_slice);
        Some(listed.iter().any(|of| system.is_none_or(|system| of.as_deref() == Some(system))))
    }
}

impl Part {
    fn read(part: &Value) -> Self {
        let texts = |value: &Value| {
            value.as_array().into_iter().flatten().filter_map(|entry| entry.as_str().map(ToOwned::to_owned)).collect()
        };
        let concepts = part["concept"].as_array();
        Self {
            system: part["system"].as_str().map(ToOwned::to_owned),
            sets: texts(&part["valueSet"]),
            codes: concepts
                .map(|list| list.iter().filter_map(|entry| entry["code"].as_str().map(ToOwned::to_owned)).collect()),
            filters: part["filter"].as_array().cloned().unwrap_or_default(),
        }
    }
}

/// The codes of an expansion that may be chosen.
fn expanded(list: &[Value]) -> HashMap<String, Vec<Option<String>>> {
    let mut found: HashMap<String, Vec<Option<String>>> = HashMap::new();
    let mut open: Vec<&Value> = list.iter().collect();
    while let Some(entry) = open.pop() {
        if let Some(code) = entry["code"].as_str().filter(|_| entry["abstract"] != true) {
            found.entry(code.to_owned()).or_default().push(entry["system"].as_str().map(ToOwned::to_owned));
        }
        open.extend(entry["contains"].as_array().into_iter().flatten());
    }
    found
}

impl Definitions {
    fn members(&self, url: &str) -> Option<Arc<Members>> {
        let mut cache = self.value_sets.lock().ok()?;
        if let Some(known) = cache.get(url) {
            return known.clone();
        }
        let made = self.document(Kind::ValueSet, url).map(|document| Arc::new(Members::read(&document)));
        cache.insert(url.to_owned(), made.clone());
        made
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
        let Some(members) = self.members(url) else {
            return Known::Unknown(format!("the value set `{url}` is not loaded"));
        };
        if !members.is_composed {
            return members.in_expansion(system, code).map_or_else(
                || Known::Unknown(format!("the value set `{url}` does not say what it holds")),
                Known::of,
            );
        }
        let mut unknown = None;
        let mut is_in = false;
        for part in &members.includes {
            match self.in_part(part, system, code, depth) {
                Known::Yes => {
                    is_in = true;
                    break;
                }
                Known::No => {}
                Known::Unknown(why) => unknown = Some(why),
            }
        }
        if !is_in {
            let Some(why) = unknown else { return Known::No };
            return members.in_expansion(system, code).map_or(Known::Unknown(why), Known::of);
        }
        for part in &members.excludes {
            match self.in_part(part, system, code, depth) {
                Known::Yes => return Known::No,
                Known::No => {}
                Known::Unknown(why) => return Known::Unknown(why),
            }
        }
        Known::Yes
    }

    /// Whether a code is in one part of a value set.
    fn in_part(&self, part: &Part, system: Option<&str>, code: &str, depth: usize) -> Known {
        if let (Some(asked), Some(held)) = (system, part.system.as_deref())
            && asked != held
        {
            return Known::No;
        }
        for set in &part.sets {
            match self.in_value_set_within(set, system, code, depth + 1) {
                Known::Yes => {}
                other => return other,
            }
        }
        let Some(held) = part.system.as_deref() else { return Known::of(!part.sets.is_empty()) };
        if let Some(codes) = &part.codes {
            return Known::of(codes.contains(code));
        }
        match self.has_code(held, code) {
            Known::Yes => {}
            other => return other,
        }
        for filter in &part.filters {
            match self.passes(held, code, filter) {
                Known::Yes => {}
                other => return other,
            }
        }
        Known::Yes
    }

    fn passes(&self, system: &str, code: &str, filter: &Value) -> Known {
        let text = |name: &str| filter[name].as_str().unwrap_or_default();
        let (property, operator, value) = (text("property"), text("op"), text("value"));
        let loaded = self.codes.as_ref().and_then(|codes| codes.matches(system, code, property, operator, value));
        match (loaded, self.code_system(system)) {
            (Some(is), _) => Known::of(is),
            (None, Some(held)) if held.concept(code).is_some() => held.matches(code, filter),
            _ if self.codes.as_ref().is_some_and(|codes| codes.lookup(system, code) != super::Lookup::NotLoaded) => {
                Known::Unknown(format!(
                    "the filter `{property} {operator} {value}` of `{system}` is not evaluated here"
                ))
            }
            _ => Known::Unknown(format!("the code system `{system}` is not loaded")),
        }
    }
}
