//! A user of the store.

use serde::{Deserialize, Serialize};

use super::{Activity, RoleProfile};

/// Somebody who may ask: an operating-system account mapped to a person with role profiles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// The user's name in this store, such as `a.patel`.
    pub name: String,
    /// The name shown to people, as at the time of an event.
    pub full_name: String,
    /// The operating-system user id on a local store.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uid: Option<u32>,
    /// Whether the user may do nothing at present.
    #[serde(default)]
    pub suspended: bool,
    /// What the user may act as.
    pub roles: Vec<RoleProfile>,
}

impl User {
    /// Whether any of the user's roles grants an activity, included activities counted.
    pub fn may(&self, activity: Activity) -> bool {
        !self.suspended && self.roles.iter().any(|profile| profile.role.may(activity))
    }

    /// The role profile that grants an activity, the first where several do.
    pub fn profile_for(&self, activity: Activity) -> Option<&RoleProfile> {
        self.roles.iter().find(|profile| profile.role.may(activity))
    }
}
