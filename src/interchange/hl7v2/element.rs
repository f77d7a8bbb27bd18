//! One field, repetition, component or subcomponent, as a view into its message.

use std::borrow::Cow;

use super::{Delimiters, escape};

/// Whether a field is there at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// The segment ends before it.
    Absent,
    /// It is there and empty.
    Empty,
    /// It is `""`: the sender says that there is no value.
    Null,
    /// It has a value.
    Valued,
}

/// The two characters by which a sender says that a field has no value any more.
pub(super) const NULL: &str = "\"\"";

/// A piece of a message. Copying it copies no text.
#[derive(Clone, Copy)]
pub struct Element<'m> {
    raw: &'m str,
    delimiters: &'m Delimiters,
}

impl std::fmt::Debug for Element<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Element({:?})", crate::record::Masked(self.raw))
    }
}

impl<'m> Element<'m> {
    pub(super) const fn new(raw: &'m str, delimiters: &'m Delimiters) -> Self {
        Self { raw, delimiters }
    }

    /// The text as it stands in the message, escapes and all.
    pub const fn raw(&self) -> &'m str {
        self.raw
    }

    /// Whether there is neither text nor `""`.
    pub const fn is_empty(&self) -> bool {
        self.raw.is_empty()
    }

    /// Whether it is `""`.
    pub fn is_null(&self) -> bool {
        self.raw == NULL
    }

    /// Whether there is a value: neither empty nor `""`.
    pub fn is_valued(&self) -> bool {
        !self.raw.is_empty() && self.raw != NULL
    }

    /// Whether any of its components has a value.
    pub fn has_content(&self) -> bool {
        let d = self.delimiters;
        let is_separator = |byte: &u8| *byte == d.component || *byte == d.repetition || *byte == d.subcomponent;
        self.raw.as_bytes().split(is_separator).any(|part| !part.trim_ascii().is_empty() && part != NULL.as_bytes())
    }

    /// The repetitions, in order; an empty field has one empty repetition.
    pub fn repetitions(&self) -> impl Iterator<Item = Self> + use<'m> {
        self.pieces(self.delimiters.repetition)
    }

    /// Whether it is one repetition.
    pub(super) fn is_single(&self) -> bool {
        !self.raw.as_bytes().contains(&self.delimiters.repetition)
    }

    /// The components, in order.
    pub fn components(&self) -> impl Iterator<Item = Self> + use<'m> {
        self.pieces(self.delimiters.component)
    }

    fn pieces(&self, separator: u8) -> Pieces<'m> {
        Pieces { rest: Some(self.raw), separator, delimiters: self.delimiters }
    }

    /// The first components of the first repetition at once: cheaper than one by one.
    pub(super) fn first<const N: usize>(&self) -> [Self; N] {
        let mut found = [Self { raw: "", delimiters: self.delimiters }; N];
        let d = self.delimiters;
        let (mut start, mut place) = (0, 0);
        for (at, byte) in self.raw.bytes().enumerate() {
            if byte == d.component || byte == d.repetition {
                found[place].raw = &self.raw[start..at];
                (start, place) = (at + 1, place + 1);
                if place == N || byte == d.repetition {
                    return found;
                }
            }
        }
        found[place].raw = &self.raw[start..];
        found
    }

    /// A component of the first repetition, from 1; empty where there is none.
    #[must_use]
    pub fn component(&self, number: usize) -> Self {
        let raw = part(self.raw, self.delimiters.component, self.delimiters.repetition, number);
        Self { raw, delimiters: self.delimiters }
    }

    /// A subcomponent of the first component, from 1; empty where there is none.
    #[must_use]
    pub fn subcomponent(&self, number: usize) -> Self {
        let raw = part(self.raw, self.delimiters.subcomponent, self.delimiters.component, number);
        Self { raw, delimiters: self.delimiters }
    }

    /// The whole as text, escapes decoded; `None` where it is empty or `""`.
    pub fn text(&self) -> Option<Cow<'m, str>> {
        if !self.is_valued() {
            return None;
        }
        Some(if self.delimiters.escapes { escape::decode(self.raw, self.delimiters) } else { Cow::Borrowed(self.raw) })
    }

    /// The whole as text without space around it; `None` where nothing is left.
    pub fn trimmed(&self) -> Option<Cow<'m, str>> {
        if self.raw.is_empty() {
            return None;
        }
        let text = match self.text()? {
            Cow::Borrowed(text) => Cow::Borrowed(trim(text)),
            Cow::Owned(text) => Cow::Owned(trim(&text).to_owned()),
        };
        if text.is_empty() { None } else { Some(text) }
    }

    /// The first component's first subcomponent as trimmed text: the value of a simple field.
    pub fn value(&self) -> Option<Cow<'m, str>> {
        let d = self.delimiters;
        let ends = |byte: &u8| *byte == d.component || *byte == d.subcomponent || *byte == d.repetition;
        let end = self.raw.as_bytes().iter().position(ends).unwrap_or(self.raw.len());
        Self { raw: &self.raw[..end], delimiters: d }.trimmed()
    }

    /// Whether its value is one of these words, case apart.
    pub(super) fn is_one_of(&self, words: &[&str]) -> bool {
        self.value().is_some_and(|value| words.iter().any(|word| value.eq_ignore_ascii_case(word)))
    }

    /// As [`Element::trimmed`], owned.
    pub(super) fn string(&self) -> Option<String> {
        self.trimmed().map(Cow::into_owned)
    }

    /// As [`Element::value`], owned.
    pub(super) fn value_string(&self) -> Option<String> {
        self.value().map(Cow::into_owned)
    }
}

