//! What is encapsulated in a message: the body of a document, an image, a form, a payload.

use super::cda::{content, media};
use super::message::open;
use super::outline::Outline;
use crate::record::SourceLocation;

/// Opens the content at a location that an [`Attachment`](crate::record::Attachment) names; `None`
/// where there is none, or it is not valid base64.
pub fn attachment(bytes: &[u8], location: &SourceLocation) -> Option<Vec<u8>> {
    open(bytes, |opened| {
        let outline = Outline::of(opened);
        Ok(outline.find(location).and_then(|line| match line.bytes {
            Some(bytes) => Some(bytes.to_vec()),
            None => media(line.element).and_then(content),
        }))
    })
    .ok()
    .flatten()
}
