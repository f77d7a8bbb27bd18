//! Immunisations.

use serde::{Deserialize, Serialize};

use super::{CodeableConcept, Note, PartialDateTime};

/// An immunisation, given or refused (UK Core `Immunization`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Immunization {
    /// The vaccine or the procedure.
    pub vaccine: CodeableConcept,
    /// Whether it was not given.
    #[serde(default)]
    pub not_given: bool,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurrence: Option<PartialDateTime>,
    /// Which of a course.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dose_number: Option<String>,
    /// The batch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot_number: Option<String>,
    /// By whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub performer: Option<String>,
    /// What else was said of it: comments, and parts that have no field of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
}
