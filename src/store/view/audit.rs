//! What a reader of the audit is shown.

use jiff::Timestamp;
use serde::Serialize;

use crate::audit::Event;
use crate::store::PatientId;

/// One event of the audit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AuditEntry {
    /// Its number.
    pub sequence: i64,
    /// When it happened.
    pub happened: Timestamp,
    /// What it says; none where it is erased.
    pub event: Option<Event>,
}

/// Some events, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct AuditPage {
    /// The events.
    pub entries: Vec<AuditEntry>,
    /// Where the next page begins; none where this is the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<AuditKey>,
}

/// A place between two events in their order: by time, then by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct AuditKey {
    /// The time of the event before, in microseconds since 1970-01-01T00:00:00Z.
    pub recorded: i64,
    /// Its number.
    pub sequence: i64,
}

impl std::fmt::Display for AuditKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.recorded, self.sequence)
    }
}

impl Serialize for AuditKey {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The text is no place in the audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a place in the audit is what the page before said: two numbers with a full stop between them")]
pub struct AuditKeyError;

impl std::str::FromStr for AuditKey {
    type Err = AuditKeyError;

    fn from_str(text: &str) -> Result<Self, AuditKeyError> {
        let (recorded, sequence) = text.split_once('.').ok_or(AuditKeyError)?;
        let number = |text: &str| text.parse().map_err(|_| AuditKeyError);
        Ok(Self { recorded: number(recorded)?, sequence: number(sequence)? })
    }
}

/// What to read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AuditQuery {
    /// Which events.
    pub filter: crate::audit::Filter,
    /// Only events about these people: source patients, none of which is as good as no event. `None`
    /// is about anybody.
    pub patients: Option<Vec<PatientId>>,
    /// The same people by NHS number, for what other systems recorded.
    pub subjects: Vec<String>,
    /// Only what comes after this place.
    pub after: Option<AuditKey>,
    /// The most events; 0 means 50.
    pub limit: usize,
}
