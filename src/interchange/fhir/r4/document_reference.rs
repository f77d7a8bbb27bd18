//! `DocumentReference`.

use serde_json::Value;

use super::context::Context;
use super::element::Element;
use super::{attachment, coded, extension, plain};
use crate::record::{Coding, DocumentReference, DocumentStatus, EntryState};

/// A document. Its text goes along as plain text, one line of the source a line; its other content
/// is named and stays in the raw message.
pub(super) fn document_reference(it: &DocumentReference, context: &Context<'_>) -> Element {
    let status = match context.entry.state {
        EntryState::Current => "current",
        EntryState::Superseded => "superseded",
        EntryState::Withdrawn => "entered-in-error",
    };
    let doc_status = match it.status {
        DocumentStatus::Final => "final",
        DocumentStatus::Preliminary => "preliminary",
    };
    let number = Element::new().text("value", it.document_number.as_deref()).build();
    let has_number = number.as_object().is_some_and(|number| !number.is_empty());
    let number =
        if has_number { Element::new().add_parts(number).with("assigner", context.sender()) } else { Element::new() };
    context
        .resource("DocumentReference")
        .one("identifier", number)
        .with("status", status)
        .with("docStatus", context.status(doc_status))
        .with("type", coded::concept(&it.kind))
        .with("subject", context.patient())
        .add("author", [plain::named(it.author.as_deref())])
        .text("description", it.title.as_deref())
        .add("securityLabel", it.confidentiality.as_ref().map(label))
        .add("content", content(it))
}

fn label(it: &Coding) -> Value {
    Element::new().one("coding", coded::coding(it)).build()
}

/// Text and attachments, each with the time the document was made. R4 requires one content.
fn content(it: &DocumentReference) -> Vec<Value> {
    let parts = [attachment::text(&it.text)].into_iter().chain(it.attachments.iter().map(attachment::described));
    let mut parts: Vec<Value> = parts.filter(|part| !part.is_null()).collect();
    if parts.is_empty() {
        parts.push(Element::new().extension(extension::not_known()).build());
    }
    let dated = parts.into_iter().map(|part| Element::new().add_parts(part).date_time("creation", it.created));
    dated.map(|part| Element::new().with("attachment", part).build()).collect()
}
