//! XML documents: opened within bounds, and the few ways in which elements are looked up.

use roxmltree::{Document, Error, Node, NodeId, ParsingOptions};

use super::limits::NODES;
use super::scan::scan;
use super::{Rejection, RejectionReason};

/// An element of a document that outlives it.
pub(super) type Element<'a> = Node<'a, 'a>;

/// SOAP 1.1, and 1.2 where a sender takes that.
pub(crate) const SOAP: [&str; 2] =
    ["http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"];
/// The Interoperability Toolkit.
pub(crate) const ITK: &str = "urn:nhs-itk:ns:201005";
/// HL7 version 3, CDA among it.
pub(crate) const HL7: &str = "urn:hl7-org:v3";

/// The text of a document, where it is UTF-8 and does not claim to be anything else.
pub(crate) fn text(bytes: &[u8]) -> Result<&str, Rejection> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Err(error) => {
            let before = bytes.get(..error.valid_up_to()).map(String::from_utf8_lossy).unwrap_or_default();
            return Err(refuse(&before, before.len(), RejectionReason::CharacterSet));
        }
    };
    if text.is_ascii() || declares_utf_8(text) { Ok(text) } else { Err(refuse(text, 0, RejectionReason::CharacterSet)) }
}

/// Whether the declaration names UTF-8 or nothing.
fn declares_utf_8(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("<?xml") else { return true };
    let declaration = rest.split_once("?>").map_or("", |(declaration, _)| declaration);
    let Some((_, value)) = declaration.split_once("encoding") else { return true };
    let value = value.trim_start().trim_start_matches('=').trim_start();
    value.get(1..6).is_some_and(|name| name.eq_ignore_ascii_case("utf-8"))
}

/// Opens a document. Declares no entities, resolves nothing from outside.
pub(crate) fn open(text: &str) -> Result<Document<'_>, Rejection> {
    scan(text).map_err(|(at, reason)| refuse(text, at, reason))?;
    let options = ParsingOptions { allow_dtd: false, nodes_limit: NODES, entity_resolver: None };
    Document::parse_with_options(text, options).map_err(|error| {
        let place = error.pos();
        let reason = reason(&error);
        Rejection { element: String::new(), line: place.row, column: place.col, payload: None, reason }
    })
}

/// The parser's reason without what stands in the text.
fn reason(error: &Error) -> RejectionReason {
    RejectionReason::NotWellFormed(match error {
        Error::DtdDetected => return RejectionReason::DocumentType,
        Error::NodesLimitReached => return RejectionReason::TooMany(NODES as usize, "nodes"),
        Error::UnexpectedCloseTag(..) => "an element is closed that is not the open one",
        Error::UnclosedRootNode | Error::UnexpectedEndOfStream => "it ends too early",
        Error::UnknownNamespace(..) => "a prefix is not bound to a namespace",
        Error::UnknownEntityReference(..) | Error::MalformedEntityReference(_) => "an entity is not known",
        Error::DuplicatedAttribute(..) => "an attribute stands twice",
        Error::NoRootNode => "there is no element",
        Error::NonXmlChar(..) => "there is a character that XML does not have",
        _ => "it cannot be parsed here",
    })
}

/// A refusal at a byte of a text.
pub(super) fn refuse(text: &str, at: usize, reason: RejectionReason) -> Rejection {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|character| *character != '\n').count() + 1;
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Rejection { element: String::new(), line: number(line), column: number(column), payload: None, reason }
}

/// A refusal at an element.
pub(super) fn refuse_at(element: Element<'_>, reason: RejectionReason) -> Rejection {
    let place = element.document().text_pos_at(element.range().start);
    Rejection { element: path(element), line: place.row, column: place.col, payload: None, reason }
}

/// The names from the root to an element, the last eight where there are more.
pub(super) fn path(element: Element<'_>) -> String {
    let mut names: Vec<&str> = element.ancestors().filter(Node::is_element).map(name).take(8).collect();
    names.reverse();
    names.join("/")
}

/// The local name of an element for a reader, cut where it is longer than any name of the standard.
pub(super) fn name(element: Element<'_>) -> &str {
    let name = element.tag_name().name();
    name.char_indices().nth(48).map_or(name, |(end, _)| &name[..end])
}

/// Which element of which document this is.
pub(super) fn identity(element: Element<'_>) -> (usize, NodeId) {
    (std::ptr::from_ref(element.document()).addr(), element.id())
}

/// Whether an element has this local name, whatever its namespace: senders disagree on whether
/// additions to CDA stand in a namespace of their own.
pub(super) fn is(element: Element<'_>, name: &str) -> bool {
    element.is_element() && element.tag_name().name() == name
}

/// The children that are elements.
pub(super) fn elements(parent: Element<'_>) -> impl Iterator<Item = Element<'_>> {
    parent.children().filter(Node::is_element)
}

/// The children of a name.
pub(super) fn children<'a>(parent: Element<'a>, name: &'a str) -> impl Iterator<Item = Element<'a>> {
    parent.children().filter(move |child| is(*child, name))
}

/// The first child of a name.
pub(super) fn child<'a>(parent: Element<'a>, name: &str) -> Option<Element<'a>> {
    parent.children().find(|child| is(*child, name))
}

/// The first element down a path of names.
pub(super) fn down<'a>(parent: Element<'a>, path: &[&str]) -> Option<Element<'a>> {
    path.iter().try_fold(parent, |at, name| child(at, name))
}

/// The value of an attribute without a namespace, trimmed; nothing where it is empty.
pub(super) fn attribute<'a>(element: Element<'a>, name: &str) -> Option<&'a str> {
    element.attribute(name).map(str::trim).filter(|value| !value.is_empty())
}

/// All text in an element, white space folded; nothing where there is none.
pub(super) fn text_of(element: Element<'_>) -> Option<String> {
    text_within(element, usize::MAX)
}

/// As [`text_of`]; nothing where it is longer than `limit` bytes. For what many places may point to.
pub(super) fn text_within(element: Element<'_>, limit: usize) -> Option<String> {
    let mut text = String::new();
    for node in element.descendants().filter(Node::is_text) {
        for word in node.text().unwrap_or_default().split_whitespace() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(word);
            if text.len() > limit {
                return None;
            }
        }
    }
    if text.is_empty() { None } else { Some(text) }
}
