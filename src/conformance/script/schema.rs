//! The JSON Schema of scripts, so that editors complete them.

use serde_json::{Map, Value, json};

use super::keys::SCRIPT;
use super::shape::{Kind, Object};

/// The JSON Schema (draft 2020-12) of a script.
pub fn schema() -> Value {
    let mut definitions = Map::new();
    define(&SCRIPT, &mut definitions);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCRIPT.about,
        "$ref": reference(&SCRIPT),
        "$defs": definitions,
    })
}

fn slug(object: &Object) -> String {
    object.name.replace(' ', "-")
}

fn reference(object: &Object) -> String {
    format!("#/$defs/{}", slug(object))
}

fn define(object: &Object, definitions: &mut Map<String, Value>) {
    if definitions.contains_key(&slug(object)) {
        return;
    }
    // Taken before its keys are looked at: steps hold steps.
    definitions.insert(slug(object), Value::Null);
    let mut properties = Map::new();
    for key in object.keys {
        let mut property = of_kind(&key.kind, definitions);
        if let Value::Object(map) = &mut property {
            map.insert("description".to_owned(), key.about.into());
        }
        properties.insert(key.name.to_owned(), property);
    }
    let needed: Vec<_> = object.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let mut schema = json!({
        "description": object.about, "type": "object", "properties": properties, "additionalProperties": false,
    });
    if !needed.is_empty() {
        schema["required"] = needed.into();
    }
    let groups: Vec<Value> = object
        .one_of
        .iter()
        .map(|group| {
            let each: Vec<Value> = group.iter().map(|name| json!({ "required": [name] })).collect();
            json!({ "oneOf": each })
        })
        .collect();
    if !groups.is_empty() {
        schema["allOf"] = groups.into();
    }
    definitions.insert(slug(object), schema);
}

fn of_kind(kind: &Kind, definitions: &mut Map<String, Value>) -> Value {
    let scalar = json!({ "type": ["string", "number", "boolean"] });
    match kind {
        Kind::Text => scalar,
        Kind::Number => json!({ "type": "integer", "minimum": 0 }),
        Kind::Boolean => json!({ "type": "boolean" }),
        Kind::Duration => json!({ "type": "string", "pattern": "^[0-9]+ ?(ms|s|m|min)$" }),
        // A script may write the version as a number.
        Kind::Choice(words) if words.iter().all(|word| word.parse::<u32>().is_ok()) => {
            let numbers: Vec<u32> = words.iter().filter_map(|word| word.parse().ok()).collect();
            json!({ "enum": numbers })
        }
        Kind::Choice(words) => json!({ "enum": words }),
        Kind::Object(object) => {
            define(object, definitions);
            json!({ "$ref": reference(object) })
        }
        Kind::List(inner) => json!({ "type": "array", "items": of_kind(inner, definitions) }),
        Kind::Map(inner) => json!({ "type": "object", "additionalProperties": of_kind(inner, definitions) }),
        Kind::Texts => json!({ "anyOf": [scalar, { "type": "array", "items": scalar }] }),
    }
}
