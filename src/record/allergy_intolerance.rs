//! Allergies and intolerances.

use serde::{Deserialize, Serialize};

use super::{CodeableConcept, Note, PartialDateTime};

/// Whether an allergy stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AllergyStatus {
    /// It stands.
    #[default]
    Current,
    /// The source says that it is over.
    Ended,
}

/// An allergy or an intolerance (UK Core `AllergyIntolerance`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AllergyIntolerance {
    /// To what.
    pub code: CodeableConcept,
    /// Drug, food, environment, or the source's own type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<CodeableConcept>,
    /// Whether it stands.
    #[serde(default)]
    pub status: AllergyStatus,
    /// How bad, as the source graded it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<CodeableConcept>,
    /// What happens.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reactions: Vec<String>,
    /// When it was first seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub onset: Option<PartialDateTime>,
    /// When it ended, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<PartialDateTime>,
    /// Whether the drug could not be carried over as a code, and only its original term is known:
    /// prescribing against it cannot be checked.
    #[serde(default)]
    pub degraded: bool,
    /// When it was written down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded: Option<PartialDateTime>,
    /// Who wrote it down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asserter: Option<String>,
    /// What else was said of it: comments, and parts that have no field of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
}
