//! What can be told of a message that cannot be read.

use memchr::memmem::find;

use super::cda::ods_code;
use super::limits::HEADER_BYTES;
use super::statement::short;
use super::xml;
use crate::record::MessageHeader;

/// The sender and the tracking id of a message that [`interpret`](super::interpret) refuses, found
/// in its first 64 KiB by their names alone; nothing where there is no tracking id. Where the
/// message is not well-formed the tracking id is left out: what was cut off or garbled on its way
/// must not stand in the way of the whole message when it is sent again.
pub fn header(bytes: &[u8]) -> Option<MessageHeader> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEADER_BYTES)]);
    let start = find(head.as_bytes(), b"DistributionEnvelope").and_then(|at| head.get(at..))?;
    let tag = |name: &str| {
        let at = find(start.as_bytes(), name.as_bytes())?;
        start.get(at..)?.split('>').next()
    };
    let header = tag("header ").or_else(|| tag("header\n")).or_else(|| tag("header\r"))?;
    let control_id = value(header, "trackingid")?;
    let sender = tag("senderAddress").and_then(|tag| value(tag, "uri"));
    let audit = tag("auditIdentity").and_then(|_| {
        let rest = start.get(find(start.as_bytes(), b"auditIdentity")?..)?;
        let id = rest.get(find(rest.as_bytes(), b"id ")?..)?.split('>').next()?;
        value(id, "uri")
    });
    let organisation = sender.and_then(ods_code).or_else(|| audit.and_then(ods_code)).unwrap_or("unknown");
    let whole = xml::text(bytes).is_ok_and(|text| xml::open(text).is_ok());
    Some(MessageHeader {
        application: sender.or(audit).unwrap_or("itk").to_owned(),
        facility: organisation.to_owned(),
        control_id: if whole { control_id.to_owned() } else { String::new() },
        trigger: value(header, "service").map(short).unwrap_or_default().to_owned(),
        ..MessageHeader::default()
    })
}

/// The value of an attribute in the text of a tag; only a plain one.
fn value<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let rest = tag.get(find(tag.as_bytes(), name.as_bytes())? + name.len()..)?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|sign| matches!(sign, '"' | '\''))?;
    let value = rest[1..].split(quote).next()?.trim();
    let plain = |sign: char| sign.is_ascii_graphic() && !matches!(sign, '&' | '<');
    if !value.is_empty() && value.len() <= 256 && value.chars().all(plain) { Some(value) } else { None }
}
