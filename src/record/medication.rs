//! Medication: what a person takes, and each time it was authorised or issued.

use serde::{Deserialize, Serialize};

use super::{CodeableConcept, Note, PartialDateTime};

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
    /// When it was last issued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_issued: Option<PartialDateTime>,
    /// What else was said of it: comments, and parts that have no field of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
}

/// What a medication request is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MedicationRequestIntent {
    /// The authorisation.
    Plan,
    /// One issue under it.
    #[default]
    Order,
}

/// An authorisation or one issue of a medicine (UK Core `MedicationRequest`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
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
    /// Where it stands, where the source says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<MedicationStatus>,
    /// Acute, repeat, repeat dispensing, or the source's own word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prescription_type: Option<String>,
    /// From when it may be dispensed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<PartialDateTime>,
    /// Until when it may be dispensed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<PartialDateTime>,
    /// How many issues are authorised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeats_allowed: Option<u32>,
    /// How many issues have been made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeats_issued: Option<u32>,
    /// When the authorisation runs out or is to be reviewed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<PartialDateTime>,
    /// Why it was stopped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop_reason: Option<String>,
    /// When it was stopped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped: Option<PartialDateTime>,
    /// What else was said of it: comments, and parts that have no field of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
}
