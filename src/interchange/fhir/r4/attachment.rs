//! Attachments: text goes along, anything else is named and stays in the raw message.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::element::Element;
use super::{extension, plain};
use crate::record::{Attachment, Note};

/// The lines of a text as one `Attachment` of plain text; null where there is no text.
pub(super) fn text(lines: &[Note]) -> Value {
    let text = lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n");
    if text.is_empty() {
        return Value::Null;
    }
    Element::new()
        .with("contentType", "text/plain; charset=utf-8")
        .with("data", STANDARD.encode(&text))
        .with("size", size(text.len() as u64))
        .build()
}

/// What an attachment is, without its content. R4's `hash` is SHA-1, so SHA-256 is an extension.
pub(super) fn described(it: &Attachment) -> Value {
    let hash = it.sha256.as_deref();
    Element::new()
        .extension(hash.map(|hash| extension::own(extension::SHA_256, "valueString", hash)))
        .extension(it.location.as_ref().map(plain::location))
        .with("contentType", media_type(&it.content_type))
        .text("url", it.url.as_deref())
        .with("size", size(it.size))
        .text("title", Some(&it.label()))
        .build()
}

/// FHIR's `unsignedInt` ends at 31 bits; the title says a greater size.
fn size(bytes: u64) -> Value {
    if i32::try_from(bytes).is_ok() { bytes.into() } else { Value::Null }
}

/// The media type, where it has the form of one (RFC 6838 section 4.2); the title says it as sent.
fn media_type(text: &str) -> Option<&str> {
    let token = |part: &str| {
        let printable = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte);
        !part.is_empty() && part.bytes().all(printable)
    };
    text.split_once('/').is_some_and(|(kind, rest)| token(kind) && token(rest)).then_some(text)
}
