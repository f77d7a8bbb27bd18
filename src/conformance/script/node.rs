//! YAML as a tree with places. A scalar keeps its text as written: what it means is the key's to say,
//! so that `2.40` stays a version and `no` stays a word.

use super::Place;

/// One node.
#[derive(Debug, Clone)]
pub(in crate::conformance) struct Node {
    pub(in crate::conformance) place: Place,
    pub(in crate::conformance) value: Value,
}

/// What a node is.
#[derive(Debug, Clone)]
pub(in crate::conformance) enum Value {
    /// Nothing at all, `~` or `null`.
    Null,
    /// A scalar.
    Text(String),
    /// A sequence.
    List(Vec<Node>),
    /// A mapping; no key stands twice.
    Map(Vec<(Node, Node)>),
}

impl Node {
    /// What it is, for a message.
    pub(in crate::conformance) const fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }

    /// The text of a scalar.
    pub(in crate::conformance) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The items of a sequence; none of anything else.
    pub(in crate::conformance) fn items(&self) -> &[Self] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The entries of a mapping; none of anything else.
    pub(in crate::conformance) fn entries(&self) -> &[(Self, Self)] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The value of a key.
    pub(in crate::conformance) fn get(&self, key: &str) -> Option<&Self> {
        self.entry(key).map(|(_, value)| value)
    }

    /// A key with its value.
    pub(in crate::conformance) fn entry(&self, key: &str) -> Option<(&Self, &Self)> {
        self.entries().iter().find(|(name, _)| name.text() == Some(key)).map(|(name, value)| (name, value))
    }

    /// The text of a key's value.
    pub(in crate::conformance) fn text_of(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Self::text)
    }

    /// Whether the value of a key is `true`.
    pub(in crate::conformance) fn is_set(&self, key: &str) -> bool {
        self.text_of(key) == Some("true")
    }
}
