//! What sources say about consent, beside what the person chose.

use jiff::Timestamp;
use serde::Serialize;

use crate::consent::{Choices, Disagreement};
use crate::record::{MessageId, PartialDateTime, SignalKind, Stance};
use crate::store::PatientId;

/// One signal of one source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignalSaid {
    /// What it is about.
    pub kind: SignalKind,
    /// Which way it points.
    pub stance: Stance,
    /// As sent: the value of the field, or the code.
    pub value: String,
    /// When the source said so, or the entry is of.
    pub stated: Option<PartialDateTime>,
    /// When the store learnt it.
    pub received: Timestamp,
    /// The source patient.
    pub patient: PatientId,
    /// The organisation that sent it.
    pub organisation: String,
    /// The feed.
    pub feed: String,
    /// The message.
    pub message: MessageId,
}

/// What sources say about one person's consent, and how that disagrees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignalConflict {
    /// The person, by the lowest of their store numbers.
    pub person: PatientId,
    /// How signals and choices disagree; empty where they do not.
    pub disagreements: Vec<Disagreement>,
    /// Of each source and kind the last signal.
    pub signals: Vec<SignalSaid>,
    /// What the person chose.
    pub choices: Choices,
}

/// A page of people whose signals disagree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignalConflicts {
    /// The people, by store number.
    pub conflicts: Vec<SignalConflict>,
    /// After whom the next page begins; none where this is the last.
    pub next_after: Option<PatientId>,
}
