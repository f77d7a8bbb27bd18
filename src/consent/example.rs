//! Example choices and questions that the tests of this room share.

use std::sync::OnceLock;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::{Bond, Choices, Circumstances, Cover, Decision, Emergency, Explanation, Obligation, Outcome, Overlay};
use super::{OverlayChoice, Permission, Policy, PolicyBook, PolicyInForce, Question, Standing, StandingChoice};
use super::{decide, explain};

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
    pub(super) bond: Bond,
    pub(super) permission: Permission,
    pub(super) emergency: Option<Emergency>,
    pub(super) may_break_glass: bool,
    pub(super) safeguarding_role: bool,
    pub(super) glass_broken: bool,
}

impl Asking {
    /// A plain request by somebody in charge: nothing asked, nothing stated, a role without special
    /// rights, 2018.
    pub(super) const PLAIN: Self = Self {
        policy: Policy::PermissionToView,
        bond: Bond::Derived,
        permission: Permission::NotAsked,
        emergency: None,
        may_break_glass: false,
        safeguarding_role: false,
        glass_broken: false,
    };

    /// The request, with the rest as it is for most.
    pub(super) fn circumstances(self) -> Circumstances {
        Circumstances {
            bond: self.bond,
            may_break_glass: self.may_break_glass,
            safeguarding_role: self.safeguarding_role,
            glass_broken: self.glass_broken,
            permission: self.permission,
            emergency: self.emergency,
            ..Circumstances::default()
        }
    }

    pub(super) fn decide(self, choices: &Choices, user: &str, now: Timestamp) -> Decision {
        let policy = Some(policy(self.policy));
        decide(&Question { choices, policy, user, circumstances: self.circumstances(), now })
    }

    pub(super) fn explain(self, choices: &Choices, user: &str, now: Timestamp) -> Explanation {
        let policy = Some(policy(self.policy));
        let question = Question { choices, policy, user, circumstances: self.circumstances(), now };
        let explained = explain(&question);
        assert_eq!(explained.decision, decide(&question), "explained as decided");
        explained
    }

    /// Every way there is.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        (0..16u8).flat_map(|bits| {
            POLICIES.into_iter().flat_map(move |policy| {
                PERMISSIONS.into_iter().flat_map(move |permission| {
                    EMERGENCIES.into_iter().map(move |emergency| Self {
                        policy,
                        bond: if bits & 8 == 0 { Bond::Derived } else { Bond::None },
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

    /// What the person or the user could still answer: what is not asked could be, and where an
    /// emergency is stated it could be stated as another. A refusal stays.
    fn answers(self) -> impl Iterator<Item = Self> {
        let refused = self.permission == Permission::Refused;
        let permissions = PERMISSIONS.into_iter().filter(move |other| refused == (*other == Permission::Refused));
        permissions.flat_map(move |permission| {
            let stated = EMERGENCIES.into_iter().filter(move |other| other.is_some() == self.emergency.is_some());
            stated.map(move |emergency| Self { permission, emergency, ..self })
        })
    }
}

/// The shipped settings, under either policy.
pub(super) fn policy(policy: Policy) -> &'static PolicyInForce {
    static SHIPPED: OnceLock<[PolicyInForce; 2]> = OnceLock::new();
    let shipped = SHIPPED.get_or_init(|| {
        let days = [Date::constant(2018, 6, 1), Date::constant(2020, 6, 1)];
        days.map(|day| PolicyBook::shipped_on(day).unwrap())
    });
    shipped.iter().find(|shipped| shipped.policy == policy).unwrap()
}

pub(super) const POLICIES: [Policy; 2] = [Policy::PermissionToView, Policy::DiscussionToView];
pub(super) const PERMISSIONS: [Permission; 5] =
    [Permission::NotAsked, Permission::Given, Permission::Refused, Permission::Unable, Permission::Discussed];
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
        (yes_2(-10, Some(3)), Cover::Yes2NearEnd),
        (yes_2(-10, None), Cover::Yes2NearEnd),
        (yes_2(-10, Some(0)), Cover::Nothing),
        (yes_2(1, Some(10)), Cover::Nothing),
    ]
}

pub(super) fn choices(standing: Option<StandingChoice>, overlay: Option<Overlay>) -> Choices {
    Choices { standing: standing.map(|choice| Standing { choice, stated: noon() - hours(24 * 30) }), overlay }
}

/// How far a person's choices let this request come, with the best answer that the person or the
/// user could still give: the measure by which one set of choices is more open than another.
///
/// No 1 names emergencies as the one thing it allows, so an emergency view under No 1 is not more
/// than a person gives who is simply asked; that is why what could still be answered counts.
pub(super) fn openness(choices: &Choices, asking: Asking, user: &str, now: Timestamp) -> u8 {
    asking.answers().map(|answer| opened(&answer.decide(choices, user, now))).max().unwrap_or(0)
}

/// How much one decision opens.
pub(super) fn opened(decision: &Decision) -> u8 {
    match decision.outcome {
        Outcome::Permit if !decision.obliges(Obligation::TimeBox) => 2,
        Outcome::Permit | Outcome::BreakGlassRequired | Outcome::ClaimRequired => 1,
        // What follows from asking is told by the answers.
        Outcome::AskConsent | Outcome::Deny => 0,
    }
}
