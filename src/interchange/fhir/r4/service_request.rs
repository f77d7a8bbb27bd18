//! `ServiceRequest`.

use super::context::Context;
use super::element::Element;
use super::plain::{self, identifier_type};
use super::{coded, extension};
use crate::record::{ServiceRequest, ServiceRequestStatus};

/// An order or a referral.
pub(super) fn service_request(it: &ServiceRequest, context: &Context<'_>) -> Element {
    let status = match it.status {
        ServiceRequestStatus::Active => "active",
        ServiceRequestStatus::Revoked => "revoked",
        ServiceRequestStatus::Completed => "completed",
        ServiceRequestStatus::OnHold => "on-hold",
    };
    let element = context
        .resource("ServiceRequest")
        .add("identifier", [context.identifier(it.placer_order_number.as_deref(), identifier_type::PLACER)])
        .add("identifier", [context.identifier(it.filler_order_number.as_deref(), identifier_type::FILLER)])
        .with("status", context.status(status))
        .with("intent", "order");
    with_priority(element, it.priority.as_deref())
        .with("code", coded::required(&it.code))
        .with("subject", context.patient())
        .date_time("occurrenceDateTime", it.occurrence)
        .date_time("authoredOn", it.authored)
        .with("requester", plain::named(it.requester.as_deref()))
        .add("performer", [plain::named(it.performer.as_deref())])
        .add("note", it.notes.iter().map(plain::annotation))
}

/// R4's priority, where the source's word is one of HL7 v2 table 0485 or plainly the same; any other
/// spelling stays beside it.
fn with_priority(element: Element, word: Option<&str>) -> Element {
    let Some(word) = word.filter(|word| !word.trim().is_empty()) else { return element };
    let code = match word.trim().to_ascii_lowercase().as_str() {
        "r" | "routine" => Some("routine"),
        "u" | "urgent" => Some("urgent"),
        "a" | "asap" => Some("asap"),
        "s" | "stat" => Some("stat"),
        _ => None,
    };
    let element = element.text("priority", code);
    if code == Some(word) {
        return element;
    }
    element.extension_on("priority", extension::own(extension::AS_SENT, "valueString", word))
}
