//! One way to spoil a message, and what comes of it.

use super::{Layer, charset, delimiter, frame, segment};
use crate::conformance::script::Wire;
use crate::interchange::hl7v2::Message;

/// What a receiver must do with a spoilt message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Demand {
    /// Overlook it: it is no message.
    Overlook,
    /// Answer by an error or a rejection; where it says why in ERR, by this code of table 0357.
    Reject(u16),
    /// Anything but accept it: it may be past answering.
    NotAccept,
}

/// A way to spoil a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mutation {
    /// Its name, which is stable.
    pub name: &'static str,
    /// Where it spoils.
    pub layer: Layer,
    /// What is wrong then.
    pub about: &'static str,
    /// What a receiver must do.
    pub demand: Demand,
    /// The requirement that says so.
    pub requirement: &'static str,
}

/// A spoilt message.
#[derive(Clone, PartialEq, Eq)]
pub struct Mutant {
    /// What was done to it.
    pub mutation: Mutation,
    /// The message.
    pub payload: Vec<u8>,
    /// How it is put on the wire.
    pub wire: Wire,
}

impl std::fmt::Debug for Mutant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Mutant({}, {} bytes)", self.mutation.name, self.payload.len())
    }
}

/// Every mutant of a good message at some layers; all where none is named. `None` where the message
/// itself cannot be read.
pub fn mutants(payload: &[u8], layers: &[Layer]) -> Option<Vec<Mutant>> {
    let message = Message::parse(payload).ok()?;
    let is_wanted = |mutant: &Mutant| layers.is_empty() || layers.contains(&mutant.mutation.layer);
    let all = frame::mutants(payload)
        .into_iter()
        .chain(charset::mutants(&message, payload))
        .chain(delimiter::mutants(&message, payload))
        .chain(segment::mutants(&message, payload));
    // What changes nothing tests nothing.
    Some(all.filter(is_wanted).filter(|it| it.payload != payload || it.wire != Wire::default()).collect())
}

/// A mutant whose bytes alone are spoilt.
pub(super) fn spoilt(
    layer: Layer,
    name: &'static str,
    about: &'static str,
    demand: Demand,
    requirement: &'static str,
    payload: Vec<u8>,
) -> Mutant {
    Mutant { mutation: Mutation { name, layer, about, demand, requirement }, payload, wire: Wire::default() }
}

/// The message with a field of its header replaced. `number` is that of MSH.
pub(super) fn with_header(message: &Message<'_>, payload: &[u8], number: usize, value: &[u8]) -> Vec<u8> {
    let field = message.delimiters().field;
    let end = memchr::memchr(b'\r', payload).unwrap_or(payload.len());
    let mut fields: Vec<&[u8]> = payload[..end].split(|byte| *byte == field).collect();
    while fields.len() < number {
        fields.push(b"");
    }
    fields[number - 1] = value;
    let mut changed = fields.join(&field);
    changed.extend_from_slice(&payload[end..]);
    changed
}
