//! The five leaflet choices: a standing choice, and at most one overlay with its end.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

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
    pub until: Option<Timestamp>,
    /// When the person said so.
    pub stated: Timestamp,
}

/// Everything a person chose that is not replaced.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Choices {
    /// The standing choice; `None` is the default: opted in, asked at the point of care.
    pub standing: Option<Standing>,
    /// The overlay, in force or lapsed.
    pub overlay: Option<Overlay>,
}
