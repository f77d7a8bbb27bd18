//! NHS job roles and the activities they include.

use serde::{Deserialize, Serialize};

use super::Activity;
use super::baseline::{BASELINE, Baseline};

/// A national job role code.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct JobRole(
    /// The code, such as `R8000`.
    pub String,
);

impl JobRole {
    /// Every role that grants anything, in the order of the baseline.
    pub fn all() -> impl Iterator<Item = Self> {
        BASELINE.iter().map(|line| Self(line.code.to_owned()))
    }

    /// What the role is called; `None` for a role that this tool does not know.
    pub fn title(&self) -> Option<&'static str> {
        self.baseline().map(|line| line.title)
    }

    /// Whether the role grants an activity, included ones counted. A role that this tool does not
    /// know grants nothing.
    pub fn may(&self, activity: Activity) -> bool {
        self.baseline().is_some_and(|line| line.grants.iter().any(|granted| granted.includes(activity)))
    }

    fn baseline(&self) -> Option<&'static Baseline> {
        BASELINE.iter().find(|line| line.code == self.0)
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
