//! One audit event (after FHIR R4 `AuditEvent` and the GP Connect audit minimum).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Action, EventOutcome};

/// Who did it, named as at the time.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Agent {
    /// The user's name in the store.
    pub user: String,
    /// The name shown to people.
    pub full_name: String,
    /// The job role acted in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// The organisation acted for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
}

/// Where an event came from that another system recorded.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ForeignSource {
    /// The system, by the name under which its log was taken in.
    pub system: String,
    /// The event's own name there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// SHA-256 of the file, in hexadecimal digits.
    pub file: String,
    /// Which entry of the file, from 1.
    pub entry: u64,
    /// When it happened, by the clock of that system.
    pub happened: Timestamp,
    /// Whom it concerns, by NHS number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<String>,
}

/// One audit event. The store adds the sequence number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// When (UTC).
    pub recorded: Timestamp,
    /// What.
    pub action: Action,
    /// How it ended.
    pub outcome: EventOutcome,
    /// Who.
    pub agent: Agent,
    /// On whose behalf, where that is somebody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<String>,
    /// The source patients concerned, by their numbers in the store.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub patients: Vec<i64>,
    /// For what purpose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// Why, in the user's words, with incident or emergency where given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The row of the decision table that decided, and its sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// What the person had chosen, on which the decision stood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<String>,
    /// The permission that was stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permission: Option<String>,
    /// The raw message concerned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<i64>,
    /// The request, so that all events of one call can be found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
    /// The releases of terminologies whose terms were shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub terminology: Vec<String>,
    /// SHA-256 of what was written elsewhere in the store with this event, in hexadecimal digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wrote: Option<String>,
    /// Where it came from, where another system recorded it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<ForeignSource>,
    /// Anything else, without clinical content.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

impl Event {
    /// An event with nothing but what every event has.
    pub const fn new(recorded: Timestamp, action: Action, outcome: EventOutcome, agent: Agent) -> Self {
        Self {
            recorded,
            action,
            outcome,
            agent,
            on_behalf_of: None,
            patients: Vec::new(),
            purpose: None,
            reason: None,
            decision: None,
            consent: None,
            permission: None,
            message: None,
            request: None,
            terminology: Vec::new(),
            wrote: None,
            source: None,
            detail: None,
        }
    }

    /// When it happened: by the clock of the system that saw it.
    pub fn happened(&self) -> Timestamp {
        self.source.as_ref().map_or(self.recorded, |source| source.happened)
    }
}
