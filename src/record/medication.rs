//! Medication: what a person takes, and each time it was authorised or issued.

use serde::{Deserialize, Serialize};

use super::{CodeableConcept, PartialDateTime};

/// Where a course of medication stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MedicationStatus {
    /// Being taken.
    #[default]
    Active,
    /// Ran its course.
    Completed,
    /// Stopped early.
    Stopped,
}

/// What a person takes (UK Core `MedicationStatement`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MedicationStatement {
    /// The medicine.
    pub medication: CodeableConcept,
    /// Where it stands.
    #[serde(default)]
    pub status: MedicationStatus,
    /// Acute, repeat, repeat dispensing, or the source's own word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prescription_type: Option<String>,
    /// Dose and instructions as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dosage: Option<String>,
    /// From when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<PartialDateTime>,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<PartialDateTime>,
}

/// What a medication request is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MedicationRequestIntent {
    /// The authorisation.
    Plan,
    /// One issue under it.
    Order,
}

/// An authorisation or one issue of a medicine (UK Core `MedicationRequest`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MedicationRequest {
    /// The medicine.
    pub medication: CodeableConcept,
    /// Authorisation or issue.
    pub intent: MedicationRequestIntent,
    /// How much, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<String>,
    /// Dose and instructions as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dosage: Option<String>,
    /// When it was authorised or issued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authored: Option<PartialDateTime>,
    /// The key of the statement it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub based_on: Option<String>,
}
