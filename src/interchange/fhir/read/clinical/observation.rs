//! `Observation`.

use super::attachment_of;
use super::encounter::visit;
use super::request::number;
use super::{is_error, unless_in_error};
use crate::interchange::fhir::read::element;
use crate::interchange::fhir::read::json::Node;
use crate::interchange::fhir::read::view::{View, note};
use crate::record::{
    CodeableConcept, EntryStatement, Note, Observation, ObservationComponent, ObservationStatus, Resource, Section,
    Value,
};

/// A comment of its own in a consultation or a report (GP Connect).
const COMMENT: &str = "37331000000100";
/// R5's `Observation.value[x]`, by which an export carries what R4 has no type for.
const R5_VALUE: &str = "extension-Observation.value";

pub(super) fn read(view: View<'_, '_>) -> Option<EntryStatement> {
    let word = view.text("status");
    let code = view.concept("code").unwrap_or_default();
    let mut notes = view.notes();
    let (value, said) = value(&view, &code, &mut notes);
    let group = group(&view);
    let (effective, until) = view.period("effectivePeriod");
    notes.extend(until.map(|until| note(format!("Until: {}", until.display()))));
    notes.extend(particulars(&view));
    let ranges: Vec<String> = view.items("referenceRange").iter().filter_map(element::range).collect();
    let (order, specimen) = (order(&view), specimen(&view, &mut notes));
    let says_group = view.extension("group").and_then(Node::text) == Some("true");
    let observation = Observation {
        status: status(word.as_deref()),
        value: value.or(said),
        reference_range: (!ranges.is_empty()).then(|| ranges.join("; ")),
        interpretation: view.get("interpretation").map(Node::first).and_then(element::interpretation),
        effective: view.date(&["effectiveDateTime", "effectiveInstant"]).or(effective),
        issued: issued(&view),
        notes,
        is_group: says_group || !view.reading.scan.ties[view.number].members.is_empty(),
        group: group.0,
        position: group.1,
        specimen,
        placer_order_number: order.placer,
        filler_order_number: number(&view, &["FILL"]),
        performer: names(&view, "performer"),
        requester: order.requester,
        visit_number: visit(&view),
        components: view.items("component").iter().filter_map(|node| component(&view, node)).collect(),
        code,
    };
    let section = section(&view);
    view.mark(&["subject", "hasMember", "related", "derivedFrom", "identifier", "category", "_issued"]);
    let in_error = is_error(word.as_deref());
    unless_in_error(in_error, view.state(section, Resource::Observation(observation)))
}

/// R4 and STU3 `ObservationStatus` and `DiagnosticReportStatus`.
pub(super) fn status(word: Option<&str>) -> ObservationStatus {
    match word {
        Some("registered") => ObservationStatus::Registered,
        Some("preliminary" | "partial") => ObservationStatus::Preliminary,
        Some("final" | "appended") => ObservationStatus::Final,
        Some("amended" | "corrected") => ObservationStatus::Corrected,
        Some("cancelled") => ObservationStatus::Cancelled,
        _ => ObservationStatus::Unknown,
    }
}

/// An instant, or what an export could only keep beside one.
pub(super) fn issued(view: &View<'_, '_>) -> Option<crate::record::PartialDateTime> {
    let beside = || {
        element::extension_value(view.get("_issued")?, "urn:x-dcr:fhir:as-sent")?.text().and_then(element::date_time)
    };
    view.date(&["issued"]).or_else(beside)
}

/// The report or group that it stands in, and its place there: an export says both itself.
fn group(view: &View<'_, '_>) -> (Option<String>, Option<u32>) {
    if let Some(own) = view.reading.scan.own.get(&view.number) {
        return (own.report.clone(), own.position);
    }
    let found = view.reading.places.groups.get(&view.number);
    let key = found.and_then(|(holder, _)| view.reading.places.keys.get(holder)).cloned();
    (key, found.map(|(_, position)| *position))
}

/// The value; and the words of a comment that has no value but them.
fn value(view: &View<'_, '_>, code: &CodeableConcept, notes: &mut Vec<Note>) -> (Option<Value>, Option<Value>) {
    view.mark(&VALUES);
    let attached = view.extension(R5_VALUE).map(|node| Value::Attachment { attachment: attachment_of(view, node, 0) });
    let value = attached.or_else(|| value_in(view, |name| view.get(name)));
    let is_comment = code.coding.iter().any(|coding| coding.code.as_deref() == Some(COMMENT));
    if value.is_some() || !is_comment || notes.is_empty() {
        return (value, None);
    }
    let words: Vec<String> = notes.drain(..).map(|note| note.text).collect();
    (None, Some(Value::Text { text: words.join("\n"), unit: None }))
}

const VALUES: [&str; 11] = [
    "valueQuantity",
    "valueCodeableConcept",
    "valueString",
    "valueBoolean",
    "valueInteger",
    "valueDateTime",
    "valueTime",
    "valuePeriod",
    "valueRange",
    "valueRatio",
    "valueAttachment",
];

