//! A JSON value that borrows from its text.

use std::borrow::Cow;
use std::fmt::Write as _;

/// A JSON value. Numbers stay text, so that `98.00` keeps its zeros.
pub(crate) enum Node<'a> {
    Null,
    Bool(bool),
    Number(&'a str),
    Text(Cow<'a, str>),
    List(Vec<Node<'a>>),
    Object(Vec<(Cow<'a, str>, Node<'a>)>),
}

impl<'a> Node<'a> {
    /// A member of an object.
    pub(crate) fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.iter().find(|(key, _)| key == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// A member of a member; where a list stands on the way, its first item.
    pub(crate) fn path(&self, names: &[&str]) -> Option<&Self> {
        names.iter().try_fold(self, |node, name| node.first().get(name)).map(Self::first)
    }

    /// The items of a member that may be a list: STU3 and R4 differ in many elements by that alone.
    pub(crate) fn items(&self, name: &str) -> &[Self] {
        self.get(name).map_or(&[], Self::as_items)
    }

    /// The items of a list; a single value is a list of one.
    pub(crate) fn as_items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            Self::Null => &[],
            single => std::slice::from_ref(single),
        }
    }

    /// The first item of a list, or the value itself.
    pub(crate) fn first(&self) -> &Self {
        match self {
            Self::List(items) => items.first().unwrap_or(self),
            single => single,
        }
    }

    /// The members of an object.
    pub(crate) fn members(&self) -> &[(Cow<'a, str>, Self)] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }

    /// A text, a number or a truth value as text; blank text is none.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text.as_ref()).filter(|text| !text.trim().is_empty()),
            Self::Number(digits) => Some(digits),
            Self::Bool(true) => Some("true"),
            Self::Bool(false) => Some("false"),
            Self::List(_) | Self::Object(_) | Self::Null => None,
        }
    }

    /// A member as text.
    pub(crate) fn text_of(&self, name: &str) -> Option<&str> {
        self.get(name)?.first().text()
    }

    /// A member as text of its own.
    pub(crate) fn string_of(&self, name: &str) -> Option<String> {
        self.text_of(name).map(ToOwned::to_owned)
    }

    /// A truth value, which XML writes as text.
    pub(crate) fn bool_of(&self, name: &str) -> Option<bool> {
        match self.text_of(name)?.trim() {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }

    /// The value as compact JSON.
    pub(crate) fn write(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Number(digits) => out.push_str(digits),
            Self::Text(text) => write_text(text, out),
            Self::List(items) => {
                for (place, item) in items.iter().enumerate() {
                    out.push(if place == 0 { '[' } else { ',' });
                    item.write(out);
                }
                out.push_str(if items.is_empty() { "[]" } else { "]" });
            }
            Self::Object(members) => {
                for (place, (key, value)) in members.iter().enumerate() {
                    out.push(if place == 0 { '{' } else { ',' });
                    write_text(key, out);
                    out.push(':');
                    value.write(out);
                }
                out.push_str(if members.is_empty() { "{}" } else { "}" });
            }
        }
    }
}

/// Writes a text as JSON does.
pub(crate) fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if u32::from(control) < 0x20 => {
                // Writing to a `String` cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}
