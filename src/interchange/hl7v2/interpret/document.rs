//! MDM: one document a message.

use super::concept::{concept_of, source_coding};
use super::people::clinician;
use super::value::{read_attachment, value};
use super::{Context, DocumentEvent, key, observation};
use crate::interchange::hl7v2::attachment::is_encapsulated;
use crate::interchange::hl7v2::{Rejection, RejectionReason, Segment};
use crate::record::{
    DocumentReference, DocumentStatus, EntryAction, EntryStatement, Note, Resource, Section, SourceCoding,
};

/// Reads the document, and what becomes of the one it replaces.
pub(super) fn read(context: &mut Context<'_>, event: DocumentEvent) -> Result<Vec<EntryStatement>, Rejection> {
    let message = context.message;
    let mut found = message.named("TXA");
    let Some(txa) = found.next() else {
        return Err(context.refuse(&message.header(), None, RejectionReason::MissingSegment("TXA")));
    };
    if let Some(second) = found.next() {
        return Err(context.refuse(&second, None, RejectionReason::MoreThanOne("document")));
    }
    let number = number(&txa, 12);
    if number.is_none() {
        context.odd(&txa, 12, "the document has no number: a later message cannot replace or cancel it");
    }
    let own_key = match &number {
        Some(number) => key(&["doc", number]),
        None => key(&["doc", "", &context.control_id]),
    };
    let action = action(context, event, &txa);
    let resource = match action {
        EntryAction::Withdraw(_) => None,
        _ => Some(Resource::DocumentReference(document(context, &txa, number.clone()))),
    };
    let mut entries = vec![EntryStatement {
        key: own_key,
        action,
        section: Section::Documents,
        resource,
        source: source_coding(txa.field(2), None),
        location: txa.location(None),
        version_time: None,
        replaces: None,
    }];
    let parent =
        number_of(&txa, 13).filter(|parent| event == DocumentEvent::Replace && Some(parent) != number.as_ref());
    if let Some(parent) = parent {
        entries.push(EntryStatement {
            key: key(&["doc", &parent]),
            action: EntryAction::Withdraw("replaced".to_owned()),
            section: Section::Documents,
            resource: None,
            source: SourceCoding::default(),
            location: txa.location(Some(13)),
            version_time: None,
            replaces: None,
        });
    }
    Ok(entries)
}

fn number(txa: &Segment<'_>, field: usize) -> Option<String> {
    number_of(txa, field)
}

/// An entity identifier: its number, or where that is empty its universal id.
fn number_of(txa: &Segment<'_>, field: usize) -> Option<String> {
    txa.field(field).value_string().or_else(|| txa.field(field).component(3).string())
}

/// TXA-19 says that a document is no longer to be had, in whatever event it comes.
fn action(context: &Context<'_>, event: DocumentEvent, txa: &Segment<'_>) -> EntryAction {
    let header = context.message.header().field(9);
    let code = header.component(2).value().or_else(|| context.message.field("EVN", 1).value()).unwrap_or_default();
    let cancels = context.dialect.document_cancels.iter().any(|cancel| *cancel == *code);
    match txa.field(19).value().as_deref() {
        _ if cancels || event == DocumentEvent::Cancel => EntryAction::Withdraw("cancelled by the source".to_owned()),
        Some("CA") => EntryAction::Withdraw("cancelled by the source".to_owned()),
        Some("OB") => EntryAction::Withdraw("obsolete".to_owned()),
        _ if matches!(event, DocumentEvent::Edit | DocumentEvent::Replace) => EntryAction::Correct,
        _ => EntryAction::Assert,
    }
}

fn document(context: &mut Context<'_>, txa: &Segment<'_>, number: Option<String>) -> DocumentReference {
    let mut document = DocumentReference {
        kind: concept_of(txa, 2).unwrap_or_default(),
        title: None,
        status: status(txa),
        created: context.time_in(txa, 6).or_else(|| context.time_in(txa, 4)),
        author: clinician(txa.field(9)).or_else(|| clinician(txa.field(5))),
        document_number: number,
        ..DocumentReference::default()
    };
    let message = context.message;
    for segment in message.segments() {
        match segment.name() {
            "OBX" => content(context, &segment, &mut document),
            "NTE" => document.text.push(observation::note(&segment)),
            _ => {}
        }
    }
    document
}

/// Each OBX is one line of text or one attachment.
fn content(context: &mut Context<'_>, obx: &Segment<'_>, document: &mut DocumentReference) {
    if document.title.is_none() {
        document.title = obx.field(3).component(2).string();
    }
    let kind = obx.field(2).raw();
    if is_encapsulated(obx.field(5)) || matches!(kind, "ED" | "RP") {
        let attachment = read_attachment(context, obx, obx.field(5));
        document.attachments.push(attachment);
        return;
    }
    let text = match kind {
        "TX" | "FT" | "ST" | "" => super::value::text(obx.field(5)),
        _ => value(context, obx).map(|value| value.label()).unwrap_or_default(),
    };
    document.text.push(Note { text, location: Some(obx.location(None)) });
}

/// TXA-17 (table 0271): final once it is authenticated.
fn status(txa: &Segment<'_>) -> DocumentStatus {
    match txa.field(17).value().as_deref() {
        Some("DI" | "DO" | "IN" | "IP" | "PA") => DocumentStatus::Preliminary,
        _ => DocumentStatus::Final,
    }
}
