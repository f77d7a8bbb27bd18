//! One change of who may do what, and why it may not be made.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Duty, RoleProfile};

/// One change of a user.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "change")]
pub enum UserChange {
    /// A new user, without roles: who has none may do nothing.
    Register {
        /// The name in the store.
        name: String,
        /// The name that people read.
        full_name: String,
        /// The operating-system account.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        uid: Option<u32>,
    },
    /// A role at an organisation.
    Grant {
        /// Who is to have it.
        name: String,
        /// What is granted.
        #[serde(flatten)]
        profile: RoleProfile,
    },
    /// A role taken away.
    Revoke {
        /// Who had it.
        name: String,
        /// What is taken away.
        #[serde(flatten)]
        profile: RoleProfile,
    },
    /// A suspension, as of leavers.
    Suspend {
        /// Who is suspended.
        name: String,
        /// The first day, in Europe/London, on which the user may do nothing.
        from: Date,
    },
    /// The end of a suspension.
    Lift {
        /// Whose.
        name: String,
    },
}

impl UserChange {
    /// The name of the user who is changed.
    pub fn name(&self) -> &str {
        match self {
            Self::Register { name, .. }
            | Self::Grant { name, .. }
            | Self::Revoke { name, .. }
            | Self::Suspend { name, .. }
            | Self::Lift { name } => name,
        }
    }

    /// The change in words, for the audit and for the user who approves it.
    pub fn describe(&self) -> String {
        let at = |profile: &RoleProfile| format!("{} at {}", profile.role.0, profile.organisation);
        match self {
            Self::Register { name, full_name, uid: Some(uid) } => {
                format!("register {name} ({full_name}), operating-system user {uid}")
            }
            Self::Register { name, full_name, uid: None } => format!("register {name} ({full_name})"),
            Self::Grant { name, profile } => format!("grant {} to {name}", at(profile)),
            Self::Revoke { name, profile } => format!("take {} from {name}", at(profile)),
            Self::Suspend { name, from } => format!("suspend {name} from {from} on"),
            Self::Lift { name } => format!("end the suspension of {name}"),
        }
    }
}

/// Why a change of a user may not be made, or not be approved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChangeRefusal {
    /// Only an administrator changes users.
    #[error("no role of yours allows to change users")]
    NotAdministrator,
    /// Only those who administer or watch approve.
    #[error("no role of yours allows to approve grants")]
    MayNotApprove,
    /// Nobody of that name.
    #[error("there is no user {0}")]
    NoSuchUser(String),
    /// A name that is not one.
    #[error("a user's name is up to 64 lower-case letters, digits, dots, hyphens and underscores, a letter first")]
    BadName,
    /// A full name that is not one.
    #[error("a full name has 1 to 200 characters and no control characters")]
    BadFullName,
    /// Somebody has the name.
    #[error("there is already a user {0}")]
    NameTaken(String),
    /// Nobody could act as this user.
    #[error("a user of a local store is known by an operating-system account")]
    NoAccount,
    /// Somebody has the account.
    #[error("operating-system user {uid} is already {name}")]
    AccountTaken {
        /// The account.
        uid: u32,
        /// Who has it.
        name: String,
    },
    /// What is to be taken away is not there.
    #[error("{name} does not have {role} at that organisation")]
    NotHeld {
        /// The user.
        name: String,
        /// The role.
        role: String,
    },
    /// Nobody gives themselves more, as the one who asks or as the one who approves.
    #[error("nobody grants or approves a role of their own")]
    OwnGrant,
    /// Somebody must stay who administers.
    #[error("the last administrator cannot be suspended or lose the role")]
    LastAdministrator,
    /// The role does not go with another that the user has.
    #[error("{role} is for {duty}, and {name} has {held}, which is for {other}: one user does not do both")]
    Duties {
        /// The role that is to be granted.
        role: String,
        /// Its duty.
        duty: Duty,
        /// The user.
        name: String,
        /// The role the user has.
        held: String,
        /// Its duty.
        other: Duty,
    },
}
