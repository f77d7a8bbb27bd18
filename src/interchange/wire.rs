//! One door for all wire formats: tells them apart, and reads, shows and opens each in the same
//! terms.
//!
//! Owns nothing of any format: what a message means is in the module of its format.

use super::hl7v2::{self, Dialect, Limits, Mask, SegmentLine};
use crate::record::{MessageHeader, SourceLocation, Statement};

/// A message that was read.
#[derive(Debug)]
pub struct Read {
    /// What it says.
    pub statement: Statement,
    /// By which dialect it was read.
    pub dialect: &'static str,
}

/// Why a message could not be read, and where. It names no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The place and the reason, in words.
    pub reason: String,
    /// The place, where it can be named.
    pub location: Option<SourceLocation>,
}

/// What can be told of a message that cannot be read further.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// Who sent it, and which.
    pub header: MessageHeader,
    /// The dialect that its sender speaks.
    pub dialect: &'static str,
}

impl From<hl7v2::Rejection> for Unread {
    fn from(rejection: hl7v2::Rejection) -> Self {
        let reason = rejection.to_string();
        let location = SourceLocation {
            segment: rejection.segment,
            ordinal: rejection.ordinal,
            set_id: None,
            field: rejection.field,
        };
        Self { reason, location: Some(location) }
    }
}

/// Reads one message, by the dialect given or by the one that it is recognised to be.
///
/// # Errors
/// Where the message cannot be read, with the place.
pub fn read(bytes: &[u8], dialect: Option<&'static Dialect>, limits: &Limits) -> Result<Read, Unread> {
    let message = hl7v2::Message::parse_within(bytes, limits)?;
    let dialect = dialect.unwrap_or_else(|| Dialect::recognise(&message));
    Ok(Read { statement: hl7v2::interpret(&message, dialect)?, dialect: &dialect.name })
}

/// Reads again what was read once by the dialect of this name.
pub fn read_again(bytes: &[u8], dialect: &str) -> Option<Statement> {
    read(bytes, Dialect::named(dialect), &Limits::default()).ok().map(|read| read.statement)
}

/// What the head of a message tells, where the rest cannot be read.
pub fn envelope(bytes: &[u8], dialect: Option<&'static Dialect>) -> Option<Envelope> {
    let end = bytes.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(bytes.len()).min(4_096);
    let message = hl7v2::Message::parse(&bytes[..end]).ok()?;
    let segment = message.header();
    let text =
        |field: usize| segment.field(field).component(1).text().map(std::borrow::Cow::into_owned).unwrap_or_default();
    let header = MessageHeader {
        application: text(3),
        facility: text(4),
        control_id: text(10),
        sent_text: text(7),
        sent: None,
        trigger: message.trigger(),
        version: text(12),
    };
    Some(Envelope { header, dialect: &dialect.unwrap_or_else(|| Dialect::recognise(&message)).name })
}

/// A raw message as lines of fields, masked; nothing where it cannot be taken apart.
pub fn masked_lines(bytes: &[u8], mask: Mask) -> Option<Vec<SegmentLine>> {
    let message = hl7v2::Message::parse(bytes).ok()?;
    Some(hl7v2::masked_lines(&message, mask))
}

/// What is encapsulated at a place of a message, decoded.
pub fn attachment(bytes: &[u8], location: &SourceLocation) -> Option<Vec<u8>> {
    hl7v2::attachment(&hl7v2::Message::parse(bytes).ok()?, location)
}

/// Where a message speaks of the encounter.
pub fn encounter_place(bytes: &[u8]) -> Option<SourceLocation> {
    let message = hl7v2::Message::parse(bytes).ok()?;
    message.segment("PV1").or_else(|| message.segment("SCH")).map(|segment| segment.location(None))
}
