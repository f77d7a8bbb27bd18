//! One message while it is checked.

use super::collect::Collector;
use super::definitions::{Rules, TypeReference};
use crate::interchange::hl7v2::{Delimiters, Message};

/// What the checks of one message share.
pub(super) struct Check<'m> {
    pub(super) message: &'m Message<'m>,
    pub(super) delimiters: &'m Delimiters,
    pub(super) rules: &'m Rules,
    pub(super) found: Collector<'m>,
    /// The tables that were said to be unknown already.
    pub(super) unknown_tables: Vec<u16>,
    /// The type of OBX-5 in the segment at hand.
    pub(super) value_type: Option<TypeReference>,
    /// What is special of each byte.
    pub(super) special: [u8; 256],
}

/// A byte that separates components.
pub(super) const COMPONENT: u8 = 1;
/// A byte that separates repetitions.
pub(super) const REPETITION: u8 = 2;
/// A byte that separates subcomponents.
pub(super) const SUBCOMPONENT: u8 = 4;
/// A byte around escape sequences.
pub(super) const ESCAPE: u8 = 8;
/// A control character.
pub(super) const CONTROL: u8 = 16;
/// Anything but a separator.
pub(super) const CONTENT: u8 = 32;

impl<'m> Check<'m> {
    /// A check of a message by rules.
    pub(super) fn new(message: &'m Message<'m>, rules: &'m Rules, mut found: Collector<'m>) -> Self {
        found.of(message);
        let delimiters = message.delimiters();
        let mut special = [CONTENT; 256];
        for control in (0..0x20).chain([0x7F]) {
            special[control] = CONTROL | CONTENT;
        }
        // A line break inside a field is told of where its line begins.
        for quiet in [b'\t', b'\r', b'\n'] {
            special[usize::from(quiet)] = CONTENT;
        }
        special[usize::from(delimiters.component)] = COMPONENT;
        special[usize::from(delimiters.repetition)] = REPETITION;
        special[usize::from(delimiters.subcomponent)] = SUBCOMPONENT;
        special[usize::from(delimiters.escape)] = ESCAPE | CONTENT;
        // A delimiter that the message does without is NUL, and NUL in a field is a control character.
        special[0] = CONTROL | CONTENT;
        Self { message, delimiters, rules, found, unknown_tables: Vec::new(), value_type: None, special }
    }

    /// What stands in a text, as the sum of what is special of its bytes.
    pub(super) fn scan(&self, text: &str) -> u8 {
        text.bytes().fold(0, |sum, byte| sum | self.special[usize::from(byte)])
    }

    /// Whether a text holds anything but separators.
    pub(super) fn has_content(&self, text: &str) -> bool {
        self.scan(text) & CONTENT != 0
    }
}
