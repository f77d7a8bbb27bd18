//! `ServiceRequest`, and STU3's `ReferralRequest` and `ProcedureRequest`.

use super::{is_error, unless_in_error};
use crate::interchange::fhir::read::element;
use crate::interchange::fhir::read::json::Node;
use crate::interchange::fhir::read::view::{View, note};
use crate::record::{CodeableConcept, EntryStatement, Note, Resource, Section, ServiceRequest, ServiceRequestStatus};

pub(super) fn read(view: View<'_, '_>) -> Option<EntryStatement> {
    let word = view.text("status");
    let mut notes = view.notes();
    let code = code(&view, &mut notes);
    notes.extend(view.text("description").filter(|words| words != code.label()).map(note));
    notes.extend(view.text("patientInstruction").map(note));
    notes.extend(other_words(&view));
    let performers = view.items("recipient").iter().chain(view.items("performer"));
    let mut performers: Vec<String> = performers.filter_map(|reference| view.name_in(reference)).collect();
    performers.dedup();
    let requester = view.get("requester").map(|requester| requester.first().get("agent").unwrap_or(requester));
    let (occurrence, until) = view.period("occurrencePeriod");
    notes.extend(until.map(|until| note(format!("Until: {}", until.display()))));
    let request = ServiceRequest {
        status: match word.as_deref() {
            Some("completed") => ServiceRequestStatus::Completed,
            Some("revoked" | "cancelled") => ServiceRequestStatus::Revoked,
            Some("on-hold" | "suspended") => ServiceRequestStatus::OnHold,
            _ => ServiceRequestStatus::Active,
        },
        priority: own_priority(&view).or_else(|| view.text("priority")),
        authored: view.date(&["authoredOn"]),
        requester: requester.and_then(|requester| view.name_in(requester)),
        performer: (!performers.is_empty()).then(|| performers.join("; ")),
        placer_order_number: number(&view, &["PLAC"]),
        filler_order_number: number(&view, &["FILL"]),
        notes,
        occurrence: view.date(&["occurrenceDateTime"]).or(occurrence),
        code,
    };
    let kind = view.reading.document.slots[view.number].kind.as_ref();
    // GP Connect sends recalls as plans, and referrals apart.
    let home = view.reading.placement(view.number).map(|placement| placement.home.section());
    let section = match (kind, home) {
        ("ProcedureRequest", Some(Section::Administrative)) => Section::Administrative,
        _ => Section::Referrals,
    };
    view.mark(&["subject", "intent", "context", "encounter", "recipient", "performer", "basedOn", "groupIdentifier"]);
    view.mark(&["status", "specimen"]);
    let in_error = is_error(word.as_deref());
    unless_in_error(in_error, view.state(section, Resource::ServiceRequest(request)))
}

/// What is asked for: the code, else the reason, else the service or the specialty.
fn code(view: &View<'_, '_>, notes: &mut Vec<Note>) -> CodeableConcept {
    let code = view.concept("code");
    let mut others: Vec<CodeableConcept> = Vec::new();
    for name in ["reasonCode", "serviceRequested", "type", "specialty"] {
        others.extend(view.items(name).iter().map(element::concept).filter(|concept| !concept.is_empty()));
    }
    let mut others = others.into_iter();
    let code = code.or_else(|| others.next()).unwrap_or_default();
    notes.extend(others.map(|other| note(other.label())));
    code
}

/// A status that the record has no word for, and what it is about.
fn other_words(view: &View<'_, '_>) -> Vec<Note> {
    let known = ["active", "completed", "revoked", "cancelled", "on-hold", "suspended", "entered-in-error"];
    let word = view.text("status").filter(|word| !known.contains(&word.as_str()));
    let mut notes: Vec<Note> = word.map(|word| note(format!("Status as sent: {word}"))).into_iter().collect();
    for name in ["supportingInfo", "supportingInformation", "reasonReference"] {
        let named = view.items(name).iter().filter_map(|reference| {
            let target = view.target(reference)?;
            view.reading.document.node(target).string_of("description")
        });
        notes.extend(named.map(|words| note(format!("See document: {words}"))));
    }
    notes
}

/// The source's own word for the priority, which an export keeps beside R4's.
fn own_priority(view: &View<'_, '_>) -> Option<String> {
    let beside = view.get("_priority")?;
    let value = element::extension_value(beside, "urn:x-dcr:fhir:as-sent")?;
    value.text().map(ToOwned::to_owned)
}

/// A number of a type of HL7 v2 table 0203.
pub(super) fn number(view: &View<'_, '_>, kinds: &[&str]) -> Option<String> {
    let is_kind = |node: &&Node<'_>| node.get("type").and_then(element::code).is_some_and(|code| kinds.contains(&code));
    view.items("identifier").iter().find(is_kind)?.string_of("value")
}
