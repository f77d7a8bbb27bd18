//! The document itself: its header, its narrative as lines, and what is attached to it.

use sha2::{Digest, Sha256};

use super::concept::{coding, concept};
use super::patient::role_line;
use super::{Context, entries, narrative, version};
use crate::interchange::itk::limits::NARRATIVE_LINES;
use crate::interchange::itk::payload::base64;
use crate::interchange::itk::xml::{Element, attribute, child, children, elements, is, name, text_of};
use crate::record::{Attachment, CodeableConcept, DocumentReference, Note, PartialDateTime};

/// Parts of the header that are carried, or only frame the document.
const READ: [&str; 19] = [
    "typeId",
    "templateId",
    "messageType",
    "realmCode",
    "id",
    "code",
    "title",
    "effectiveTime",
    "confidentialityCode",
    "languageCode",
    "setId",
    "versionNumber",
    "recordTarget",
    "author",
    "informant",
    "participant",
    "relatedDocument",
    "componentOf",
    "component",
];

/// Reads the document.
pub(super) fn read<'a>(
    context: &mut Context<'a>,
    document: Element<'a>,
    made: Option<PartialDateTime>,
) -> DocumentReference {
    for part in elements(document).filter(|part| !READ.contains(&part.tag_name().name())) {
        context.leave(name(part));
    }
    let title = child(document, "title").and_then(text_of);
    let kind = child(document, "code").and_then(concept);
    let mut reference = DocumentReference {
        kind: kind.or_else(|| title.clone().map(CodeableConcept::text)).unwrap_or_default(),
        title,
        created: made,
        author: authors(document),
        document_number: child(document, "id").and_then(version::number),
        confidentiality: child(document, "confidentialityCode").and_then(coding),
        ..DocumentReference::default()
    };
    for part in entries::body_parts(document) {
        if is(part, "section") {
            section(context, part, &mut reference.text);
        } else {
            body(context, part, &mut reference);
        }
    }
    reference
}

fn authors(document: Element<'_>) -> Option<String> {
    let mut lines: Vec<String> = Vec::new();
    for author in children(document, "author").take(20) {
        let line = child(author, "assignedAuthor").and_then(|role| role_line(role, "representedOrganization"));
        lines.extend(line.filter(|line| !lines.contains(line)));
    }
    if lines.is_empty() { None } else { Some(lines.join("; ")) }
}

/// A section: its heading, what limits it, and its narrative, a line each. Sections within it
/// follow in their own turn.
fn section<'a>(context: &mut Context<'a>, section: Element<'a>, text: &mut Vec<Note>) {
    if text.len() > NARRATIVE_LINES {
        return;
    }
    let location = context.at(section);
    let mut lines = Vec::new();
    let code = child(section, "code").and_then(|code| attribute(code, "displayName"));
    lines.extend(child(section, "title").and_then(text_of).or_else(|| code.map(ToOwned::to_owned)));
    if child(section, "subject").is_some() {
        context.odd(section, "the section is about somebody other than the patient");
        lines.push("[about somebody other than the patient]".to_owned());
    }
    if let Some(label) = child(section, "confidentialityCode").and_then(coding) {
        let label = label.display.or(label.code).unwrap_or_default();
        lines.push(format!("[confidentiality: {label}]"));
    }
    lines.extend(child(section, "text").map(narrative::lines).unwrap_or_default());
    if lines.is_empty() {
        return;
    }
    let note = |text: String| Note { text, location: Some(location.clone()) };
    if !text.is_empty() {
        text.push(note(String::new()));
    }
    text.extend(lines.into_iter().map(note));
    if text.len() > NARRATIVE_LINES {
        text.truncate(NARRATIVE_LINES);
        text.push(note("[the rest of the text is in the raw message]".to_owned()));
        context.odd(section, "the narrative is longer than is carried: the rest is in the raw message");
    }
}

/// What an entry or a body that is no XML attaches to the document.
fn body<'a>(context: &mut Context<'a>, line: Element<'a>, reference: &mut DocumentReference) {
    let Some(element) = media(line) else { return };
    let kind = attribute(element, "mediaType").unwrap_or("text/plain");
    let encoded = attribute(element, "representation") == Some("B64");
    if !encoded && is(line, "nonXMLBody") && kind.starts_with("text/plain") {
        let location = context.at(line);
        let sent: String =
            element.descendants().filter(roxmltree::Node::is_text).filter_map(|node| node.text()).collect();
        let lines =
            sent.lines().map(|text| Note { text: text.trim_end().to_owned(), location: Some(location.clone()) });
        reference.text.extend(lines.take(NARRATIVE_LINES));
        return;
    }
    let Some(bytes) = content(element) else {
        let problem =
            if encoded { "what is attached is not valid base64" } else { "what is attached is not in the message" };
        context.odd(line, problem);
        context.leave(&format!("{} {}", name(line), name(element)));
        return;
    };
    reference.attachments.push(Attachment {
        content_type: kind.to_owned(),
        size: bytes.len() as u64,
        sha256: Some(hexadecimal(&Sha256::digest(&bytes))),
        location: Some(context.at(line)),
        ..Attachment::default()
    });
}

/// The element of a line that holds what is attached: the value of an `observationMedia`, the text
/// of a `nonXMLBody`.
pub(in crate::interchange::itk) fn media(line: Element<'_>) -> Option<Element<'_>> {
    match line.tag_name().name() {
        "entry" => child(child(line, "observationMedia")?, "value"),
        "nonXMLBody" => child(line, "text"),
        _ => None,
    }
}

/// What an element holds, decoded; nothing where it only points to it, or is not valid base64.
pub(in crate::interchange::itk) fn content(element: Element<'_>) -> Option<Vec<u8>> {
    let text: String = element.children().filter(roxmltree::Node::is_text).filter_map(|node| node.text()).collect();
    if text.trim().is_empty() {
        return None;
    }
    if attribute(element, "representation") == Some("B64") { base64(&text).ok() } else { Some(text.into_bytes()) }
}

/// Bytes in hexadecimal digits.
pub(in crate::interchange::itk) fn hexadecimal(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}
