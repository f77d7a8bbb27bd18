//! Whether a user may open what is sealed.

use jiff::Timestamp;

use super::{Activity, Purpose, Reason, User};
use crate::record::{Site, london};

/// Why a user may not open sealed entries, who asked for it: for direct care, with a ground and the
/// user's own words, in a role that may override consent (B0082) at an organisation that views.
pub fn may_unseal(user: &User, reason: &Reason, site: &Site, now: Timestamp) -> Result<(), &'static str> {
    if reason.unseal.is_none() {
        return Err("no ground to unseal is stated");
    }
    if reason.purpose != Purpose::DirectCare {
        return Err("sealed entries are opened for direct care only");
    }
    if reason.text.as_deref().is_none_or(|text| text.trim().is_empty()) {
        return Err("sealed entries are opened with a reason in your own words");
    }
    let day = now.to_zoned(london().clone()).date();
    let mut profiles = user.acting_profiles(Activity::ViewDetailed, site, day);
    if profiles.any(|profile| profile.role.may(Activity::OverrideConsent)) {
        Ok(())
    } else {
        Err("no role of the user may open sealed entries")
    }
}