/// Takes off white space; most text has none at its ends.
fn trim(text: &str) -> &str {
    let bytes = text.as_bytes();
    match (bytes.first(), bytes.last()) {
        (Some(first), Some(last)) if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    }
}

/// Pieces between separators: fields are short, and looking at each byte beats a search.
struct Pieces<'m> {
    rest: Option<&'m str>,
    separator: u8,
    delimiters: &'m Delimiters,
}

impl<'m> Iterator for Pieces<'m> {
    type Item = Element<'m>;

    fn next(&mut self) -> Option<Element<'m>> {
        let rest = self.rest?;
        let end = rest.bytes().position(|byte| byte == self.separator);
        let raw = end.map_or(rest, |at| &rest[..at]);
        self.rest = end.map(|at| &rest[at + 1..]);
        Some(Element { raw, delimiters: self.delimiters })
    }
}

/// The `number`th piece of `raw` between separators, before the first `stop`.
fn part(raw: &str, separator: u8, stop: u8, number: usize) -> &str {
    let (mut start, mut left) = (0, number.max(1));
    for (at, byte) in raw.bytes().enumerate() {
        if byte == separator {
            left -= 1;
            if left == 0 {
                return &raw[start..at];
            }
            start = at + 1;
        } else if byte == stop {
            return if left == 1 { &raw[start..at] } else { "" };
        }
    }
    if left == 1 { &raw[start..] } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(raw: &'static str) -> Element<'static> {
        Element::new(raw, &Delimiters::USUAL)
    }

    #[test]
    fn pieces() {
        let field = element("a&b^c^^d~e^f");
        assert_eq!(field.component(1).raw(), "a&b");
        assert_eq!(field.component(1).subcomponent(2).raw(), "b");
        assert_eq!(field.component(4).raw(), "d");
        assert_eq!(field.component(5).raw(), "");
        assert_eq!(field.repetitions().map(|it| it.component(2).raw()).collect::<Vec<_>>(), ["c", "f"]);
    }

    #[test]
    fn a_quoted_null_is_never_text() {
        assert_eq!(element("\"\"").text(), None);
        assert_eq!(element("\"\"^b").value(), None);
        assert!(!element("\"\"^^~").has_content());
        assert_eq!(element("  ").trimmed(), None);
    }
}
