//! Notes, identifiers and quantities.

use serde_json::Value;

use super::code_system::IDENTIFIER_TYPE;
use super::element::{Element, clean};
use super::{coded, decimal, extension};
use crate::record::{Note, SourceLocation};

/// An `Annotation`; null where the note says nothing.
pub(super) fn annotation(note: &Note) -> Value {
    let Some(text) = clean(&note.text) else { return Value::Null };
    Element::new().extension(note.location.as_ref().map(location)).with("text", text).build()
}

/// A sentence as an `Annotation`.
pub(super) fn sentence(text: String) -> Value {
    annotation(&Note { text, location: None })
}

/// The place in the source message.
pub(super) fn location(place: &SourceLocation) -> Value {
    extension::own(extension::SOURCE_LOCATION, "valueString", place.to_string())
}

/// An `Identifier` of a type of HL7 v2 table 0203, told apart by its assigner; null where there is no
/// number.
pub(super) fn identifier(number: Option<&str>, (code, display): (&str, &str), assigner: Value) -> Value {
    let Some(number) = number.and_then(clean) else { return Value::Null };
    Element::new()
        .with("type", coded::known_concept(IDENTIFIER_TYPE, code, display))
        .with("value", number)
        .with("assigner", assigner)
        .build()
}

/// The types of identifiers in use.
pub(super) mod identifier_type {
    /// A hospital's number for a patient.
    pub(in super::super) const MEDICAL_RECORD: (&str, &str) = ("MR", "Medical record number");
    /// An account or episode.
    pub(in super::super) const ACCOUNT: (&str, &str) = ("AN", "Account number");
    /// A visit.
    pub(in super::super) const VISIT: (&str, &str) = ("VN", "Visit number");
    /// An order, by whoever asked.
    pub(in super::super) const PLACER: (&str, &str) = ("PLAC", "Placer Identifier");
    /// An order, by whoever answered.
    pub(in super::super) const FILLER: (&str, &str) = ("FILL", "Filler Identifier");
}

/// A `Reference` that is only words; null where there are none.
pub(super) fn named(name: Option<&str>) -> Value {
    Element::new().text("display", name).build()
}

/// A `Quantity`, where its number and comparator can be held exactly.
pub(super) fn quantity(comparator: Option<&str>, value: &str, unit: Option<&str>) -> Option<Value> {
    if !matches!(comparator, None | Some("<" | "<=" | ">=" | ">")) {
        return None;
    }
    let exact = decimal::exact(value)?;
    let element = Element::new().with("value", exact.number);
    let element = match exact.places {
        Some(places) => {
            element.extension_on("value", extension::extension(extension::QUANTITY_PRECISION, "valueInteger", places))
        }
        None => element,
    };
    Some(element.text("comparator", comparator).text("unit", unit).build())
}
