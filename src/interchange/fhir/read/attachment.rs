//! What is encapsulated in a message, and where the rest is kept.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use sha2::{Digest, Sha256};

use super::document::{Document, Target, text_of};
use super::element;
use super::json::Node;
use super::view::View;
use super::{Rejection, RejectionReason};
use crate::record::{Attachment, SourceLocation};

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::RequireCanonical),
);

/// The decoded content of a `base64Binary`, which may be broken by space and by nothing else.
pub(super) fn decode(data: &str) -> Option<Vec<u8>> {
    if data.bytes().any(|byte| byte.is_ascii_whitespace()) {
        let bytes: Vec<u8> = data.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
        return BASE64.decode(bytes).ok();
    }
    BASE64.decode(data).ok()
}

/// What an `Attachment` element describes. Its place is kept where the message carries the content:
/// `place` is which content of the resource it is, from 1, and 0 where there is but one.
pub(super) fn described(view: &View<'_, '_>, node: &Node<'_>, place: usize) -> Attachment {
    let url = node.text_of("url");
    let bytes = node.text_of("data").and_then(decode).or_else(|| binary(view.reading.document, view.number, url?));
    let sha256 = || element::extension_value(node, "urn:x-dcr:fhir:sha-256")?.text().map(ToOwned::to_owned);
    let size = bytes.as_ref().map(|bytes| bytes.len() as u64);
    let field = u16::try_from(place).ok().filter(|place| *place > 0);
    Attachment {
        content_type: node.string_of("contentType").or_else(|| own_type(node)).unwrap_or_default(),
        size: size.or_else(|| node.text_of("size")?.parse().ok()).unwrap_or_default(),
        sha256: bytes.as_ref().map(|bytes| hexadecimal(&Sha256::digest(bytes))).or_else(sha256),
        location: bytes.map(|_| SourceLocation { field, ..view.reading.document.location(view.number) }),
        url: url.map(ToOwned::to_owned),
    }
}

/// The media type that an export could only say in its title: `[type, n bytes]`.
fn own_type(node: &Node<'_>) -> Option<String> {
    let title = node.text_of("title")?.strip_prefix('[')?.strip_suffix(" bytes]")?;
    title.rsplit_once(", ").map(|(kind, _)| kind.to_owned())
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The content of a `Binary` of the same bundle.
fn binary(document: &Document<'_>, from: usize, url: &str) -> Option<Vec<u8>> {
    let (Target::Found(target) | Target::Ambiguous(&[target, ..])) = document.resolve(from, url) else { return None };
    if document.slots[target].kind != "Binary" {
        return None;
    }
    let node = document.node(target);
    decode(node.text_of("data").or_else(|| node.text_of("content"))?)
}

/// Refuses a message in which encapsulated content is not base64: a document that cannot be opened
/// must not be filed as one.
pub(super) fn check(document: &Document<'_>) -> Result<(), Rejection> {
    for (number, slot) in document.slots.iter().enumerate() {
        let names: &[&str] = match slot.kind.as_ref() {
            "DocumentReference" => &["content"],
            "DiagnosticReport" => &["presentedForm"],
            "Binary" => &["data", "content"],
            _ => continue,
        };
        let node = document.node(number);
        for name in names {
            for (place, item) in node.items(name).iter().enumerate() {
                let holder = item.get("attachment").map_or(item, Node::first);
                let (data, below) = match holder.get("data") {
                    Some(data) if item.get("attachment").is_some() => {
                        (data, format!("/{name}/{place}/attachment/data"))
                    }
                    Some(data) => (data, format!("/{name}/{place}/data")),
                    None if slot.kind == "Binary" => (item, format!("/{name}")),
                    None => continue,
                };
                if data.text().is_some_and(|data| decode(data).is_none()) {
                    return Err(document.rejection(number, &below, RejectionReason::Base64));
                }
            }
        }
    }
    Ok(())
}

/// Opens the content that a place of the message carries; `None` where there is none.
pub fn attachment(bytes: &[u8], location: &SourceLocation) -> Option<Vec<u8>> {
    let (text, in_place) = text_of(bytes).ok()?;
    let document = Document::read(&text, in_place).ok()?;
    let number = usize::try_from(location.ordinal).ok()?.checked_sub(1)?;
    if document.slots.get(number)?.kind != location.segment {
        return None;
    }
    let node = document.node(number);
    let place = usize::from(location.field.unwrap_or(1)).checked_sub(1)?;
    let holder = match location.segment.as_str() {
        "DocumentReference" => node.items("content").get(place)?.get("attachment")?.first(),
        "DiagnosticReport" => node.items("presentedForm").get(place)?,
        "Observation" => node.get("valueAttachment")?.first(),
        "Binary" => return decode(node.text_of("data").or_else(|| node.text_of("content"))?),
        _ => return None,
    };
    let data = holder.text_of("data").and_then(decode);
    data.or_else(|| binary(&document, number, holder.text_of("url")?))
}
