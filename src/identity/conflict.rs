//! What the patient index leaves to a person.

use serde::{Deserialize, Serialize};

/// Why something was not decided by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConflictKind {
    /// The same NHS number, and nothing or too little else agrees.
    NumberAlone,
    /// NHS number, date of birth and name agree, but the number is not verified on both sides.
    NumberNotVerified,
    /// Twins, or others born together.
    MultipleBirth,
    /// A newborn.
    Newborn,
    /// The source does not know who it is (PID-31).
    IdentityUnknown,
    /// The same local number of the same authority, and date of birth and name both contradict.
    LocalNumberReused,
    /// A merge across two verified NHS numbers.
    MergeAcrossNumbers,
    /// A merge whose survivor or loser is not known, that would form a circle, or that a
    /// do-not-link forbids.
    MergeUnclear,
    /// Two verified NHS numbers where one person can have only one.
    TwoNumbers,
    /// The same message number with another body.
    MessageNumber,
}
