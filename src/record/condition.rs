//! Problems and diagnoses.

use serde::{Deserialize, Serialize};

use super::{CodeableConcept, EntryLink, Note, PartialDateTime};

/// Whether a condition stands (FHIR R4 `clinicalStatus`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConditionStatus {
    /// Present.
    #[default]
    Active,
    /// Over, or not a problem any more.
    Inactive,
}

/// A problem or a diagnosis (UK Core `Condition`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Condition {
    /// What it is.
    pub code: CodeableConcept,
    /// Whether it stands.
    #[serde(default)]
    pub clinical_status: ConditionStatus,
    /// `problem-list-item` or `encounter-diagnosis`.
    pub category: String,
    /// Admitting, working or final, or the source's own type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Major or minor, where a GP system says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub significance: Option<String>,
    /// When it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub onset: Option<PartialDateTime>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abatement: Option<PartialDateTime>,
    /// When it was written down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded: Option<PartialDateTime>,
    /// Who said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asserter: Option<String>,
    /// Entries that the source ties to it: what it is about, what was done for it, problems above
    /// and below it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<EntryLink>,
    /// What else was said of it: comments, and parts that have no field of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
}
