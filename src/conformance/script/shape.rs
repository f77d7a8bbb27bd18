//! What may stand in a script: every key once, for the reader and for the JSON Schema alike.

use super::duration::duration;
use super::node::{Node, Value};
use super::{Diagnostic, Place};
use crate::output::nearest;

/// A mapping and its keys.
pub(in crate::conformance) struct Object {
    /// Its name in the schema.
    pub(in crate::conformance) name: &'static str,
    /// What it is.
    pub(in crate::conformance) about: &'static str,
    pub(in crate::conformance) keys: &'static [Key],
    /// Exactly one key of each of these groups must be there.
    pub(in crate::conformance) one_of: &'static [&'static [&'static str]],
}

/// One key of a mapping.
pub(in crate::conformance) struct Key {
    pub(in crate::conformance) name: &'static str,
    pub(in crate::conformance) about: &'static str,
    pub(in crate::conformance) kind: Kind,
    pub(in crate::conformance) required: bool,
}

/// What the value of a key is.
pub(in crate::conformance) enum Kind {
    /// Any scalar, as text.
    Text,
    /// A whole number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A duration such as `5s`.
    Duration,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A mapping with fixed keys.
    Object(&'static Object),
    /// A list.
    List(&'static Self),
    /// A mapping whose keys are the writer's.
    Map(&'static Self),
    /// A text, or a list of texts.
    Texts,
}

pub(in crate::conformance) const fn key(name: &'static str, about: &'static str, kind: Kind) -> Key {
    Key { name, about, kind, required: false }
}

pub(in crate::conformance) const fn required(name: &'static str, about: &'static str, kind: Kind) -> Key {
    Key { name, about, kind, required: true }
}

/// Puts a node to a kind and notes all that does not fit.
pub(in crate::conformance) fn check(node: &Node, kind: &Kind, faults: &mut Vec<Diagnostic>) {
    let wrong = |expected: &str| {
        let found = match &node.value {
            Value::Text(text) => format!("`{text}`"),
            _ => node.kind().to_owned(),
        };
        Diagnostic::new(&node.place, "the value does not fit here").expected(expected).found(found)
    };
    match kind {
        Kind::Text if node.text().is_some() => {}
        Kind::Text => faults.push(wrong("a text").remedy("put it in quotes where it has to be empty")),
        Kind::Number if node.text().is_some_and(|text| text.parse::<u32>().is_ok()) => {}
        Kind::Number => faults.push(wrong("a whole number")),
        Kind::Boolean if matches!(node.text(), Some("true" | "false")) => {}
        Kind::Boolean => faults.push(wrong("`true` or `false`")),
        Kind::Duration if node.text().and_then(duration).is_some() => {}
        Kind::Duration => faults.push(wrong("a duration such as `200ms`, `5s` or `2m`")),
        Kind::Choice(words) => {
            let text = node.text().unwrap_or_default();
            if !words.contains(&text) {
                let fault = wrong(&format!("one of {}", listed(words)));
                faults.push(fault.remedy(did_you_mean(text, words)));
            }
        }
        Kind::Object(object) => check_object(node, object, faults),
        Kind::List(inner) => match &node.value {
            Value::List(items) => items.iter().for_each(|item| check(item, inner, faults)),
            _ => faults.push(wrong("a list").remedy("begin each item with `- `")),
        },
        Kind::Map(inner) => match &node.value {
            Value::Map(entries) => entries.iter().for_each(|(_, value)| check(value, inner, faults)),
            _ => faults.push(wrong("a mapping of names to values")),
        },
        Kind::Texts => match &node.value {
            Value::List(items) => items.iter().for_each(|item| check(item, &Kind::Text, faults)),
            Value::Text(_) => {}
            _ => faults.push(wrong("a text, or a list of texts")),
        },
    }
}

fn check_object(node: &Node, object: &Object, faults: &mut Vec<Diagnostic>) {
    if !matches!(node.value, Value::Map(_)) {
        let names: Vec<_> = object.keys.iter().map(|key| key.name).collect();
        let fault = Diagnostic::new(&node.place, "the value does not fit here");
        faults.push(fault.expected(format!("a mapping with the keys {}", listed(&names))).found(node.kind()));
        return;
    }
    let names: Vec<_> = object.keys.iter().map(|key| key.name).collect();
    for (name, value) in node.entries() {
        let text = name.text().unwrap_or_default();
        match object.keys.iter().find(|key| key.name == text) {
            Some(key) => check(value, &key.kind, faults),
            None => faults.push(
                Diagnostic::new(&name.place, format!("`{text}` is not a key of {}", object.name))
                    .expected(format!("one of {}", listed(&names)))
                    .found(format!("`{text}`"))
                    .remedy(did_you_mean(text, &names)),
            ),
        }
    }
    for key in object.keys.iter().filter(|key| key.required && node.get(key.name).is_none()) {
        let fault = Diagnostic::new(&start(node), format!("{} lacks `{}`", object.name, key.name));
        faults.push(fault.expected(format!("`{}`: {}", key.name, key.about)).remedy("add it"));
    }
    for group in object.one_of {
        let there: Vec<_> = group.iter().filter_map(|name| node.entry(name)).collect();
        let Some((second, _)) = there.get(1) else {
            if there.is_empty() {
                let fault = Diagnostic::new(&start(node), format!("{} does not say which it is", object.name));
                faults.push(fault.expected(format!("one of {}", listed(group))).remedy("add one of them"));
            }
            continue;
        };
        let found = there.iter().filter_map(|(name, _)| name.text()).collect::<Vec<_>>();
        let fault = Diagnostic::new(&second.place, format!("{} is two things at once", object.name));
        faults.push(fault.expected(format!("one of {}", listed(group))).found(listed(&found)).remedy("keep one"));
    }
}

/// The first key of a mapping: a mapping as a whole has no line of its own.
fn start(node: &Node) -> Place {
    node.entries().first().map_or_else(|| node.place.clone(), |(name, _)| name.place.clone())
}

pub(in crate::conformance) fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

pub(in crate::conformance) fn did_you_mean(text: &str, names: &[&str]) -> String {
    nearest(text, names.iter().copied()).map_or_else(String::new, |name| format!("did you mean `{name}`?"))
}
