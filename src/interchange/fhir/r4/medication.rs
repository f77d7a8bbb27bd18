//! `MedicationStatement` and `MedicationRequest`.

use serde_json::{Value, json};

use super::context::Context;
use super::element::{Element, clean, date_time};
use super::{coded, extension, plain};
use crate::record::{
    MedicationRequest, MedicationRequestIntent, MedicationStatement, MedicationStatus, PartialDateTime, Resource,
};

/// What a person takes. It is based on its authorisations, as GP Connect has it.
pub(super) fn statement(it: &MedicationStatement, context: &Context<'_>) -> Element {
    let status = match it.status {
        MedicationStatus::Active => "active",
        MedicationStatus::Completed => "completed",
        MedicationStatus::Stopped => "stopped",
    };
    context
        .resource("MedicationStatement")
        .extension(last_issued(it))
        .add("basedOn", plans_of(context.number, context))
        .with("status", context.status(status))
        .with("category", it.prescription_type.as_deref().map_or(Value::Null, coded::text))
        .with("medicationCodeableConcept", coded::required(&it.medication))
        .with("subject", context.patient())
        .period("effectivePeriod", it.start, it.end)
        .add("note", it.notes.iter().map(plain::annotation))
        .add("dosage", it.dosage.as_deref().map(coded::text))
}

/// An authorisation or one issue. The record has no status for it, and UK Core wants a word on
/// substitution that no source gave.
pub(super) fn request(it: &MedicationRequest, context: &Context<'_>) -> Element {
    let intent = match it.intent {
        MedicationRequestIntent::Plan => "plan",
        MedicationRequestIntent::Order => "order",
    };
    let statement = it.based_on.as_deref().and_then(|key| context.index.by_key(context.number, key));
    let plans = match (it.intent, statement) {
        (MedicationRequestIntent::Order, Some(statement)) => plans_of(statement, context),
        _ => Vec::new(),
    };
    let not_known = Element::new().extension(extension::not_known());
    context
        .resource("MedicationRequest")
        .extension_all(issues(it))
        .with("status", context.status(request_status(it.status)))
        .with("statusReason", it.stop_reason.as_deref().map_or(Value::Null, coded::text))
        .with("intent", intent)
        .with("medicationCodeableConcept", coded::required(&it.medication))
        .with("subject", context.patient())
        .add("supportingInformation", [belongs_to(it.based_on.as_deref(), statement, context)])
        .date_time("authoredOn", it.authored)
        .add("basedOn", plans)
        .add("note", it.notes.iter().map(plain::annotation))
        .add("dosageInstruction", it.dosage.as_deref().map(coded::text))
        .with("dispenseRequest", quantity(it.quantity.as_deref()).period("validityPeriod", it.start, it.end))
        .with("substitution", Element::new().with("allowedCodeableConcept", not_known))
}

const fn request_status(status: Option<MedicationStatus>) -> &'static str {
    match status {
        Some(MedicationStatus::Active) => "active",
        Some(MedicationStatus::Completed) => "completed",
        Some(MedicationStatus::Stopped) => "stopped",
        None => "unknown",
    }
}

fn last_issued(it: &MedicationStatement) -> Option<Value> {
    let at = date_time(it.last_issued?)?;
    Some(extension::uk_core("MedicationStatementLastIssueDate", "valueDateTime", at))
}

/// The type of prescription, and how often it was issued.
fn issues(it: &MedicationRequest) -> Vec<Value> {
    let kind = it.prescription_type.as_deref().and_then(clean);
    let kind = kind.map(|kind| extension::own(extension::PRESCRIPTION_TYPE, "valueString", kind));
    let count =
        |name: &str, count: Option<u32>| count.map(|count| extension::extension(name, "valueUnsignedInt", count));
    let day = |name: &str, at: Option<PartialDateTime>| {
        at.and_then(date_time).map(|at| extension::extension(name, "valueDateTime", at))
    };
    let parts = [
        count("allowed", it.repeats_allowed),
        count("made", it.repeats_issued),
        day("review", it.review),
        day("stopped", it.stopped),
    ];
    let parts: Vec<Value> = parts.into_iter().flatten().collect();
    let issues =
        (!parts.is_empty()).then(|| json!({ "url": extension::extension_url(extension::ISSUES), "extension": parts }));
    kind.into_iter().chain(issues).collect()
}

/// The authorisations of a statement.
fn plans_of(statement: usize, context: &Context<'_>) -> Vec<Value> {
    let is_plan = |number: &usize| match &context.index.entry(*number).resource {
        Resource::MedicationRequest(it) => it.intent == MedicationRequestIntent::Plan,
        _ => false,
    };
    let members = context.index.members(statement).into_iter();
    members.filter(is_plan).map(|number| context.index.reference(number)).collect()
}

/// The statement that a request belongs to, by its key where the bundle does not have it.
fn belongs_to(key: Option<&str>, statement: Option<usize>, context: &Context<'_>) -> Value {
    match (statement, key.and_then(clean)) {
        (Some(number), _) => context.index.reference(number),
        (None, Some(key)) => json!({ "type": "MedicationStatement", "identifier": { "value": key } }),
        (None, None) => Value::Null,
    }
}

/// A quantity in the source's words.
fn quantity(words: Option<&str>) -> Element {
    let Some(words) = words.and_then(clean) else { return Element::new() };
    let text = extension::uk_core("MedicationQuantityText", "valueString", words);
    Element::new().with("quantity", Element::new().extension(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantity_in_words_is_not_made_a_number() {
        let request = quantity(Some("28 tablet(s)")).build();
        assert_eq!(request["quantity"]["extension"][0]["valueString"], "28 tablet(s)");
        assert_eq!(quantity(Some(" ")).build(), json!({}));
    }
}
