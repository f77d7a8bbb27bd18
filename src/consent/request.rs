//! What the decision needs to know of one request.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Choices, Policy};

/// What became of asking the person for permission to view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Permission {
    /// Nobody has asked.
    #[default]
    NotAsked,
    /// The person said yes.
    Given,
    /// The person said no.
    Refused,
    /// The person could not be asked (unconscious, absent).
    Unable,
    /// It was discussed with the person, without asking for permission.
    Discussed,
}

/// A coded ground for looking without permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Emergency {
    /// A medical emergency.
    Medical,
    /// Safeguarding a child or an adult at risk.
    Safeguarding,
    /// The person refused, but lacks capacity or an overriding interest stands.
    OverridingInterest,
}

/// What is asked of the decision table.
#[derive(Debug, Clone)]
pub struct Question<'a> {
    /// What the person chose; [`Choices::stricter`] where several people turned out to be one.
    pub choices: &'a Choices,
    /// The policy in force.
    pub policy: Policy,
    /// The user who asks, by name.
    pub user: &'a str,
    /// Whether the user's role may break glass.
    pub may_break_glass: bool,
    /// Whether the user's role works in safeguarding.
    pub safeguarding_role: bool,
    /// Whether the glass was broken in this very request: a coded emergency and the user's own
    /// words were both given.
    pub glass_broken: bool,
    /// What became of asking.
    pub permission: Permission,
    /// The coded ground for looking without permission.
    pub emergency: Option<Emergency>,
    /// The time of asking.
    pub now: Timestamp,
}
