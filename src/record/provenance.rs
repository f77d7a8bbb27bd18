//! Where a fact came from.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::PartialDateTime;

/// The number of a raw message in its store, from 1, in order of arrival.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MessageId(
    /// The number.
    pub i64,
);

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// A place in a message, by which a reader finds the very field again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct SourceLocation {
    /// The segment's name, such as `OBX`.
    pub segment: String,
    /// Which segment of the whole message it is, from 1 (MSH).
    pub ordinal: u32,
    /// The set id that the segment carries in its first field, where it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set_id: Option<String>,
    /// The field, from 1, where one is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<u16>,
}

impl fmt::Display for SourceLocation {
    /// Writes `OBX[3]-5 (segment 9)`, as far as known.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.segment)?;
        if let Some(set_id) = &self.set_id {
            write!(f, "[{set_id}]")?;
        }
        if let Some(field) = self.field {
            write!(f, "-{field}")?;
        }
        write!(f, " (segment {})", self.ordinal)
    }
}

/// Which message, feed, organisation and time a fact came from (FHIR R4 `Provenance`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// The raw message.
    pub message: MessageId,
    /// The feed it came by.
    pub feed: String,
    /// The organisation that sent it: an ODS code where it is one.
    pub organisation: String,
    /// The sending system.
    pub system: String,
    /// The source's own number for the message (MSH-10).
    pub control_id: String,
    /// What happened, such as `ADT^A01`.
    pub trigger: String,
    /// When the source says that it wrote this down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated: Option<PartialDateTime>,
    /// When this store knew it.
    pub recorded: Timestamp,
    /// Where in the message it stands.
    pub location: SourceLocation,
}
