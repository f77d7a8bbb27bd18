//! What a GP practice holds of a person, and what 111 and the ambulance service report.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

/// An answer of the practice when it was asked: its whole record as it stood then.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct GpAnswer {
    pub(crate) received: DateTime,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) problems: Vec<GpProblem>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) medicines: Vec<GpMedicine>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) allergies: Vec<GpAllergy>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) immunisations: Vec<GpImmunisation>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) consultations: Vec<GpConsultation>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) referrals: Vec<GpReferral>,
}

/// A problem of the problem list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct GpProblem {
    /// SNOMED CT code.
    pub(crate) code: String,
    pub(crate) text: String,
    pub(crate) since: Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) ended: Option<Date>,
    pub(crate) is_major: bool,
}

/// A medicine: a plan and its issues.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct GpMedicine {
    pub(crate) text: String,
    pub(crate) dose: String,
    /// What an issue holds, such as `28 tablet`.
    pub(crate) quantity: String,
    /// `acute` or `repeat`.
    pub(crate) kind: String,
    pub(crate) issued: Vec<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) stopped: Option<Date>,
}

/// An allergy. One that was degraded when a record was transferred has lost its code.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct GpAllergy {
    /// SNOMED CT code; empty where the allergy was degraded.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) code: String,
    pub(crate) text: String,
    pub(crate) since: Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) ended: Option<Date>,
}

/// A vaccination.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct GpImmunisation {
    pub(crate) text: String,
    pub(crate) on: Date,
}

/// A consultation about one topic.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct GpConsultation {
    pub(crate) at: DateTime,
    pub(crate) topic: String,
    pub(crate) history: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) examination: String,
    /// Systolic and diastolic pressure in mmHg.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) blood_pressure: Option<[u16; 2]>,
    pub(crate) plan: String,
}

/// A referral to a hospital.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct GpReferral {
    pub(crate) text: String,
    pub(crate) on: Date,
    pub(crate) to: String,
    pub(crate) is_urgent: bool,
}

/// A report of NHS 111 or the ambulance service.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct UrgentReport {
    /// `111` or `ambulance`.
    pub(crate) service: String,
    pub(crate) case: String,
    pub(crate) at: DateTime,
    pub(crate) complaint: String,
    pub(crate) findings: String,
    pub(crate) advice: String,
    /// What was to happen next, in words.
    pub(crate) disposition: String,
    /// When the service took it back, where it was written for somebody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) nullified: Option<DateTime>,
}
