//! Texts with values put in: `${name}`.

use super::{Diagnostic, Place};

/// A text of a script with places for values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Where it stands.
    pub place: Place,
    /// Its parts in order.
    pub parts: Vec<Part>,
}

/// A part of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Text as it is.
    Text(String),
    /// A value by its name.
    Value(String),
}

impl Template {
    /// Reads a text. `$${` stands for `${` itself.
    pub fn read(text: &str, place: &Place) -> Result<Self, Diagnostic> {
        let (mut parts, mut plain, mut rest) = (Vec::new(), String::new(), text);
        while let Some(at) = rest.find("${") {
            if rest[..at].ends_with('$') {
                plain.push_str(&rest[..at - 1]);
                plain.push_str("${");
                rest = &rest[at + 2..];
                continue;
            }
            plain.push_str(&rest[..at]);
            let inside = &rest[at + 2..];
            let Some(end) = inside.find('}') else {
                return Err(Diagnostic::new(place, "a `${` has no end")
                    .expected("`${name}`")
                    .remedy("add `}`, or write `$${` where `${` itself is meant"));
            };
            let name = inside[..end].trim();
            if name.is_empty() || name.contains(['$', '{', '\n']) {
                return Err(Diagnostic::new(place, "a `${}` has no name").expected("`${name}`"));
            }
            if !plain.is_empty() {
                parts.push(Part::Text(std::mem::take(&mut plain)));
            }
            parts.push(Part::Value(name.to_owned()));
            rest = &inside[end + 1..];
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            parts.push(Part::Text(plain));
        }
        Ok(Self { place: place.clone(), parts })
    }

    /// The names of the values that it needs.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Value(name) => Some(name.as_str()),
            Part::Text(_) => None,
        })
    }

    /// The text with its values, each asked of `value`. The first that is not there ends it.
    pub fn fill(&self, value: &mut dyn FnMut(&str) -> Result<String, String>) -> Result<String, Diagnostic> {
        let mut text = String::new();
        for part in &self.parts {
            match part {
                Part::Text(plain) => text.push_str(plain),
                Part::Value(name) => match value(name) {
                    Ok(found) => text.push_str(&found),
                    Err(why) => {
                        return Err(Diagnostic::new(&self.place, format!("there is no value for `${{{name}}}`"))
                            .expected("a value")
                            .found(why));
                    }
                },
            }
        }
        Ok(text)
    }
}
