//! Why identities are one.

use jiff::Timestamp;
use serde::Serialize;

use super::person::SourcePatient;
use super::work_list::Conflict;
use crate::store::PatientId;

/// One link between two source patients.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LinkView {
    /// One side.
    pub left: PatientId,
    /// The other.
    pub right: PatientId,
    /// `verified-nhs-number`, `local-number`, `merge` or `do-not-link`.
    pub kind: String,
    /// What the link stands on, in a sentence.
    pub evidence: String,
    /// When the store made it.
    pub recorded: Timestamp,
    /// When it was undone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undone: Option<Timestamp>,
}

/// The identities of one person, the links between them, and what stands in doubt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IdentityExplanation {
    /// The version of this form.
    pub format_version: &'static str,
    /// The identities.
    pub patients: Vec<SourcePatient>,
    /// The links, those undone included.
    pub links: Vec<LinkView>,
    /// Conflicts that touch one of the identities.
    pub conflicts: Vec<Conflict>,
}
