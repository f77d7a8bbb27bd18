//! Example choices and questions that the tests of this room share.

use jiff::{SignedDuration, Timestamp};

use super::{Choices, Decision, Emergency, Outcome, Overlay, Permission, Policy, Question, Standing, StandingChoice};
use super::{OverlayChoice, decide};

/// The user who asks.
pub(super) const ME: &str = "a.patel";

/// Noon in summer: 11:00 UTC on 1 June 2018.
pub(super) fn noon() -> Timestamp {
    "2018-06-01T11:00:00Z".parse().unwrap()
}

pub(super) fn hours(count: i64) -> SignedDuration {
    SignedDuration::from_hours(count)
}

/// One way to fill everything that a question holds besides the choices.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asking {
    pub(super) policy: Policy,
    pub(super) permission: Permission,
    pub(super) emergency: Option<Emergency>,
    pub(super) may_break_glass: bool,
    pub(super) safeguarding_role: bool,
    pub(super) glass_broken: bool,
}

impl Asking {
    /// A plain request: nothing asked, nothing stated, a role without special rights, 2018.
    pub(super) const PLAIN: Self = Self {
        policy: Policy::PermissionToView,
        permission: Permission::NotAsked,
        emergency: None,
        may_break_glass: false,
        safeguarding_role: false,
        glass_broken: false,
    };

    pub(super) fn decide(self, choices: &Choices, user: &str, now: Timestamp) -> Decision {
        decide(&Question {
            choices,
            policy: self.policy,
            user,
            may_break_glass: self.may_break_glass,
            safeguarding_role: self.safeguarding_role,
            glass_broken: self.glass_broken,
            permission: self.permission,
            emergency: self.emergency,
            now,
        })
    }

    /// Every way there is.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        (0..8u8).flat_map(|bits| {
            POLICIES.into_iter().flat_map(move |policy| {
                PERMISSIONS.into_iter().flat_map(move |permission| {
                    EMERGENCIES.into_iter().map(move |emergency| Self {
                        policy,
                        permission,
                        emergency,
                        may_break_glass: bits & 1 != 0,
                        safeguarding_role: bits & 2 != 0,
                        glass_broken: bits & 4 != 0,
                    })
                })
            })
        })
    }
}

pub(super) const POLICIES: [Policy; 2] = [Policy::PermissionToView, Policy::DiscussionToView];
pub(super) const PERMISSIONS: [Permission; 4] =
    [Permission::NotAsked, Permission::Given, Permission::Refused, Permission::Unable];
pub(super) const EMERGENCIES: [Option<Emergency>; 4] =
    [None, Some(Emergency::Medical), Some(Emergency::Safeguarding), Some(Emergency::OverridingInterest)];
pub(super) const STANDINGS: [Option<StandingChoice>; 4] =
    [None, Some(StandingChoice::Yes3), Some(StandingChoice::No1), Some(StandingChoice::No2)];

/// Overlays seen from noon, each with what it means for [`ME`]: nothing, Yes 1, Yes 2, or a Yes 2
/// that must be warned of.
pub(super) fn overlays() -> Vec<(Option<Overlay>, Cover)> {
    let now = noon();
    let days = |count: i64| now + hours(24 * count);
    let yes_2 = |from: i64, until: Option<i64>| Some(Overlay::yes_2(days(from), until.map(days), days(from)));
    let endless = Overlay { choice: OverlayChoice::Yes1 { user: ME.into() }, ..Overlay::yes_2(now, None, now) };
    vec![
        (None, Cover::Nothing),
        (Some(Overlay::yes_1(ME, now - hours(3))), Cover::Yes1),
        (Some(endless.clone()), Cover::Yes1),
        (Some(Overlay { from: days(-1), ..endless.clone() }), Cover::Nothing),
        (Some(Overlay { until: Some(now), from: now - hours(1), ..endless }), Cover::Nothing),
        (Some(Overlay::yes_1("b.jones", now - hours(3))), Cover::Nothing),
        (Some(Overlay::yes_1(ME, days(-1))), Cover::Nothing),
        (Some(Overlay::yes_1(ME, now + hours(1))), Cover::Nothing),
        (yes_2(-10, Some(10)), Cover::Yes2),
        (yes_2(-10, Some(3)), Cover::Yes2Warned),
        (yes_2(-10, None), Cover::Yes2Warned),
        (yes_2(-10, Some(0)), Cover::Nothing),
        (yes_2(1, Some(10)), Cover::Nothing),
    ]
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cover {
    Nothing,
    Yes1,
    Yes2,
    Yes2Warned,
}

pub(super) fn choices(standing: Option<StandingChoice>, overlay: Option<Overlay>) -> Choices {
    Choices { standing: standing.map(|choice| Standing { choice, stated: noon() - hours(24 * 30) }), overlay }
}

/// How far a person's choices let this request come, with the best answer that the person or the
/// user could still give: the measure by which one set of choices is more open than another.
///
/// No 1 names emergencies as the one thing it allows, so an emergency view under No 1 is not more
/// than a person gives who is simply asked; that is why the default counts as open to asking.
pub(super) fn openness(choices: &Choices, asking: Asking, user: &str, now: Timestamp) -> u8 {
    match asking.decide(choices, user, now) {
        Decision { outcome: Outcome::Permit, obligations, .. }
            if !obligations.contains(&super::Obligation::TimeBox) =>
        {
            2
        }
        Decision {
            outcome: Outcome::AskConsent | Outcome::Permit | Outcome::BreakGlassRequired | Outcome::ClaimRequired,
            ..
        } => 1,
        Decision { outcome: Outcome::Deny, .. } => 0,
    }
}
