//! What a change does to who may see the record: tightening, loosening, or neither.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::combine::standing_rank;
use super::{Chosen, Overlay, OverlayChoice};

/// What a change does to who may see the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// Nobody may see more, and somebody may see less: it is applied at once.
    Tightening,
    /// Everybody may see what they could before: it is applied at once.
    Neutral,
    /// Somebody may see more at some time: a second person approves it first.
    Loosening,
}

impl Effect {
    /// The word in files and output.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Tightening => "tightening",
            Self::Neutral => "neutral",
            Self::Loosening => "loosening",
        }
    }
}

/// What follows for everybody, from now on, where `after` comes in the place of `before`. A change
/// that tightens in one respect and loosens in another loosens.
pub fn effect(before: &Chosen, after: &Chosen, now: Timestamp) -> Effect {
    let (old, new) = (before.choices(), after.choices());
    let rank = |standing: Option<super::Standing>| standing_rank(standing.map(|standing| standing.choice).as_ref());
    let (was, is) = (rank(old.standing), rank(new.standing));
    let widens = !within(new.overlay.as_ref(), old.overlay.as_ref(), now);
    // Who has said something may hold another number of the same person back; who says nothing does not.
    if is < was || widens || !before.is_silent() && after.is_silent() {
        return Effect::Loosening;
    }
    let narrows = !within(old.overlay.as_ref(), new.overlay.as_ref(), now);
    if is > was || narrows { Effect::Tightening } else { Effect::Neutral }
}

/// Whether whatever the first overlay covers from now on, the second covers too.
fn within(inner: Option<&Overlay>, outer: Option<&Overlay>, now: Timestamp) -> bool {
    let Some(inner) = inner.filter(|overlay| has_time_left(overlay, now)) else { return true };
    let Some(outer) = outer.filter(|overlay| has_time_left(overlay, now)) else { return false };
    let whom = match (&inner.choice, &outer.choice) {
        (_, OverlayChoice::Yes2) => true,
        (OverlayChoice::Yes1 { user }, OverlayChoice::Yes1 { user: other }) => user == other,
        (OverlayChoice::Yes2, OverlayChoice::Yes1 { .. }) => false,
    };
    let begins = inner.from.max(now) >= outer.from;
    let ends = outer.end().is_none_or(|outer| inner.end().is_some_and(|inner| inner <= outer));
    whom && begins && ends
}

fn has_time_left(overlay: &Overlay, now: Timestamp) -> bool {
    overlay.end().is_none_or(|end| now < end && overlay.from < end)
}
