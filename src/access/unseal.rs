//! Whether a user may open what is sealed.

use super::{AccessQuestion, Activity, Purpose};
use crate::record::london;

/// Why a user may not open sealed entries, who asked for it: for direct care, with a ground and the
/// user's own words, in a role that may override consent (B0082) at an organisation that views.
pub fn may_unseal(question: &AccessQuestion<'_>) -> Result<(), &'static str> {
    let reason = question.reason;
    if reason.unseal.is_none() {
        return Err("no ground to unseal is stated");
    }
    if reason.purpose != Purpose::DirectCare {
        return Err("sealed entries are opened for direct care only");
    }
    if reason.text.as_deref().is_none_or(|text| text.trim().is_empty()) {
        return Err("sealed entries are opened with a reason in your own words");
    }
    let day = question.now.to_zoned(london().clone()).date();
    let mut profiles = question.user.acting_profiles(Activity::ViewDetailed, question.site, day);
    if profiles.any(|profile| profile.role.may(Activity::OverrideConsent)) {
        Ok(())
    } else {
        Err("no role of the user may open sealed entries")
    }
}
