//! A user of the store.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Activity, RoleProfile};
use crate::record::{NhsNumber, Site};

/// Somebody who may ask: an operating-system account mapped to a person with role profiles.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
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
    /// The user's own NHS number, so that a look at themselves, their household or a colleague is
    /// seen. Its `Debug` is masked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nhs_number: Option<NhsNumber>,
    /// The teams, wards and clinics in which the user works, as records name them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub teams: Vec<String>,
}

impl User {
    /// Whether any of the user's roles grants an activity, included activities counted. Whether its
    /// organisation views is not asked here, but in [`User::acting_profiles`].
    pub fn may(&self, activity: Activity) -> bool {
        self.profile_for(activity).is_some()
    }

    /// The role profile that grants an activity, the first where several do; none of a user who is
    /// suspended.
    pub fn profile_for(&self, activity: Activity) -> Option<&RoleProfile> {
        self.roles.iter().find(|profile| !self.suspended && profile.role.may(activity))
    }

    /// The role profiles in which the user may do something with the shared record on a day: the
    /// role grants it, and the organisation of that same profile views the record then. None of a
    /// user who is suspended.
    pub fn acting_profiles(&self, activity: Activity, site: &Site, day: Date) -> impl Iterator<Item = &RoleProfile> {
        let views = move |profile: &&RoleProfile| site.may_view(&profile.organisation, day);
        let active = self.roles.iter().filter(|_| !self.suspended);
        active.filter(move |profile| profile.role.may(activity)).filter(views)
    }
}
