//! The name of a purpose, as the command line and a settings file write it.

use std::fmt;
use std::str::FromStr;

use clap::ValueEnum;
use dcr::access::Purpose;

/// A purpose for which a record is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PurposeName {
    /// Care of this person
    DirectCare,
    /// Keeping the record right; needs --incident, clinical text is masked
    RecordOperations,
    /// The person's own report
    SubjectAccess,
    /// An investigation by a governance role
    PrivacyInvestigation,
}

/// The text names no purpose.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("a purpose is `direct-care`, `record-operations`, `subject-access` or `privacy-investigation`")]
pub(crate) struct UnknownPurpose;

impl From<PurposeName> for Purpose {
    fn from(name: PurposeName) -> Self {
        match name {
            PurposeName::DirectCare => Self::DirectCare,
            PurposeName::RecordOperations => Self::RecordOperations,
            PurposeName::SubjectAccess => Self::SubjectAccess,
            PurposeName::PrivacyInvestigation => Self::PrivacyInvestigation,
        }
    }
}

impl fmt::Display for PurposeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Purpose::from(*self).slug())
    }
}

impl FromStr for PurposeName {
    type Err = UnknownPurpose;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::value_variants().iter().copied().find(|name| name.to_string() == text).ok_or(UnknownPurpose)
    }
}
