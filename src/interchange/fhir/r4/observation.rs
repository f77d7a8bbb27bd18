//! `Observation`, and what it shares with a report.

use serde_json::{Value, json};

use super::context::Context;
use super::element::{Element, clean};
use super::plain::identifier_type;
use super::{attachment, coded, extension, plain};
use crate::record::{Interpretation, Observation, ObservationComponent, ObservationStatus};

/// R5's `Observation.value[x]` as an extension: an attachment is a value only there.
const R5_VALUE: &str = "http://hl7.org/fhir/5.0/StructureDefinition/extension-Observation.value";

/// A result or a measurement, or a group inside a report.
pub(super) fn observation(it: &Observation, context: &Context<'_>) -> Element {
    // A line says again what its report says: read back, each says no more and no less than it did.
    let identifier = it.filler_order_number.as_deref();
    let specimen = it.specimen.as_ref();
    let order = Order::of(it);
    let performer = it.performer.as_deref();
    let element = context
        .resource("Observation")
        .add("contained", [order.contained(context)])
        .add("contained", [contained_specimen(specimen, context)])
        .one("identifier", context.identifier(identifier, identifier_type::FILLER))
        .add("basedOn", order.references(context))
        .with("status", context.status(status(it.status)))
        .one("category", coded::text(context.entry.section.title()))
        .with("code", coded::required(&it.code))
        .with("subject", context.patient())
        .with("encounter", context.encounter(it.visit_number.as_deref()))
        .date_time("effectiveDateTime", it.effective)
        .instant("issued", it.issued)
        .add("performer", [plain::named(performer)]);
    let element = with_value(element, it.value.as_ref())
        .add("interpretation", it.interpretation.as_ref().map(interpretation))
        .add("note", it.notes.iter().map(plain::annotation));
    let element =
        if has_own(specimen) { element.with("specimen", json!({ "reference": "#specimen" })) } else { element };
    let members = context.index.members(context.number);
    let empty = it.is_group && members.is_empty();
    let members = members.into_iter().map(|number| context.index.reference(number));
    element
        .add("extension", empty.then(|| extension::own(extension::GROUP, "valueBoolean", true)))
        .add("referenceRange", it.reference_range.as_deref().map(coded::text))
        .add("hasMember", members)
        .add("component", it.components.iter().map(component))
}

/// One part of an observation.
fn component(it: &ObservationComponent) -> Value {
    with_value(Element::new().with("code", coded::required(&it.code)), it.value.as_ref())
        .add("interpretation", it.interpretation.as_ref().map(interpretation))
        .add("referenceRange", it.reference_range.as_deref().map(coded::text))
        .build()
}

fn has_own(specimen: Option<&crate::record::CodeableConcept>) -> bool {
    specimen.is_some_and(|specimen| !specimen.is_empty())
}

/// R4 `ObservationStatus`, which `DiagnosticReportStatus` shares.
pub(super) const fn status(status: ObservationStatus) -> &'static str {
    match status {
        ObservationStatus::Registered => "registered",
        ObservationStatus::Preliminary => "preliminary",
        ObservationStatus::Final => "final",
        ObservationStatus::Corrected => "corrected",
        ObservationStatus::Cancelled => "cancelled",
        ObservationStatus::Unknown => "unknown",
    }
}

/// The value. A number that JSON cannot carry exactly, and a text with a unit, are text.
fn with_value(element: Element, value: Option<&crate::record::Value>) -> Element {
    use crate::record::Value as Given;
    let Some(value) = value else { return element };
    match value {
        Given::Quantity { comparator, value: number, unit } => {
            match plain::quantity(comparator.as_deref(), number, unit.as_deref()) {
                Some(quantity) => element.with("valueQuantity", quantity),
                None => element.text("valueString", Some(&value.label())),
            }
        }
        Given::Concept { concept } => element.with("valueCodeableConcept", coded::concept(concept)),
        Given::Text { .. } => element.text("valueString", Some(&value.label())),
        Given::DateTime { at } => element.date_time("valueDateTime", Some(*at)),
        Given::Attachment { attachment } => {
            let described = attachment::described(attachment);
            element.extension(extension::extension(R5_VALUE, "valueAttachment", described))
        }
    }
}

fn interpretation(it: &Interpretation) -> Value {
    let (code, display) = match it {
        Interpretation::Normal => ("N", "Normal"),
        Interpretation::High => ("H", "High"),
        Interpretation::CriticalHigh => ("HH", "Critical high"),
        Interpretation::Low => ("L", "Low"),
        Interpretation::CriticalLow => ("LL", "Critical low"),
        Interpretation::Abnormal => ("A", "Abnormal"),
        Interpretation::Other(words) => return coded::text(words),
    };
    coded::known_concept("http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation", code, display)
}

/// Who asked, and by which number: a contained request, since a result has no element for either.
pub(super) struct Order<'a> {
    placer: Option<&'a str>,
    requester: Option<&'a str>,
    filler: Option<&'a str>,
}

impl<'a> Order<'a> {
    /// The order that an observation came of.
    pub(super) fn of(it: &'a Observation) -> Self {
        let said = |text: &'a Option<String>| text.as_deref().filter(|text| clean(text).is_some());
        let filler = it.filler_order_number.as_deref();
        Self { placer: said(&it.placer_order_number), requester: said(&it.requester), filler }
    }

    const fn is_said(&self) -> bool {
        self.placer.is_some() || self.requester.is_some()
    }

    /// The contained request; null where nothing is said.
    pub(super) fn contained(&self, context: &Context<'_>) -> Value {
        if !self.is_said() {
            return Value::Null;
        }
        Element::new()
            .with("resourceType", "ServiceRequest")
            .with("id", "request")
            .one("identifier", context.identifier(self.placer, identifier_type::PLACER))
            .with("status", "unknown")
            .with("intent", "order")
            .with("subject", context.patient())
            .with("requester", plain::named(self.requester))
            .build()
    }

    /// References to the contained request and to the one in the bundle.
    pub(super) fn references(&self, context: &Context<'_>) -> Vec<Value> {
        let organisation = &context.entry.provenance.organisation;
        let mut numbers = self.placer.iter().chain(&self.filler);
        let found = numbers.find_map(|order| context.index.order(organisation, order));
        let contained = self.is_said().then(|| json!({ "reference": "#request" }));
        contained.into_iter().chain(found.map(|number| context.index.reference(number))).collect()
    }
}

/// The specimen as a contained resource; null where nothing is said.
pub(super) fn contained_specimen(specimen: Option<&crate::record::CodeableConcept>, context: &Context<'_>) -> Value {
    let Some(specimen) = specimen.filter(|specimen| !specimen.is_empty()) else { return Value::Null };
    Element::new()
        .with("resourceType", "Specimen")
        .with("id", "specimen")
        .with("type", coded::concept(specimen))
        .with("subject", context.patient())
        .build()
}
