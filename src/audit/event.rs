//! One audit event (after FHIR R4 `AuditEvent` and the GP Connect audit minimum).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// People were searched for.
    Search,
    /// A record was asked for and, where permitted, opened.
    View,
    /// A view under broken glass (DCM 110127).
    EmergencyView,
    /// One masked item was unmasked for a stated need.
    Unmask,
    /// A record left as a file.
    Export,
    /// A work list (conflicts, dead letters) was opened.
    WorkList,
    /// A wire message was taken in.
    Ingest,
    /// Two source records were linked, or a link was undone.
    Link,
    /// A person's choice was recorded.
    Consent,
    /// An administrative act: a store made, backed up, restored; a user registered.
    Administration,
}

/// How it ended (FHIR R4 `AuditEventOutcome`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EventOutcome {
    /// 0: done, or permitted.
    Success,
    /// 4: could not be done.
    MinorFailure,
    /// 8: refused.
    SeriousFailure,
}

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
    /// The permission that was stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permission: Option<String>,
    /// The raw message concerned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<i64>,
    /// The request, so that all events of one call can be found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
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
            patients: Vec::new(),
            purpose: None,
            reason: None,
            decision: None,
            permission: None,
            message: None,
            request: None,
            detail: None,
        }
    }
}
