//! Whether two messages carry the same envelope.

use super::envelope;
use super::xml::{self, Element};

/// Whether two messages say the same: their distribution envelopes are the same text, line ends
/// apart. A sender that tries again wraps the same envelope in a new SOAP message, with a new
/// message id and time.
pub fn same_body(one: &[u8], other: &[u8]) -> bool {
    if one == other {
        return true;
    }
    match (body(one), body(other)) {
        (Some(one), Some(other)) => one.lines().eq(other.lines()),
        _ => false,
    }
}

/// The text of the distribution envelope, or of the bare document.
fn body(bytes: &[u8]) -> Option<&str> {
    let text = xml::text(bytes).ok()?;
    let document = xml::open(text).ok()?;
    let root = document.root_element();
    let is_body = |element: &Element<'_>| xml::is(*element, "DistributionEnvelope");
    let element = match envelope::read(root).ok()?.header {
        Some(header) => header.ancestors().find(is_body)?,
        None => root,
    };
    text.get(element.range())
}
