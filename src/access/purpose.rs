//! Why somebody looks.

use serde::{Deserialize, Serialize};

/// The purpose of a view. Anything else is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// Care of this person.
    #[default]
    DirectCare,
    /// Keeping the record right: an incident reference is needed, clinical text is masked until a
    /// need is stated.
    RecordOperations,
    /// The person's own report.
    SubjectAccess,
    /// An investigation by a governance role.
    PrivacyInvestigation,
}

impl Purpose {
    /// The name on the command line and in JSON.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::DirectCare => "direct-care",
            Self::RecordOperations => "record-operations",
            Self::SubjectAccess => "subject-access",
            Self::PrivacyInvestigation => "privacy-investigation",
        }
    }
}
