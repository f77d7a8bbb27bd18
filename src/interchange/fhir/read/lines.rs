//! A raw message as lines, one a resource, to be shown with one of them highlighted.

use super::document::{Document, Place, text_of};
use super::json::write_text;
use super::mask::is_hidden;
use crate::interchange::hl7v2::{FieldText, HIDDEN, Mask, SegmentLine};

/// Every resource of a message, the bundle first, its elements as fields; some of them hidden. A
/// message that cannot be read has no lines: what is in it cannot be told, so that nothing of it could
/// be hidden.
pub fn masked_lines(bytes: &[u8], mask: Mask) -> Vec<SegmentLine> {
    let Ok((text, in_place)) = text_of(bytes) else { return Vec::new() };
    let Ok(document) = Document::read(&text, in_place) else { return Vec::new() };
    (0..document.slots.len()).map(|number| line(&document, number, mask)).collect()
}

fn line(document: &Document<'_>, number: usize, mask: Mask) -> SegmentLine {
    let slot = &document.slots[number];
    let own;
    let node = match &document.bundle {
        Some(bundle) if slot.kind == "Bundle" && slot.place == Place::Top => bundle,
        _ => {
            own = document.node(number);
            &own
        }
    };
    let mut line = SegmentLine {
        name: slot.kind.clone().into_owned(),
        ordinal: u32::try_from(number + 1).unwrap_or(u32::MAX),
        fields: Vec::new(),
        text: slot.kind.clone().into_owned(),
    };
    let members = node.members().iter().filter(|(name, _)| name != "resourceType");
    for (place, (name, value)) in members.enumerate() {
        let Ok(field) = u16::try_from(place + 1) else { break };
        let hidden = is_hidden(&slot.kind, name, mask);
        let mut words = String::new();
        write_text(name, &mut words);
        words.push_str(": ");
        match name.as_ref() {
            _ if hidden => words.push_str(HIDDEN),
            // What is contained has lines of its own.
            "contained" => words.extend(["(", &value.as_items().len().to_string(), " below)"]),
            _ => value.write(&mut words),
        }
        line.text.push_str("\n  ");
        let start = line.text.len();
        line.text.push_str(&words);
        line.fields.push(FieldText { number: field, text: words, range: start..line.text.len(), hidden });
    }
    line
}
