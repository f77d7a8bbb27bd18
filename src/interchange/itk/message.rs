//! A message taken apart: its envelopes, and its payloads decoded.

use roxmltree::Document;

use super::envelope::{self, Envelope, Part};
use super::limits::DECODED_BYTES;
use super::payload::{base64, gunzip};
use super::xml::{self, Element, elements, refuse_at};
use super::{Rejection, RejectionReason};

/// A message taken apart.
pub(super) struct Opened<'a> {
    /// The root of the message.
    pub root: Element<'a>,
    /// Its envelopes.
    pub envelope: &'a Envelope<'a>,
    /// What the payloads hold, in the order of [`Envelope::parts`].
    pub contents: Vec<Content<'a>>,
}

/// What a payload holds.
#[derive(Clone, Copy)]
pub(super) enum Content<'a> {
    /// XML: its root.
    Xml(Element<'a>),
    /// Something else, decoded.
    Bytes(&'a [u8]),
}

impl<'a> Opened<'a> {
    /// The payloads with what they hold.
    pub(super) fn parts(&self) -> impl Iterator<Item = (&Part<'a>, Content<'a>)> {
        self.envelope.parts.iter().zip(self.contents.iter().copied())
    }

    /// Which payload an element stands in, from 1, where that was encoded.
    fn payload_of(&self, element: Element<'_>) -> Option<u32> {
        let root = element.document().root_element();
        let holds = |content: &Content<'_>| match content {
            Content::Xml(own) => xml::identity(*own) == xml::identity(root),
            Content::Bytes(_) => false,
        };
        let place = self.contents.iter().position(holds)?;
        self.envelope.parts.get(place).filter(|part| part.base64)?;
        u32::try_from(place + 1).ok()
    }

    /// A refusal at an element of any of its documents.
    pub(super) fn refuse(&self, element: Element<'_>, reason: RejectionReason) -> Rejection {
        Rejection { payload: self.payload_of(element), ..refuse_at(element, reason) }
    }
}

/// Takes a message apart and hands it on.
pub(super) fn open<R>(bytes: &[u8], act: impl FnOnce(&Opened<'_>) -> Result<R, Rejection>) -> Result<R, Rejection> {
    let outer = xml::open(xml::text(bytes)?)?;
    let envelope = envelope::read(outer.root_element())?;
    let decoded = decode(&envelope)?;
    let mut documents: Vec<Option<Document<'_>>> = Vec::with_capacity(decoded.len());
    for (place, (part, bytes)) in envelope.parts.iter().zip(&decoded).enumerate() {
        let document = bytes.as_deref().filter(|_| part.is_xml()).map(|bytes| xml::text(bytes).and_then(xml::open));
        let payload = u32::try_from(place + 1).ok();
        documents.push(document.transpose().map_err(|rejection| Rejection { payload, ..rejection })?);
    }
    let mut contents = Vec::with_capacity(documents.len());
    for ((part, bytes), document) in envelope.parts.iter().zip(&decoded).zip(&documents) {
        contents.push(match (document, bytes) {
            (Some(document), _) => Content::Xml(document.root_element()),
            (None, Some(bytes)) => Content::Bytes(bytes),
            (None, None) => plain(part)?,
        });
    }
    act(&Opened { root: outer.root_element(), envelope: &envelope, contents })
}

/// The content of each payload that is encoded.
fn decode(envelope: &Envelope<'_>) -> Result<Vec<Option<Vec<u8>>>, Rejection> {
    let mut left = DECODED_BYTES;
    let mut decoded = Vec::with_capacity(envelope.parts.len());
    for part in &envelope.parts {
        if !part.base64 {
            decoded.push(None);
            continue;
        }
        let content = decode_part(part, left)?;
        left = left.saturating_sub(content.len());
        decoded.push(Some(content));
    }
    Ok(decoded)
}

fn decode_part(part: &Part<'_>, limit: usize) -> Result<Vec<u8>, Rejection> {
    if elements(part.element).next().is_some() {
        return Err(refuse_at(part.element, RejectionReason::Manifest));
    }
    let text: String = part.element.children().filter_map(|node| node.text().filter(|_| node.is_text())).collect();
    let content = base64(&text).map_err(|_| {
        // The place is that in the message, whose line ends the parser has folded.
        let start = part.element.first_child().map_or(part.element.range().start, |text| text.range().start);
        let sent = part.element.document().input_text().get(start..part.element.range().end).unwrap_or_default();
        let sent = sent.split('<').next().unwrap_or_default();
        let place = part.element.document().text_pos_at(start + base64(sent).err().unwrap_or_default());
        Rejection { line: place.row, column: place.col, ..refuse_at(part.element, RejectionReason::Base64) }
    })?;
    if content.is_empty() {
        return Err(refuse_at(part.element, RejectionReason::Missing("what the payload should hold")));
    }
    if !part.compressed {
        return Ok(content);
    }
    gunzip(&content, limit).map_err(|reason| refuse_at(part.element, reason))
}

/// The content of a payload that is not encoded.
fn plain<'a>(part: &Part<'a>) -> Result<Content<'a>, Rejection> {
    if !xml::is(part.element, "payload") {
        return Ok(Content::Xml(part.element));
    }
    let mut contents = elements(part.element);
    match (contents.next(), contents.next()) {
        (Some(content), None) => Ok(Content::Xml(content)),
        (Some(_), Some(second)) => Err(refuse_at(second, RejectionReason::MoreThanOne("document in a payload"))),
        (None, _) if part.is_xml() => {
            Err(refuse_at(part.element, RejectionReason::Missing("what the payload should hold")))
        }
        (None, _) => Ok(Content::Bytes(part.element.text().unwrap_or_default().trim().as_bytes())),
    }
}
