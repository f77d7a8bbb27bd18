//! A small structural check against the base definitions: names, cardinality, types, primitives and
//! required codes.

use serde_json::{Map, Value};

use crate::definitions::{Definitions, Element, Snapshot};

/// Every problem of a resource, with its place.
pub(crate) fn problems(resource: &Value, definitions: &Definitions) -> Vec<String> {
    let mut check = Check { definitions, problems: Vec::new() };
    check.resource(resource, "");
    check.problems
}

struct Check<'a> {
    definitions: &'a Definitions,
    problems: Vec<String>,
}

impl Check<'_> {
    fn resource(&mut self, value: &Value, place: &str) {
        let kind = value["resourceType"].as_str().unwrap_or("Resource").to_owned();
        let place = format!("{place}/{kind}");
        match self.definitions.snapshot(&kind) {
            Some(snapshot) => self.object(value, &snapshot, &kind, &place),
            None => self.problems.push(format!("{place}: no such resource")),
        }
    }

    fn object(&mut self, value: &Value, snapshot: &Snapshot, path: &str, place: &str) {
        let Some(map) = value.as_object().filter(|map| !map.is_empty()) else {
            self.problems.push(format!("{place}: not an object, or an empty one"));
            return;
        };
        for (key, value) in map {
            if key == "resourceType" {
                continue;
            }
            let name = key.trim_start_matches('_');
            let place = format!("{place}.{key}");
            match find(snapshot, path, name) {
                None => self.problems.push(format!("{place}: no such element")),
                Some((_, element, _)) if key.starts_with('_') => self.shadow(value, element, &place),
                Some((path, element, kind)) => self.items(value, snapshot, (&path, element, &kind), &place),
            }
        }
        self.cardinality(map, snapshot, path, place);
    }

    fn cardinality(&mut self, map: &Map<String, Value>, snapshot: &Snapshot, path: &str, place: &str) {
        let present = |name: &str| map.contains_key(name) || map.contains_key(&format!("_{name}"));
        for (child, element) in snapshot.iter().filter(|(_, element)| element.min > 0) {
            let Some(name) = child.strip_prefix(&format!("{path}.")).filter(|name| !name.contains('.')) else {
                continue;
            };
            let given = match name.strip_suffix("[x]") {
                Some(stem) => element.types.iter().any(|kind| present(&choice(stem, kind))),
                None => present(name),
            };
            if !given {
                self.problems.push(format!("{place}.{name}: required and absent"));
            }
        }
    }

    fn shadow(&mut self, value: &Value, element: &Element, place: &str) {
        if !element.single && !value.is_array() {
            self.problems.push(format!("{place}: an array is needed"));
        }
        if let Some(snapshot) = self.definitions.snapshot("Element") {
            self.object(value, &snapshot, "Element", place);
        }
    }

    fn items(
        &mut self,
        value: &Value,
        snapshot: &Snapshot,
        (path, element, kind): (&str, &Element, &str),
        place: &str,
    ) {
        match (value.as_array(), element.single) {
            (Some(list), false) if !list.is_empty() => {
                for (number, item) in list.iter().enumerate() {
                    self.item(item, snapshot, (path, element, kind), &format!("{place}[{number}]"));
                }
            }
            (None, true) => self.item(value, snapshot, (path, element, kind), place),
            _ => self.problems.push(format!("{place}: wrong cardinality")),
        }
    }

    fn item(&mut self, value: &Value, snapshot: &Snapshot, (path, element, kind): (&str, &Element, &str), place: &str) {
        if let Some(same) = &element.same_as {
            return self.object(value, snapshot, same, place);
        }
        match kind {
            "BackboneElement" | "Element" => self.object(value, snapshot, path, place),
            "Resource" => self.resource(value, place),
            kind if kind.starts_with(|first: char| first.is_ascii_uppercase()) => {
                match self.definitions.snapshot(kind) {
                    Some(snapshot) => self.object(value, &snapshot, kind, place),
                    None => self.problems.push(format!("{place}: no such type {kind}")),
                }
            }
            primitive => self.primitive(value, primitive, place),
        }
        self.binding(value, element, place);
    }

    fn primitive(&mut self, value: &Value, kind: &str, place: &str) {
        let right = match kind {
            "boolean" => value.is_boolean(),
            "integer" | "positiveInt" | "unsignedInt" => value.is_i64(),
            "decimal" => value.is_number(),
            _ => value.is_string(),
        };
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let pattern = if kind.contains('/') { None } else { self.definitions.pattern(kind) };
        if !right || text.is_empty() || pattern.is_some_and(|pattern| !pattern.is_match(&text)) {
            self.problems.push(format!("{place}: not a {kind}: {text:?}"));
        }
    }

    fn binding(&mut self, value: &Value, element: &Element, place: &str) {
        let Some(codes) = &element.required_codes else { return };
        let codings =
            value["coding"].as_array().map(|list| list.iter().map(|coding| coding["code"].as_str()).collect());
        let given: Vec<Option<&str>> = codings.unwrap_or_else(|| vec![value.as_str()]);
        if !given.iter().flatten().any(|code| codes.contains(*code)) && value.get("extension").is_none() {
            self.problems.push(format!("{place}: {value} is not of the required value set"));
        }
    }
}

/// The element of a name: its path, and the type that the name chose.
fn find<'a>(snapshot: &'a Snapshot, path: &str, name: &str) -> Option<(String, &'a Element, String)> {
    let exact = format!("{path}.{name}");
    if let Some(element) = snapshot.get(&exact) {
        let kind = element.types.first().cloned().unwrap_or_default();
        return Some((exact, element, kind));
    }
    let choices = snapshot.iter().filter_map(|(child, element)| {
        let stem = child.strip_prefix(&format!("{path}."))?.strip_suffix("[x]").filter(|stem| !stem.contains('.'))?;
        let kind = element.types.iter().find(|kind| choice(stem, kind) == name)?;
        Some((child.clone(), element, kind.clone()))
    });
    choices.into_iter().next()
}

fn choice(stem: &str, kind: &str) -> String {
    let mut letters = kind.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    format!("{stem}{}{}", first.map(String::from).unwrap_or_default(), letters.as_str())
}
