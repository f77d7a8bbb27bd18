//! `DiagnosticReport`: a report that groups observations.

use serde_json::json;

use super::context::Context;
use super::element::Element;
use super::observation::{Order, contained_specimen, observation, status};
use super::plain::identifier_type;
use super::{coded, extension, plain};
use crate::record::{Interpretation, Observation, Value};

/// R5's `DiagnosticReport.note` as an extension, as UK Core uses it.
const R5_NOTE: &str = "http://hl7.org/fhir/5.0/StructureDefinition/extension-DiagnosticReport.note";

/// An observation, or the report that it is. A group inside a report is an observation with members,
/// since a report can list only observations; one with components is too, since a report has none.
pub(super) fn result(it: &Observation, context: &Context<'_>) -> Element {
    let inner = it.group.as_deref().is_some_and(|key| context.index.by_key(context.number, key).is_some());
    if it.is_group && !inner && it.components.is_empty() { report(it, context) } else { observation(it, context) }
}

fn report(it: &Observation, context: &Context<'_>) -> Element {
    let order = Order::of(it);
    let specimen = contained_specimen(it.specimen.as_ref(), context);
    let has_specimen = !specimen.is_null();
    let notes = it.notes.iter().map(plain::annotation).filter(|note| !note.is_null());
    let lines = context.index.members(context.number).into_iter().map(|number| context.index.reference(number));
    context
        .resource("DiagnosticReport")
        .add("contained", [order.contained(context), specimen])
        .add("extension", notes.map(|note| extension::extension(R5_NOTE, "valueAnnotation", note)))
        .one("identifier", context.identifier(it.filler_order_number.as_deref(), identifier_type::FILLER))
        .add("basedOn", order.references(context))
        .with("status", context.status(status(it.status)))
        .one("category", coded::text(context.entry.section.title()))
        .with("code", coded::required(&it.code))
        .with("subject", context.patient())
        .with("encounter", context.encounter(it.visit_number.as_deref()))
        .date_time("effectiveDateTime", it.effective)
        .instant("issued", it.issued)
        .add("performer", [plain::named(it.performer.as_deref())])
        .add("specimen", has_specimen.then(|| json!({ "reference": "#specimen" })))
        .add("result", lines)
        .text("conclusion", conclusion(it).as_deref())
}

/// A group should have no value; what it says all the same is not lost.
fn conclusion(it: &Observation) -> Option<String> {
    let interpretation = it.interpretation.as_ref().map(|interpretation| match interpretation {
        Interpretation::Other(text) => text.clone(),
        known => format!("{known:?}"),
    });
    let parts = [it.value.as_ref().map(Value::label), it.reference_range.clone(), interpretation];
    let said: Vec<String> = parts.into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join("; "))
}
