//! The value of an observation (ANY), by the type it declares.

use super::concept::concept;
use super::{Context, time};
use crate::interchange::itk::xml::{Element, attribute, child, text_of};
use crate::record::Value;

/// Reads a value; nothing where there is none, or where its type is not known.
pub(super) fn value<'a>(context: &mut Context<'a>, element: Element<'a>) -> Option<Value> {
    let declared = element.attributes().find(|attribute| attribute.name() == "type").map(|kind| kind.value());
    let kind = declared.unwrap_or_default().rsplit(':').next().unwrap_or_default();
    let sent = || attribute(element, "value").map(ToOwned::to_owned);
    let text = |text: String| Value::Text { text, unit: None };
    let read = match kind.split('.').next().unwrap_or_default() {
        "CD" | "CE" | "CV" | "CS" | "CO" => concept(element).map(|concept| Value::Concept { concept }),
        "PQ" | "INT" | "REAL" => quantity(element),
        "IVL_PQ" | "IVL_INT" => interval(element).map(text),
        "TS" => sent().and_then(|sent| time(&sent).0.map(|at| Value::DateTime { at }).or(Some(text(sent)))),
        "BL" => sent().map(|sent| {
            text(match sent.as_str() {
                "true" => "yes".to_owned(),
                "false" => "no".to_owned(),
                _ => sent,
            })
        }),
        "ST" | "SC" | "" => text_of(element).map(text),
        "ED" if child(element, "reference").is_none() && attribute(element, "representation").is_none() => {
            text_of(element).map(text)
        }
        _ => None,
    };
    if read.is_none() && attribute(element, "nullFlavor").is_none() {
        context.odd(element, "the value is of a type that is not read: it is in the raw message");
    }
    read
}

fn quantity(element: Element<'_>) -> Option<Value> {
    let value = attribute(element, "value")?.to_owned();
    // A unit of 1 says that there is none.
    let unit = attribute(element, "unit").filter(|unit| *unit != "1").map(ToOwned::to_owned);
    Some(Value::Quantity { comparator: None, value, unit })
}

/// A range as text: `4 to 6 mmol/l`, or one bound.
pub(super) fn interval(element: Element<'_>) -> Option<String> {
    let bound = |name: &str| child(element, name).and_then(quantity).map(|value| value.label());
    if let Some(value) = quantity(element) {
        return Some(value.label());
    }
    match (bound("low"), bound("high")) {
        (Some(low), Some(high)) => Some(format!("{low} to {high}")),
        (Some(low), None) => Some(format!("from {low}")),
        (None, Some(high)) => Some(format!("up to {high}")),
        (None, None) => None,
    }
}
