//! Hides whereabouts or clinical content in a raw message, keeping its structure.

use super::attachment::is_encapsulated;
use super::mask_table::{CLINICAL, Fields, KNOWN, WHEREABOUTS};
use super::{Message, Segment};

/// What stands where something is hidden.
pub const HIDDEN: &str = "‹hidden›";

/// What to hide in a raw message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mask {
    /// Addresses, telephone numbers, electronic mail, next of kin, the GP practice and the GP.
    pub whereabouts: bool,
    /// What is said of the person's health.
    pub clinical: bool,
}

/// A message with parts hidden, as UTF-8, its segments ended by CR. A segment whose fields are not
/// known is hidden as a whole: nobody can say what it carries.
pub fn mask(message: &Message<'_>, mask: Mask) -> Vec<u8> {
    let mut masked = Vec::with_capacity(message.text().len());
    for segment in message.segments() {
        let mut at = segment.start as usize;
        for number in 1..=segment.field_count() {
            let Some(range) = segment.field_range(number) else { break };
            if segment.field(number).is_valued() && is_hidden(&segment, number, mask) {
                masked.extend_from_slice(&message.text().as_bytes()[at..range.start]);
                masked.extend_from_slice(HIDDEN.as_bytes());
                at = range.end;
            }
        }
        masked.extend_from_slice(&message.text().as_bytes()[at..segment.end as usize]);
        masked.push(b'\r');
    }
    masked
}

/// Whether a mask hides a field.
pub(super) fn is_hidden(segment: &Segment<'_>, number: usize, mask: Mask) -> bool {
    let name = segment.name();
    if !(mask.whereabouts || mask.clinical) {
        return false;
    }
    if !KNOWN.contains(&name) {
        return number > 1;
    }
    // A letter that nobody can read here may say where the person lives.
    if mask.whereabouts && name == "OBX" && number == 5 && is_encapsulated(segment.field(5)) {
        return true;
    }
    (mask.whereabouts && listed(WHEREABOUTS, name, number)) || (mask.clinical && listed(CLINICAL, name, number))
}

fn listed(table: &[(&str, Fields)], name: &str, number: usize) -> bool {
    table.iter().filter(|(segment, _)| *segment == name).any(|(_, fields)| match fields {
        Fields::Some(numbers) => numbers.contains(&number),
        Fields::From(first) => number >= *first,
    })
}
