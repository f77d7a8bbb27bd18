//! Procedures.

use serde::{Deserialize, Serialize};

use super::{CodeableConcept, Note, PartialDateTime};

/// Something that was done to the patient (UK Core `Procedure`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Procedure {
    /// What was done.
    pub code: CodeableConcept,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub performed: Option<PartialDateTime>,
    /// By whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub performer: Option<String>,
    /// Diagnostic, operative, or the source's own type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// What else was said of it: comments, and parts that have no field of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
}
