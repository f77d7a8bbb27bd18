//! What the decision needs to know of one request.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Choices, PolicyInForce};

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

impl Permission {
    /// The name on the command line, in JSON and in the store.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::NotAsked => "not-asked",
            Self::Given => "given",
            Self::Refused => "refused",
            Self::Unable => "unable",
            Self::Discussed => "discussed",
        }
    }
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

impl Emergency {
    /// The name on the command line, in JSON and in the store.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Medical => "medical",
            Self::Safeguarding => "safeguarding",
            Self::OverridingInterest => "overriding-interest",
        }
    }
}

/// Whether the store can be trusted to decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StoreState {
    /// It can.
    #[default]
    Sound,
    /// Its audit cannot be written.
    AuditNotWritable,
    /// A check found it changed from outside.
    IntegrityBroken,
    /// What is needed to decide could not be read.
    Failed,
}

/// Whether a user may ask at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Requester {
    /// The user's role and organisation allow it.
    #[default]
    Allowed,
    /// Nobody of that name.
    Unknown,
    /// Suspended.
    Suspended,
    /// No role of the user grants the activity, included activities counted.
    WithoutActivity,
    /// The organisation of the role has not signed the charter, or does not view on this day.
    NotViewing,
}

/// For what the record is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aim {
    /// Care of this person.
    #[default]
    DirectCare,
    /// Keeping the record right, for an incident that is named.
    RecordOperations,
    /// Keeping the record right, without an incident.
    WithoutIncident,
    /// The person's own report.
    SubjectAccess,
    /// An investigation of who looked.
    PrivacyInvestigation,
    /// Anything else.
    Other,
}

/// Whether the user is somebody to the person outside of care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Closeness {
    /// Nobody.
    #[default]
    Stranger,
    /// The person themselves.
    Oneself,
    /// Somebody who lives at the same address.
    Household,
    /// Somebody who works at the same organisation.
    Colleague,
}

/// Whether the user is in the person's care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bond {
    /// Nothing says so.
    #[default]
    None,
    /// The user claimed it, and the time of the claim runs.
    Claimed,
    /// The record says so.
    Derived,
}

impl Bond {
    /// Whether it is a legitimate relationship.
    pub const fn stands(self) -> bool {
        matches!(self, Self::Claimed | Self::Derived)
    }
}

/// Everything about a request that does not depend on what the person chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is one input of the table, in any combination")]
pub struct Circumstances {
    /// Whether the store can be trusted.
    pub store: StoreState,
    /// Whether the user may ask at all.
    pub requester: Requester,
    /// For what the record is asked.
    pub aim: Aim,
    /// Whether the user is somebody to the person outside of care.
    pub closeness: Closeness,
    /// Whether the user is in the person's care.
    pub bond: Bond,
    /// Whether the user's role may claim a relationship, and the policy lets anybody claim one.
    pub may_claim: bool,
    /// Whether this request claims one, with a coded reason.
    pub claims: bool,
    /// Whether only what the user's own organisation holds is asked for.
    pub own_items: bool,
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
}

/// What is asked of the decision table.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// What the person chose; [`Choices::stricter`] where several people turned out to be one.
    pub choices: &'a Choices,
    /// The policy in force; `None` where it cannot be read.
    pub policy: Option<&'a PolicyInForce>,
    /// The user who asks, by name.
    pub user: &'a str,
    /// The request.
    pub circumstances: Circumstances,
    /// The time of asking.
    pub now: Timestamp,
}
