//! Values of OBX-5 by the type that OBX-2 gives.

use sha2::{Digest, Sha256};

use super::Context;
use super::concept::concept;
use crate::interchange::hl7v2::attachment::{content, content_type, is_encapsulated};
use crate::interchange::hl7v2::{Element, Segment};
use crate::record::{Attachment, CodeableConcept, Value};

/// Reads the value of an OBX; `None` where it has neither value nor unit.
pub(super) fn value(context: &mut Context<'_>, obx: &Segment<'_>) -> Option<Value> {
    let field = obx.field(5);
    let unit = || obx.field(6).component(1).string().or_else(|| obx.field(6).component(2).string());
    let kind = obx.field(2).raw();
    if is_encapsulated(field) {
        if kind != "ED" {
            context.odd(obx, 2, "the value is encapsulated data, and its type says something else");
        }
        return Some(Value::Attachment { attachment: read_attachment(context, obx, field) });
    }
    let is_text = matches!(kind, "TX" | "FT" | "ST");
    if !field.has_content() {
        // A blank line of a report, and a unit that came without a value, are said all the same.
        let unit = unit();
        return (unit.is_some() || (is_text && !field.is_null())).then(|| Value::Text { text: String::new(), unit });
    }
    match kind {
        "ED" | "RP" => Some(Value::Attachment { attachment: read_attachment(context, obx, field) }),
        "NM" => Some(number(context, obx, field, unit())),
        "SN" => Some(structured_number(field, unit())),
        "CE" | "CWE" | "CF" | "CNE" => coded(field),
        "DT" | "TS" | "DTM" => match context.time(obx, 5, field) {
            Some(at) => Some(Value::DateTime { at }),
            None => Some(Value::Text { text: text(field), unit: unit() }),
        },
        _ => Some(Value::Text { text: text(field), unit: unit() }),
    }
}

/// A coded answer; several are several answers, which one concept would blend.
fn coded(field: Element<'_>) -> Option<Value> {
    let mut answers: Vec<CodeableConcept> = field.repetitions().filter_map(concept).collect();
    if answers.len() > 1 {
        let labels: Vec<&str> = answers.iter().map(CodeableConcept::label).collect();
        return Some(Value::Text { text: labels.join("\n"), unit: None });
    }
    answers.pop().map(|concept| Value::Concept { concept })
}

/// The text of a value, its repetitions as lines. Text has no components: a delimiter that was
/// not escaped stays as it stands.
pub(super) fn text(field: Element<'_>) -> String {
    if field.is_single() && !field.raw().contains('\r') {
        return field.text().unwrap_or_default().into_owned();
    }
    let mut joined = String::new();
    for (place, line) in field.repetitions().enumerate() {
        if place > 0 {
            joined.push('\n');
        }
        if let Some(text) = line.text() {
            if text.contains('\r') {
                joined.push_str(&text.replace("\r\n", "\n").replace('\r', "\n"));
            } else {
                joined.push_str(&text);
            }
        }
    }
    joined
}

fn number(context: &mut Context<'_>, obx: &Segment<'_>, field: Element<'_>, unit: Option<String>) -> Value {
    let sent = field.trimmed().unwrap_or_default();
    let (comparator, rest) = comparator(&sent);
    if is_number(rest) {
        let comparator = comparator.map(ToOwned::to_owned);
        return Value::Quantity { comparator, value: rest.to_owned(), unit };
    }
    context.odd(obx, 5, "the value is said to be a number and is none: it is kept as text");
    Value::Text { text: text(field), unit }
}

fn comparator(text: &str) -> (Option<&str>, &str) {
    for comparator in ["<=", ">=", "<", ">"] {
        if let Some(rest) = text.strip_prefix(comparator) {
            return (Some(comparator), rest.trim_start());
        }
    }
    (None, text)
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let points = digits.bytes().filter(|byte| *byte == b'.').count();
    points <= 1
        && digits.bytes().any(|byte| byte.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// SN: comparator, number, separator, number. A range or a ratio stays text.
fn structured_number(field: Element<'_>, unit: Option<String>) -> Value {
    let part = |number| field.component(number).string();
    let (comparator, first, separator, second) = (part(1), part(2), part(3), part(4));
    let known = comparator.as_deref().is_none_or(|it| matches!(it, "<" | "<=" | ">" | ">=" | "="));
    match first {
        Some(value) if second.is_none() && separator.is_none() && known && is_number(&value) => {
            Value::Quantity { comparator: comparator.filter(|it| it != "="), value, unit }
        }
        first => {
            let parts: Vec<String> = [comparator, first, separator, second].into_iter().flatten().collect();
            Value::Text { text: parts.concat(), unit }
        }
    }
}

/// Describes what is encapsulated; what cannot be decoded is still there to be seen in the raw
/// message.
pub(super) fn read_attachment(context: &mut Context<'_>, obx: &Segment<'_>, field: Element<'_>) -> Attachment {
    let is_pointer = obx.field(2).raw() == "RP";
    let opened = if is_pointer { None } else { content(field) };
    if opened.is_none() && !is_pointer {
        context.odd(obx, 5, "the encapsulated data cannot be decoded");
    }
    Attachment {
        content_type: content_type(field, opened.as_deref()),
        size: opened.as_ref().map_or(0, |bytes| bytes.len() as u64),
        sha256: opened.map(|bytes| hexadecimal(&Sha256::digest(bytes))),
        location: Some(obx.location(Some(5))),
        ..Attachment::default()
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
