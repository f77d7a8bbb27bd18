//! Warnings and alerts.

use serde::{Deserialize, Serialize};

use super::{CodeableConcept, PartialDateTime};

/// A warning or an alert about the patient (UK Core `Flag`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Flag {
    /// What to know.
    pub code: CodeableConcept,
    /// From when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<PartialDateTime>,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<PartialDateTime>,
}
