//! The decision on one request, roles and purposes first.

use jiff::Timestamp;

use super::{Reason, User};
use crate::consent::{Choices, Decision};
use crate::record::Site;

/// One request, with everything the decision needs.
#[derive(Debug)]
pub struct AccessQuestion<'a> {
    /// Who asks.
    pub user: &'a User,
    /// Why.
    pub reason: &'a Reason,
    /// The organisations and their rights.
    pub site: &'a Site,
    /// What the person chose.
    pub choices: &'a Choices,
    /// The time of asking.
    pub now: Timestamp,
}

/// Decides.
pub fn decide(question: &AccessQuestion<'_>) -> Decision {
    crate::consent::decide(&crate::consent::Question {
        choices: question.choices,
        policy: crate::consent::Policy::on(question.now.to_zoned(crate::record::london().clone()).date()),
        user: &question.user.name,
        may_break_glass: true,
        safeguarding_role: false,
        glass_broken: question.reason.emergency.is_some(),
        permission: question.reason.permission,
        emergency: question.reason.emergency,
        now: question.now,
    })
}
