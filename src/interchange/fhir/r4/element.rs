//! Builds one FHIR element as JSON: empty parts are left out, as FHIR demands (`ele-1`).

use serde_json::{Map, Value};

use super::extension;
use crate::record::{PartialDateTime, Precision};

/// An element or a resource in the making.
#[derive(Default)]
pub(super) struct Element(Map<String, Value>);

impl Element {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Sets a part, unless it is empty.
    pub(super) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        let value = value.into();
        if !is_empty(&value) {
            self.0.insert(name.to_owned(), value);
        }
        self
    }

    /// Sets a text, cleaned of what a FHIR string may not hold.
    pub(super) fn text(self, name: &str, text: Option<&str>) -> Self {
        self.with(name, text.and_then(clean))
    }

    /// Sets a part that always has one item, as an array.
    pub(super) fn one(self, name: &str, value: impl Into<Value>) -> Self {
        let value = value.into();
        if is_empty(&value) { self } else { self.with(name, vec![value]) }
    }

    /// Adds items to an array; empty ones are left out.
    pub(super) fn add(mut self, name: &str, values: impl IntoIterator<Item = Value>) -> Self {
        let mut values = values.into_iter().filter(|value| !is_empty(value)).peekable();
        if values.peek().is_some() {
            let list = self.0.entry(name).or_insert_with(|| Value::Array(Vec::new()));
            if let Value::Array(list) = list {
                list.extend(values);
            }
        }
        self
    }

    /// Adds an extension to this element.
    pub(super) fn extension(self, extension: impl Into<Option<Value>>) -> Self {
        self.add("extension", extension.into())
    }

    /// Adds extensions to this element.
    pub(super) fn extension_all(self, extensions: impl IntoIterator<Item = Value>) -> Self {
        self.add("extension", extensions)
    }

    /// Adds an extension to a primitive part, whether it has a value or not.
    pub(super) fn extension_on(mut self, name: &str, extension: Value) -> Self {
        let shadow = self.0.remove(&format!("_{name}"));
        let shadow = match shadow {
            Some(Value::Object(map)) => Self(map),
            _ => Self::new(),
        };
        self.with(&format!("_{name}"), shadow.extension(extension))
    }

    /// Sets a `dateTime`; what FHIR cannot write as one stays beside it as sent.
    pub(super) fn date_time(self, name: &str, at: Option<PartialDateTime>) -> Self {
        let Some(at) = at else { return self };
        match date_time(at) {
            Some(text) => self.with(name, text),
            None => self.extension_on(name, extension::own(extension::AS_SENT, "valueString", at.to_string())),
        }
    }

    /// Sets an `instant`; a time that is less precise stays beside it as sent.
    pub(super) fn instant(self, name: &str, at: Option<PartialDateTime>) -> Self {
        let Some(at) = at else { return self };
        match (at.precision(), date_time(at)) {
            (Precision::Time, Some(text)) => self.with(name, text),
            (_, Some(text)) => self.extension_on(name, extension::own(extension::AS_SENT, "valueDateTime", text)),
            (_, None) => self.date_time(name, Some(at)),
        }
    }

    /// Sets a `Period`. An end before its start stays beside it as sent (`per-1`).
    pub(super) fn period(self, name: &str, start: Option<PartialDateTime>, end: Option<PartialDateTime>) -> Self {
        let period = Self::new().date_time("start", start);
        let period = match (start, end) {
            (Some(start), Some(end)) if end.end() < start.earliest() => {
                period.extension_on("end", extension::own(extension::AS_SENT, "valueString", end.to_string()))
            }
            _ => period.date_time("end", end),
        };
        self.with(name, period)
    }

    /// Takes over every part of an object.
    pub(super) fn add_parts(mut self, object: Value) -> Self {
        if let Value::Object(map) = object {
            self.0.extend(map);
        }
        self
    }

    pub(super) fn build(self) -> Value {
        Value::Object(self.0)
    }
}

impl From<Element> for Value {
    fn from(element: Element) -> Self {
        element.build()
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// A text as a FHIR string: control characters other than tab and line ends become their pictures
/// (U+2400), and a text of nothing but space is no text.
pub(super) fn clean(text: &str) -> Option<String> {
    if text.trim().is_empty() {
        return None;
    }
    let picture = |character: char| match character {
        '\t' | '\n' | '\r' => character,
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        other => other,
    };
    Some(text.chars().map(picture).collect())
}

/// A text as a FHIR `code`: no outer spaces, no two spaces together, nothing else that parts words.
pub(super) fn code(text: &str) -> Option<&str> {
    let printable =
        text.chars().all(|character| character == ' ' || !(character.is_whitespace() || character.is_control()));
    let single = !text.is_empty() && text.split(' ').all(|word| !word.is_empty());
    (printable && single).then_some(text)
}

/// A `dateTime`, where FHIR can write it: years 1 to 9999, offsets up to 14 hours.
pub(super) fn date_time(at: PartialDateTime) -> Option<String> {
    if !(1..=9999).contains(&at.date().year()) {
        return None;
    }
    let text = at.to_string();
    if at.precision() != Precision::Time || text.get(text.len() - 6..).is_some_and(is_fhir_offset) {
        return Some(text);
    }
    let utc = at.earliest().to_string();
    utc.starts_with(|first: char| first.is_ascii_digit()).then_some(utc)
}

fn is_fhir_offset(offset: &str) -> bool {
    let hours = offset.get(1..3).and_then(|hours| hours.parse::<u8>().ok());
    hours.is_some_and(|hours| hours < 14 || (hours == 14 && offset.ends_with(":00")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_single_words_or_singly_spaced() {
        for (text, good) in [("A01", true), ("a b", true), ("a  b", false), (" a", false), ("", false), ("a\tb", false)]
        {
            assert_eq!(code(text).is_some(), good, "{text:?}");
        }
    }

    #[test]
    fn control_characters_become_pictures() {
        assert_eq!(clean("a\u{1b}[31m\tb\r\n").as_deref(), Some("a␛[31m\tb\r\n"));
        assert_eq!(clean(" \t "), None);
    }

    #[test]
    fn times_that_fhir_cannot_write_stay_as_sent() {
        let value = Element::new().date_time("onset", PartialDateTime::year(-4)).build();
        assert_eq!(value["_onset"]["extension"][0]["valueString"], "-004");
        let far = "2018-04-03T14:30:00+15:30".parse().unwrap();
        assert_eq!(date_time(far).as_deref(), Some("2018-04-02T23:00:00Z"));
        let day = Element::new().instant("issued", "2018-04".parse().ok()).build();
        assert_eq!(day["_issued"]["extension"][0]["valueDateTime"], "2018-04");
    }
}
