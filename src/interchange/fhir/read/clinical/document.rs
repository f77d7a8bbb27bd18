//! `DocumentReference`.

use super::observation::names as observation_names;
use super::{attachment_of, is_error, unless_in_error};
use crate::interchange::fhir::read::json::Node;
use crate::interchange::fhir::read::view::{View, note};
use crate::record::{Attachment, DocumentReference, DocumentStatus, EntryStatement, Note, Resource, Section};

pub(super) fn read(view: View<'_, '_>) -> Option<EntryStatement> {
    let word = view.text("status");
    let doc_status = view.text("docStatus");
    let (mut text, mut attachments, mut created) = (Vec::new(), Vec::new(), None);
    for (place, content) in view.items("content").iter().enumerate() {
        let Some(node) = content.get("attachment").map(Node::first) else { continue };
        created = created.or_else(|| view.date_in(node, "creation"));
        match own_text(&view, node) {
            Some(words) => text.extend(words.split('\n').map(note)),
            None => attachments.extend(attachment(&view, node, place, &mut text)),
        }
    }
    let created =
        view.date(&["created"]).or(created).or_else(|| view.date(&["date"])).or_else(|| view.date(&["indexed"]));
    if word.as_deref() == Some("superseded") {
        text.push(note("The source has replaced this document by another."));
    }
    let document = DocumentReference {
        kind: view.concept("type").unwrap_or_default(),
        title: view.text("description"),
        status: match doc_status.as_deref() {
            Some("preliminary") => DocumentStatus::Preliminary,
            _ => DocumentStatus::Final,
        },
        created,
        author: observation_names(&view, "author").or_else(|| view.name("custodian")),
        document_number: number(&view),
        confidentiality: view.concept("securityLabel").and_then(|label| label.coding.into_iter().next()),
        text,
        attachments,
    };
    view.mark(&["subject", "identifier", "masterIdentifier", "custodian", "indexed", "created", "date", "context"]);
    let in_error = is_error(word.as_deref()) || is_error(doc_status.as_deref());
    unless_in_error(in_error, view.state(Section::Documents, Resource::DocumentReference(document)))
}

/// The text that an export wrote into the bundle.
fn own_text(view: &View<'_, '_>, node: &Node<'_>) -> Option<String> {
    if !view.reading.scan.own.contains_key(&view.number)
        || node.text_of("contentType") != Some("text/plain; charset=utf-8")
    {
        return None;
    }
    let bytes = super::super::attachment::decode(node.text_of("data")?)?;
    String::from_utf8(bytes).ok()
}

fn attachment(view: &View<'_, '_>, node: &Node<'_>, place: usize, text: &mut Vec<Note>) -> Option<Attachment> {
    let is_said = ["contentType", "data", "url", "size", "title"].iter().any(|name| node.get(name).is_some());
    if !is_said {
        return None;
    }
    // GP Connect says in the title why a content is not there.
    let title = node.text_of("title").filter(|_| !view.reading.scan.own.contains_key(&view.number));
    text.extend(title.map(note));
    Some(attachment_of(view, node, place + 1))
}

/// The number of the document: an export gives it with its assigner, others as the master identifier.
fn number(view: &View<'_, '_>) -> Option<String> {
    let master = view.get("masterIdentifier").and_then(|node| node.first().string_of("value"));
    master.or_else(|| view.items("identifier").iter().find_map(|node| node.string_of("value")))
}