fn value_in<'n, 'd: 'n>(view: &View<'_, '_>, get: impl Fn(&'static str) -> Option<&'n Node<'d>>) -> Option<Value> {
    let text = |text: String| Value::Text { text, unit: None };
    VALUES.into_iter().find_map(|name| {
        let node = get(name)?.first();
        match name {
            "valueQuantity" => element::quantity(node),
            "valueCodeableConcept" => {
                let concept = element::concept(node);
                (!concept.is_empty()).then_some(Value::Concept { concept })
            }
            "valueDateTime" => match node.text().and_then(element::date_time) {
                Some(at) => Some(Value::DateTime { at }),
                None => node.text().map(|words| text(words.to_owned())),
            },
            "valueBoolean" => node.text().map(|word| text(if word == "true" { "yes" } else { "no" }.to_owned())),
            "valueRange" => element::range(node).map(text),
            "valuePeriod" => {
                let part = |name: &str| node.text_of(name).unwrap_or_default();
                Some(text(format!("{} to {}", part("start"), part("end"))))
            }
            "valueRatio" => {
                let part = |name: &str| node.get(name).and_then(element::quantity_text).unwrap_or_default();
                Some(text(format!("{} : {}", part("numerator"), part("denominator"))))
            }
            "valueAttachment" => Some(Value::Attachment { attachment: attachment_of(view, node, 0) }),
            _ => node.text().map(|words| text(words.to_owned())),
        }
    })
}

fn component(view: &View<'_, '_>, node: &Node<'_>) -> Option<ObservationComponent> {
    let value = value_in(view, |name| node.get(name));
    let absent = || {
        let reason = node.get("dataAbsentReason").map(element::concept).filter(|reason| !reason.is_empty())?;
        Some(Value::Text { text: format!("(no value: {})", reason.label()), unit: None })
    };
    let ranges: Vec<String> = node.items("referenceRange").iter().filter_map(element::range).collect();
    let component = ObservationComponent {
        code: node.get("code").map(element::concept).unwrap_or_default(),
        value: value.or_else(absent),
        reference_range: (!ranges.is_empty()).then(|| ranges.join("; ")),
        interpretation: node.get("interpretation").map(Node::first).and_then(element::interpretation),
    };
    (!component.code.is_empty() || component.value.is_some()).then_some(component)
}

/// What the record has no element for, in words.
fn particulars(view: &View<'_, '_>) -> Vec<Note> {
    let parts = [("dataAbsentReason", "No value"), ("bodySite", "Site"), ("method", "Method")];
    let said = parts
        .into_iter()
        .filter_map(|(name, words)| view.concept(name).map(|concept| note(format!("{words}: {}", concept.label()))));
    said.collect()
}

/// Everybody whom an element names, each once.
pub(super) fn names(view: &View<'_, '_>, element: &'static str) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    for node in view.items(element) {
        let name = view.name_in(node.get("actor").unwrap_or(node));
        names.extend(name.filter(|name| !names.contains(name)));
    }
    (!names.is_empty()).then(|| names.join("; "))
}

/// Who asked, and by which number.
#[derive(Default)]
pub(super) struct Order {
    pub(super) placer: Option<String>,
    pub(super) requester: Option<String>,
}

/// The order that a result answers.
pub(super) fn order(view: &View<'_, '_>) -> Order {
    let mut order = Order::default();
    // An export says with each line itself who asked: the order beside it may say more.
    let is_own = view.reading.scan.own.contains_key(&view.number);
    for reference in view.items("basedOn") {
        let Some(target) = view.target(reference) else { continue };
        let inner = View::new(view.reading, target);
        // A request of its own is an entry of its own; only what is contained says no more than this.
        let contained = reference.text_of("reference").is_some_and(|text| text.starts_with('#'));
        if contained {
            order.placer = order.placer.or_else(|| number(&inner, &["PLAC"]));
        } else if is_own {
            continue;
        }
        let requester =
            inner.get("requester").and_then(|node| inner.name_in(node.first().get("agent").unwrap_or(node)));
        order.requester = order.requester.or(requester);
    }
    order
}

/// The specimen; of several, the first, and the others as notes.
pub(super) fn specimen(view: &View<'_, '_>, notes: &mut Vec<Note>) -> Option<CodeableConcept> {
    let mut found: Vec<CodeableConcept> = Vec::new();
    for reference in view.items("specimen") {
        let Some(target) = view.target(reference) else { continue };
        let node = view.reading.document.node(target);
        found.extend(node.get("type").map(element::concept).filter(|kind| !kind.is_empty()));
        notes.extend(node.items("note").iter().filter_map(|note| note.text_of("text")).map(note));
        let number = node.path(&["accessionIdentifier"]).and_then(|number| number.string_of("value"));
        notes.extend(number.map(|number| note(format!("Specimen number: {number}"))));
    }
    let mut found = found.into_iter();
    let first = found.next();
    notes.extend(found.map(|other| note(format!("Specimen: {}", other.label()))));
    first
}

/// When the first specimen was taken.
pub(super) fn collected(view: &View<'_, '_>) -> Option<crate::record::PartialDateTime> {
    view.items("specimen").iter().find_map(|reference| {
        let node = view.reading.document.node(view.target(reference)?);
        let collection = node.path(&["collection"])?;
        let period = || collection.path(&["collectedPeriod"])?.text_of("start");
        collection.text_of("collectedDateTime").or_else(period).and_then(element::date_time)
    })
}

/// Where it is shown: with its list, its report, or by its category.
fn section(view: &View<'_, '_>) -> Section {
    if let Some(placement) = view.reading.placement(view.number) {
        return placement.home.section();
    }
    if view.reading.places.groups.contains_key(&view.number) {
        return Section::Investigations;
    }
    let categories = view.items("category").iter().map(element::concept);
    let is_result = |concept: CodeableConcept| matches!(concept.code(), Some("laboratory" | "imaging" | "LAB" | "RAD"));
    if categories.into_iter().any(is_result) { Section::Investigations } else { Section::Examinations }
}
