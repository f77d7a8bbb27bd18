//! What waits for a person's decision.

use std::fmt;

use jiff::Timestamp;
use serde::Serialize;

pub use crate::identity::ConflictKind;
use crate::record::{MessageId, SourceLocation};
use crate::store::PatientId;

/// One conflict.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// The number of the conflict.
    pub id: i64,
    /// Why.
    pub kind: ConflictKind,
    /// The source patients concerned.
    pub patients: Vec<PatientId>,
    /// One sentence, without values that identify a person.
    pub reason: String,
    /// The message that raised it.
    pub message: Option<MessageId>,
    /// When.
    pub recorded: Timestamp,
    /// Whether somebody decided.
    pub resolved: bool,
}

/// One message that could not be read.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct DeadLetter {
    /// The message.
    pub message: MessageId,
    /// The feed, as far as it can be told.
    pub feed: String,
    /// The source's number for it, as far as it can be told.
    pub control_id: String,
    /// When it came.
    pub received: Timestamp,
    /// Why it could not be read.
    pub reason: String,
    /// Where.
    pub location: Option<SourceLocation>,
    /// The file or connection it came from.
    pub origin: String,
    /// The place in that file, in bytes.
    pub offset: u64,
    /// The size in bytes.
    pub size: u64,
}

impl fmt::Debug for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Conflict({}, {:?})", self.id, self.kind)
    }
}

impl fmt::Debug for DeadLetter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeadLetter({})", self.message)
    }
}
