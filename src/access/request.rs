//! What a user says when asking for a view.

use serde::{Deserialize, Serialize};

use super::{AnsweredBy, Claim, Purpose};
use crate::consent::{Emergency, Permission, Unsealing};

/// Why, and on what ground, a user asks to see a record. All of it is written to the audit.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Reason {
    /// The purpose.
    pub purpose: Purpose,
    /// The user's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The incident that a support view serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<String>,
    /// What became of asking the person.
    pub permission: Permission,
    /// Who answered.
    #[serde(default, skip_serializing_if = "AnsweredBy::is_person")]
    pub answered_by: AnsweredBy,
    /// The reference of the evidence that the answer counts: of a child's competence, of parental
    /// responsibility, of a power of attorney.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// The coded ground for looking without permission. Together with the words in `text` it breaks
    /// the glass.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub emergency: Option<Emergency>,
    /// The ground on which sealed entries are to be opened; it needs the words in `text` too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unseal: Option<Unsealing>,
    /// The coded reason for which a relationship is claimed where none is on record. It counts only
    /// where the decision asks for it, and a privacy officer is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<Claim>,
    /// Whether only what the user's own organisation holds is asked for.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub own_items: bool,
}
