//! The five leaflet choices: a standing choice, and at most one overlay with its end.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::record::london;

/// A choice that stands until it is replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StandingChoice {
    /// Yes 3: anyone involved in my care, at all times, when needed.
    #[serde(rename = "yes-3")]
    Yes3,
    /// No 1: only in a medical emergency or for safeguarding.
    #[serde(rename = "no-1")]
    No1,
    /// No 2: nobody, not even in an emergency.
    #[serde(rename = "no-2")]
    No2,
}

/// A choice that lapses to the standing choice beneath it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "choice")]
pub enum OverlayChoice {
    /// Yes 1: this person only, and today only.
    #[serde(rename = "yes-1")]
    Yes1 {
        /// The user who is named.
        user: String,
    },
    /// Yes 2: anyone in my care for a set time.
    #[serde(rename = "yes-2")]
    Yes2,
}

/// A standing choice and when it was stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Standing {
    /// What was chosen.
    pub choice: StandingChoice,
    /// When the person said so.
    pub stated: Timestamp,
}

/// An overlay, its window, and when it was stated.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Overlay {
    /// What was chosen.
    pub choice: OverlayChoice,
    /// The first instant at which it holds.
    pub from: Timestamp,
    /// The first instant at which it holds no more; `None` is an open end, which needs a review.
    /// A Yes 1 ends at the end of the local day of `from` even where this is later or absent.
    pub until: Option<Timestamp>,
    /// When the person said so.
    pub stated: Timestamp,
}

impl Overlay {
    /// Yes 1 for one user, stated now: it holds from now until the next midnight in Europe/London.
    pub fn yes_1(user: impl Into<String>, stated: Timestamp) -> Self {
        let choice = OverlayChoice::Yes1 { user: user.into() };
        Self { choice, from: stated, until: Some(end_of_local_day(stated)), stated }
    }

    /// Yes 2 for a window; without an end it is open and needs a review date.
    pub fn yes_2(from: Timestamp, until: Option<Timestamp>, stated: Timestamp) -> Self {
        Self { choice: OverlayChoice::Yes2, from, until, stated }
    }

    /// The first instant at which the overlay holds no more, whatever it was given as its end:
    /// a Yes 1 never outlives the local day on which it began. `None` is an open end.
    pub fn end(&self) -> Option<Timestamp> {
        match self.choice {
            OverlayChoice::Yes1 { .. } => {
                let midnight = end_of_local_day(self.from);
                Some(self.until.map_or(midnight, |until| until.min(midnight)))
            }
            OverlayChoice::Yes2 => self.until,
        }
    }

    /// Whether the overlay is in force: from its first instant, up to but not at its end.
    pub fn in_force(&self, now: Timestamp) -> bool {
        self.from <= now && self.end().is_none_or(|end| now < end)
    }

    /// Whether the overlay is in force and speaks of this user: Yes 1 of the one who is named,
    /// Yes 2 of everybody in the person's care.
    pub fn covers(&self, user: &str, now: Timestamp) -> bool {
        let named = match &self.choice {
            OverlayChoice::Yes1 { user: named } => named == user,
            OverlayChoice::Yes2 => true,
        };
        named && self.in_force(now)
    }
}

/// The next midnight in Europe/London. Where the calendar ends, the instant itself, so that what
/// should last a day lasts no time rather than for ever.
pub fn end_of_local_day(instant: Timestamp) -> Timestamp {
    let next = instant.to_zoned(london().clone()).tomorrow().and_then(|tomorrow| tomorrow.start_of_day());
    next.map_or(instant, |midnight| midnight.timestamp())
}

/// Everything a person chose that is not replaced.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Choices {
    /// The standing choice; `None` is the default: opted in, asked at the point of care.
    pub standing: Option<Standing>,
    /// The overlay, in force or lapsed.
    pub overlay: Option<Overlay>,
}
