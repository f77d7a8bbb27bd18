//! What is kept of a definition when the standard's own are embedded: facts, no prose.

use serde_json::{Map, Value};

/// What is kept of a structure.
const STRUCTURE: [&str; 13] = [
    "resourceType",
    "url",
    "version",
    "name",
    "kind",
    "abstract",
    "type",
    "baseDefinition",
    "derivation",
    "context",
    "contextType",
    "contextInvariant",
    "fhirVersion",
];
/// What is kept of an element.
const ELEMENT: [&str; 13] = [
    "id",
    "path",
    "sliceName",
    "slicing",
    "min",
    "max",
    "base",
    "contentReference",
    "type",
    "representation",
    "maxLength",
    "isModifier",
    "sliceIsConstraining",
];
/// The choices of an element that are kept, by the beginning of their names.
const CHOICES: [&str; 4] = ["fixed", "pattern", "minValue", "maxValue"];
/// What is kept of an invariant.
const CONSTRAINT: [&str; 5] = ["key", "severity", "human", "expression", "source"];
/// What is kept of a binding.
const BINDING: [&str; 5] = ["strength", "valueSet", "valueSetUri", "valueSetReference", "extension"];
/// What is kept of a value set or a code system.
const TERMINOLOGY: [&str; 13] = [
    "resourceType",
    "url",
    "version",
    "name",
    "status",
    "caseSensitive",
    "content",
    "supplements",
    "valueSet",
    "hierarchyMeaning",
    "compose",
    "filter",
    "property",
];
/// What is kept of a concept.
const CONCEPT: [&str; 4] = ["code", "display", "property", "concept"];

/// The facts of a definition; none where it is of no use here.
pub fn reduced(resource: &Value) -> Option<Value> {
    match resource["resourceType"].as_str()? {
        "StructureDefinition" => {
            let mut kept = picked(resource, &STRUCTURE);
            let elements: Vec<Value> = resource["snapshot"]["element"].as_array()?.iter().map(element).collect();
            let mut snapshot = Map::new();
            snapshot.insert("element".to_owned(), Value::Array(elements));
            kept.insert("snapshot".to_owned(), Value::Object(snapshot));
            Some(Value::Object(kept))
        }
        "ValueSet" => Some(Value::Object(picked(resource, &TERMINOLOGY))),
        "CodeSystem" => {
            let mut kept = picked(resource, &TERMINOLOGY);
            if let Some(concepts) = resource["concept"].as_array() {
                kept.insert("concept".to_owned(), concepts.iter().map(concept).collect());
            }
            Some(Value::Object(kept))
        }
        _ => None,
    }
}

fn picked(value: &Value, names: &[&str]) -> Map<String, Value> {
    names.iter().filter_map(|name| Some(((*name).to_owned(), value.get(*name)?.clone()))).collect()
}

fn element(element: &Value) -> Value {
    let mut kept = picked(element, &ELEMENT);
    for (name, value) in element.as_object().into_iter().flatten() {
        if CHOICES.iter().any(|choice| name.strip_prefix(choice).is_some_and(starts_upper)) {
            kept.insert(name.clone(), value.clone());
        }
    }
    if let Some(constraints) = element["constraint"].as_array() {
        let constraints: Vec<Value> =
            constraints.iter().map(|constraint| Value::Object(picked(constraint, &CONSTRAINT))).collect();
        kept.insert("constraint".to_owned(), Value::Array(constraints));
    }
    if element["binding"].is_object() {
        let mut binding = picked(&element["binding"], &BINDING);
        if let Some(Value::Array(extensions)) = binding.get_mut("extension") {
            extensions.retain(|extension| {
                extension["url"].as_str().is_some_and(|url| url.ends_with("elementdefinition-maxValueSet"))
            });
        }
        kept.insert("binding".to_owned(), Value::Object(binding));
    }
    Value::Object(kept)
}

fn starts_upper(rest: &str) -> bool {
    rest.starts_with(|first: char| first.is_ascii_uppercase())
}

fn concept(concept: &Value) -> Value {
    let mut kept = picked(concept, &CONCEPT);
    if let Some(Value::Array(inner)) = kept.get_mut("concept") {
        *inner = inner.iter().map(self::concept).collect();
    }
    Value::Object(kept)
}
