//! `DiagnosticReport`: a report that groups observations.

use super::encounter::visit;
use super::observation::{collected, issued, names, order, specimen, status};
use super::request::number;
use super::{attachment_of, is_error, unless_in_error};
use crate::interchange::fhir::read::element;
use crate::interchange::fhir::read::view::{View, note};
use crate::record::{EntryStatement, Note, Observation, Resource, Section, Value};

/// R5's `DiagnosticReport.note`, by which UK Core and exports carry notes.
const R5_NOTE: &str = "extension-DiagnosticReport.note";

pub(super) fn read(view: View<'_, '_>) -> Option<EntryStatement> {
    let word = view.text("status");
    let mut notes: Vec<Note> =
        view.extensions(R5_NOTE).filter_map(|it| element::value_of(it)?.text_of("text").map(note)).collect();
    let conclusion = view.text("conclusion");
    notes.extend(conclusion.map(note));
    for name in ["codedDiagnosis", "conclusionCode"] {
        let said = view.items(name).iter().map(element::concept).filter(|concept| !concept.is_empty());
        notes.extend(said.map(|concept| note(format!("Diagnosis: {}", concept.label()))));
    }
    let (start, _) = view.period("effectivePeriod");
    let (order, specimen) = (order(&view), specimen(&view, &mut notes));
    // A report of a laboratory is known by the laboratory's number, which practices keep beside their own.
    let laboratory = || {
        let other =
            |node: &&super::super::json::Node<'_>| node.text_of("system") == Some("2.16.840.1.113883.2.1.4.5.5");
        view.items("identifier").iter().find(other)?.string_of("value")
    };
    let presented = view.items("presentedForm").first();
    let report = Observation {
        code: view.concept("code").unwrap_or_default(),
        status: status(word.as_deref()),
        value: presented.map(|form| Value::Attachment { attachment: attachment_of(&view, form, 1) }),
        effective: view.date(&["effectiveDateTime"]).or(start).or_else(|| collected(&view)),
        issued: issued(&view),
        notes,
        is_group: true,
        specimen,
        placer_order_number: order.placer,
        filler_order_number: number(&view, &["FILL"]).or_else(laboratory),
        performer: names(&view, "performer").or_else(|| names(&view, "resultsInterpreter")),
        requester: order.requester,
        visit_number: visit(&view),
        ..Observation::default()
    };
    view.mark(&["subject", "identifier", "category", "result", "resultsInterpreter"]);
    let in_error = is_error(word.as_deref());
    unless_in_error(in_error, view.state(Section::Investigations, Resource::Observation(report)))
}
