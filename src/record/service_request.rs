//! Orders and referrals.

use serde::{Deserialize, Serialize};

use super::{CodeableConcept, Note, PartialDateTime};

/// Where a request stands (FHIR R4 `RequestStatus`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ServiceRequestStatus {
    /// Asked for.
    #[default]
    Active,
    /// Taken back.
    Revoked,
    /// Answered.
    Completed,
    /// Held.
    OnHold,
}

/// An order or a referral (UK Core `ServiceRequest`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ServiceRequest {
    /// What is asked for.
    pub code: CodeableConcept,
    /// Where it stands.
    #[serde(default)]
    pub status: ServiceRequestStatus,
    /// Routine, urgent, or the source's own word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<String>,
    /// When it was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authored: Option<PartialDateTime>,
    /// Who asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requester: Option<String>,
    /// Who is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub performer: Option<String>,
    /// The order number of whoever asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placer_order_number: Option<String>,
    /// The order number of whoever answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filler_order_number: Option<String>,
    /// What was said with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// When it is due, where it is a thing planned such as a recall.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurrence: Option<PartialDateTime>,
}
