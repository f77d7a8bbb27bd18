//! What a link stands on.

use serde::{Deserialize, Serialize};

use super::NameFit;

/// What a link between two source patients stands on, without the values that agreed: a reader who
/// may see them finds them in the patients.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Evidence {
    /// The same NHS number, verified on both sides, the same date of birth, and a name that fits.
    VerifiedNhsNumber {
        /// How the names fit.
        name: NameFit,
    },
    /// The same number from the same authority.
    LocalNumber {
        /// Who gave the number: an ODS code or the source's own name.
        authority: String,
    },
    /// A source merged its two numbers (A40, A34): it says that they were always one person.
    Merge,
    /// Somebody decided that these are two people. It holds apart instead of joining.
    DoNotLink,
}

impl Evidence {
    /// The kind by its stable name: `verified-nhs-number`, `local-number`, `merge` or `do-not-link`.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::VerifiedNhsNumber { .. } => "verified-nhs-number",
            Self::LocalNumber { .. } => "local-number",
            Self::Merge => "merge",
            Self::DoNotLink => "do-not-link",
        }
    }

    /// One sentence for a reader, without a value that identifies a person.
    pub fn sentence(&self) -> String {
        match self {
            Self::VerifiedNhsNumber { name } => {
                let name = name.phrase();
                format!("The same NHS number, verified on both sides, the same date of birth, and {name}.")
            }
            Self::LocalNumber { authority } => format!("The same local number, given by {authority}."),
            Self::Merge => "The source merged its two numbers for this person.".to_owned(),
            Self::DoNotLink => "Somebody decided that these are two people.".to_owned(),
        }
    }

    /// Whether it joins; a do-not-link holds apart.
    pub const fn joins(&self) -> bool {
        !matches!(self, Self::DoNotLink)
    }
}

/// An edge between two source patients, named by whatever key the store has for them. Taking the
/// edge away undoes it and leaves nothing behind.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Edge<K> {
    /// One side; of a merge, the survivor.
    pub left: K,
    /// The other; of a merge, the number that was retired.
    pub right: K,
    /// What it stands on.
    pub evidence: Evidence,
}
