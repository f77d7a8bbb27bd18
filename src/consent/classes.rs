//! The classes into which the table sorts what it is asked: all that its rows look at.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use super::settings::{DiscussionRule, SafeguardingUnderNo2};
use super::{Circumstances, Overlay, OverlayChoice, Policy, Question, Settings, StandingChoice};
use crate::record::london;

/// What the overlay means for this user, now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cover {
    /// Nothing: there is none, it is not in force, or it names somebody else.
    #[default]
    Nothing,
    /// A Yes 1 that names the user, on its day.
    Yes1,
    /// A Yes 2.
    Yes2,
    /// A Yes 2 that ends soon, or has no end.
    Yes2NearEnd,
}

/// All that the rows of the table look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is one input of the table, in any combination")]
pub struct Classes {
    /// What stands in the request.
    #[serde(flatten)]
    pub circumstances: Circumstances,
    /// Whether the policy could be read.
    pub policy_readable: bool,
    /// The standing choice; `None` is the default.
    pub standing: Option<StandingChoice>,
    /// The overlay.
    pub cover: Cover,
    /// How the policy of the day asks.
    pub policy: Policy,
    /// Whether, under the discussion to view, the discussion must be recorded.
    pub discussion_needed: bool,
    /// Whether No 2 hides that the record exists.
    pub no_2_hides: bool,
    /// Whether the safeguarding lead is told of a safeguarding request that No 2 refuses.
    pub no_2_tells_safeguarding_lead: bool,
}

impl Classes {
    /// Sorts a question.
    pub fn of(question: &Question<'_>) -> Self {
        let policy = question.policy;
        let settings = policy.map(|policy| &policy.settings);
        let overlay = question.choices.overlay.as_ref();
        Self {
            circumstances: question.circumstances,
            policy_readable: policy.is_some(),
            standing: question.choices.standing.map(|standing| standing.choice),
            cover: overlay
                .zip(settings)
                .map_or(Cover::Nothing, |(overlay, settings)| cover(overlay, question.user, settings, question.now)),
            policy: policy.map_or(Policy::PermissionToView, |policy| policy.policy),
            discussion_needed: settings.is_none_or(|settings| settings.discussion == DiscussionRule::Recorded),
            no_2_hides: settings.is_none_or(|settings| settings.no_2_hides_existence),
            no_2_tells_safeguarding_lead: settings.is_some_and(|settings| {
                settings.safeguarding_under_no_2 == SafeguardingUnderNo2::RefuseAndTellTheSafeguardingLead
            }),
        }
    }

    /// Whether an overlay in force covers this requester: it speaks of the user, and the user is in
    /// the person's care.
    pub const fn is_covered(&self) -> bool {
        !matches!(self.cover, Cover::Nothing) && self.circumstances.bond.stands()
    }
}

/// What an overlay means for a user at a time. It agrees with [`Overlay::covers`], but for an open end,
/// which holds only so long as the policy lets it stand unreviewed; and it does without the calendar
/// where an instant already tells.
fn cover(overlay: &Overlay, user: &str, settings: &Settings, now: Timestamp) -> Cover {
    if now < overlay.from || overlay.until.is_some_and(|until| until <= now) {
        return Cover::Nothing;
    }
    match &overlay.choice {
        OverlayChoice::Yes1 { user: named } => {
            let same_day = now.duration_since(overlay.from) <= LONGEST_DAY && local_day(now) == local_day(overlay.from);
            if named == user && same_day { Cover::Yes1 } else { Cover::Nothing }
        }
        OverlayChoice::Yes2 => match overlay.until {
            Some(until) if until.duration_since(now) <= hours(settings.near_end_hours) => Cover::Yes2NearEnd,
            Some(_) => Cover::Yes2,
            None => {
                let unreviewed = now.duration_since(overlay.stated.max(overlay.from));
                let lapsed = unreviewed >= hours(settings.open_yes_2_days.saturating_mul(24));
                if lapsed { Cover::Nothing } else { Cover::Yes2NearEnd }
            }
        },
    }
}

/// The day on which the clocks go back.
const LONGEST_DAY: SignedDuration = SignedDuration::from_hours(25);

fn hours(count: u32) -> SignedDuration {
    SignedDuration::from_hours(i64::from(count))
}

fn local_day(instant: Timestamp) -> jiff::civil::Date {
    london().to_datetime(instant).date()
}
