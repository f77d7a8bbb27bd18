//! What policy says of what is withheld from a record that may be seen.

use serde::{Deserialize, Serialize};

/// What becomes of an entry whose codes no list can classify: local codes, words without a code,
/// codes of a release that is not loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unclassifiable {
    /// It is shown: most of a hospital's results have local codes, and a record without them misleads.
    #[default]
    Show,
    /// It is withheld until it is unsealed.
    Withhold,
}

/// What a view says of what it withholds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TellWithheld {
    /// How many entries, not which nor why.
    #[default]
    Count,
    /// Nothing.
    Nothing,
}

/// The settings of what is disclosed, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct DisclosurePolicy {
    /// Entries that no list can classify.
    pub unclassifiable: Unclassifiable,
    /// What is said of what is withheld.
    pub withheld: TellWithheld,
}

/// The ground on which sealed entries are opened: one of the three that the sealed envelope knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unsealing {
    /// The person said that these may be seen.
    ExpressConsent,
    /// The law requires it.
    LegalRequirement,
    /// A public interest overrides.
    OverridingPublicInterest,
}

impl Unsealing {
    /// Its name on the command line, in JSON and in the audit.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::ExpressConsent => "express-consent",
            Self::LegalRequirement => "legal-requirement",
            Self::OverridingPublicInterest => "overriding-public-interest",
        }
    }
}
