//! What a user says when asking for a view.

use serde::{Deserialize, Serialize};

use super::Purpose;
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
    /// The coded ground for looking without permission. Together with the words in `text` it breaks
    /// the glass.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub emergency: Option<Emergency>,
    /// The ground on which sealed entries are to be opened; it needs the words in `text` too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unseal: Option<Unsealing>,
}
