//! The SOAP envelope (SOAP 1.1, section 4).

use super::addressing::{self, Addressing, WSA, WSA_SPINE};
use super::rule::{client, plain};
use super::security::{self, WSSE};
use super::xml::{Element, children, elements, is};
use crate::interchange::itk::raw::SOAP;
use crate::validation::sheet::{Rule, Sheet, short};

/// XML signatures, which may stand in the header.
const SIGNATURE: &str = "http://www.w3.org/2000/09/xmldsig#";
const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// What was found of a SOAP envelope.
pub(super) struct Found<'a> {
    /// The namespace of SOAP that it speaks.
    pub(super) namespace: &'a str,
    /// What its header says of addressing.
    pub(super) addressing: Addressing,
    /// The identifier of the timestamp.
    pub(super) timestamp_id: Option<String>,
    /// The one element of its body.
    pub(super) content: Option<Element<'a>>,
}

/// Checks an envelope; nothing where it has no body.
pub(super) fn check<'a>(sheet: &mut Sheet<'_>, root: Element<'a>) -> Option<Found<'a>> {
    let namespace = root.tag_name().namespace().unwrap_or_default();
    if namespace != SOAP[0] {
        let rule = Rule { name: "soap:version", answer: "soap:VersionMismatch 1000" };
        sheet.error(root, rule, "the envelope must be of SOAP 1.1, and is of SOAP 1.2");
    }
    shape(sheet, root, namespace);
    let body = children(root, namespace, "Body").next()?;
    let content = only(sheet, body);
    let reply = content
        .is_some_and(|inside| is(inside, namespace, "Fault") || inside.tag_name().name() == "SimpleMessageResponse");
    let header = children(root, namespace, "Header").next();
    let mut found = Found { namespace, addressing: Addressing::default(), timestamp_id: None, content };
    match header {
        None => {
            sheet.error(root, client("soap:header"), "the envelope must have a header, with addressing and security");
        }
        Some(header) => {
            found.addressing = addressing::check(sheet, header, reply);
            found.timestamp_id = security::check(sheet, header, reply || found.addressing.is_reply());
            understood(sheet, header, namespace);
        }
    }
    unwanted(sheet, root, content);
    Some(found)
}

/// The parts of an envelope and their order.
fn shape(sheet: &mut Sheet<'_>, root: Element<'_>, namespace: &str) {
    let mut seen = 0;
    for part in elements(root) {
        let name = part.tag_name().name();
        let place = if is(part, namespace, "Header") { 1 } else { 2 };
        if place == 2 && !is(part, namespace, "Body") {
            let message = format!("an envelope holds a header and a body, and no `{}`", short(name));
            sheet.error(part, client("soap:envelope"), message);
        } else if place <= seen {
            sheet.error(part, client("soap:envelope"), format!("`{name}` stands twice or out of order"));
        }
        seen = seen.max(place);
    }
    if children(root, namespace, "Body").next().is_none() {
        sheet.error(root, client("soap:body"), "the envelope must have a body");
    }
}

/// The one element of a body.
fn only<'a>(sheet: &mut Sheet<'_>, body: Element<'a>) -> Option<Element<'a>> {
    let mut inside = elements(body);
    let first = inside.next();
    if first.is_none() {
        sheet.error(body, client("soap:body"), "the body must hold one message, and holds none");
    }
    if let Some(second) = inside.next() {
        sheet.error(second, client("soap:body"), "the body must hold one message, and holds more");
    }
    first
}

/// Headers that the receiver must understand, and does not.
fn understood(sheet: &mut Sheet<'_>, header: Element<'_>, namespace: &str) {
    for block in elements(header) {
        let Some(must) = block.attribute((namespace, "mustUnderstand")) else { continue };
        if !matches!(must, "0" | "1") {
            sheet.error(block, client("soap:must-understand"), "`mustUnderstand` must be `0` or `1`");
        }
        let own = block.tag_name().namespace().unwrap_or_default();
        if must == "1" && ![WSA, WSA_SPINE, WSSE, SIGNATURE].contains(&own) {
            let rule = Rule { name: "soap:must-understand", answer: "soap:MustUnderstand 1000" };
            let message = format!(
                "the header `{}` must be understood, and the toolkit has none of that name",
                block.tag_name().name()
            );
            sheet.error(block, rule, message);
        }
    }
    if let Some(signature) =
        children(header, WSSE, "Security").flat_map(|at| children(at, SIGNATURE, "Signature")).next()
    {
        sheet.not_checkable(signature, plain("itk:signature"), "the signature is not verified here");
    }
}

/// Attributes that a message may not have, outside of what the payloads hold.
fn unwanted(sheet: &mut Sheet<'_>, root: Element<'_>, content: Option<Element<'_>>) {
    let mut open = vec![root];
    while let Some(element) = open.pop() {
        for attribute in element.attributes() {
            if attribute.namespace() == Some(INSTANCE) && attribute.name() == "schemaLocation" {
                sheet.error(element, client("itk:schema-location"), "a message may not say where its schema is");
            } else if attribute.value().is_empty() {
                let message = format!("the attribute `{}` is blank", short(attribute.name()));
                sheet.error(element, client("itk:blank-attribute"), message);
            }
        }
        if element.tag_name().name() != "payload" || content == Some(element) {
            open.extend(elements(element));
        }
    }
}
