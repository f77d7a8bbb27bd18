//! NHS job roles and the activities they include.

use serde::{Deserialize, Serialize};

/// Something a role may do (NHS national RBAC activity codes).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Activity {
    /// B0264: find a person.
    #[serde(rename = "B0264")]
    PatientTrace,
}

/// A national job role code.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct JobRole(
    /// The code, such as `R8000`.
    pub String,
);

impl JobRole {
    /// Whether the role grants an activity.
    pub fn may(&self, _activity: Activity) -> bool {
        true
    }
}

/// A role at an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RoleProfile {
    /// The job role.
    pub role: JobRole,
    /// The organisation's ODS code.
    pub organisation: String,
}
