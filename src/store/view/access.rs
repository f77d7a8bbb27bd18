//! Who may see a record, and why.

use jiff::Timestamp;
use serde::Serialize;

use crate::consent::{Choices, Closeness, Explanation, Outcome, Permission, Policy};

/// Why one user may or may not see one person's record, and on what that stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AccessExplanation {
    /// The version of this document.
    pub format_version: &'static str,
    /// The user's name in the store.
    pub user: String,
    /// The name shown to people; none where the store knows nobody of that name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full_name: Option<String>,
    /// The time of the decision.
    pub at: Timestamp,
    /// Whether what was known then was taken, not what is known now.
    pub replayed: bool,
    /// For what purpose.
    pub purpose: &'static str,
    /// What became of asking, as it was stated for this explanation.
    pub permission: Permission,
    /// What the person answered this user before, in the same encounter.
    pub answered: Permission,
    /// The policy in force; none where it cannot be read.
    pub policy: Option<Policy>,
    /// What the person had chosen.
    pub choices: Choices,
    /// Why the user is in the person's care, in one line; not told where the existence of the record
    /// is hidden.
    pub relationship: Option<String>,
    /// What the user is to the person outside of care.
    pub closeness: Closeness,
    /// Whether a choice that nobody may look stands, so that the caller may know of nothing else.
    pub opted_out: bool,
    /// The decision and the rows that led to it.
    #[serde(flatten)]
    pub explanation: Explanation,
}

/// What one user would be answered who asks for a record for care, without more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Onlooker {
    /// The user's name in the store.
    pub user: String,
    /// The name shown to people.
    pub full_name: String,
    /// The job role acted in, or the first the user has.
    pub role: Option<String>,
    /// The role's title.
    pub role_title: Option<&'static str>,
    /// The organisation acted for.
    pub organisation: Option<String>,
    /// The organisation's name.
    pub organisation_name: Option<String>,
    /// What follows.
    pub outcome: Outcome,
    /// The row that decides.
    pub row: &'static str,
    /// One sentence for a person.
    pub reason: &'static str,
    /// Why the user is in the person's care, in one line; not told where the record is hidden.
    pub relationship: Option<String>,
}

/// What every user would be answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Onlookers {
    /// The version of this document.
    pub format_version: &'static str,
    /// The time of the decisions.
    pub at: Timestamp,
    /// Whether what was known then was taken.
    pub replayed: bool,
    /// Whether a choice that nobody may look stands.
    pub opted_out: bool,
    /// The users, by organisation, role and name.
    pub users: Vec<Onlooker>,
}
