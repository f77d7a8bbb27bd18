//! `Immunization`.

use serde_json::Value;

use super::context::Context;
use super::element::{Element, date_time};
use super::{coded, plain};
use crate::record::Immunization;

/// An immunisation, given or not.
pub(super) fn immunization(it: &Immunization, context: &Context<'_>) -> Element {
    let status = if it.not_given { "not-done" } else { "completed" };
    let element = context
        .resource("Immunization")
        .with("status", context.status(status))
        .with("vaccineCode", coded::required(&it.vaccine))
        .with("patient", context.patient());
    // R4 requires an occurrence: a time, or words.
    let element = match it.occurrence {
        Some(at) => match date_time(at) {
            Some(text) => element.with("occurrenceDateTime", text),
            None => element.with("occurrenceString", at.to_string()),
        },
        None => element.with("occurrenceString", "unknown"),
    };
    element
        .text("lotNumber", it.lot_number.as_deref())
        .one("performer", Element::new().with("actor", plain::named(it.performer.as_deref())))
        .add("note", it.notes.iter().map(plain::annotation))
        .add("protocolApplied", it.dose_number.as_deref().map(dose))
}

fn dose(number: &str) -> Value {
    match number.trim().parse::<i32>() {
        Ok(number) if number > 0 => Element::new().with("doseNumberPositiveInt", number).build(),
        _ => Element::new().text("doseNumberString", Some(number)).build(),
    }
}
