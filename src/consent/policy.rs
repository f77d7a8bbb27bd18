//! The consent policy in force on a day.

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

/// How the programme asks: dated, so that an old decision replays under the policy of its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Policy {
    /// From 2018: explicit permission to view, asked at the point of care.
    PermissionToView,
    /// From 2019: a discussion, no question at each treatment; opting out remains.
    DiscussionToView,
}

impl Policy {
    /// The first day of the discussion to view, in Europe/London.
    pub const DISCUSSION_SINCE: Date = date(2019, 4, 1);

    /// What it asks of those who look, in one sentence.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::PermissionToView => "explicit permission to view is asked at the point of care",
            Self::DiscussionToView => {
                "a discussion is had, no permission is asked at each treatment; opting out remains"
            }
        }
    }

    /// The policy of a day in Europe/London.
    pub fn on(day: Date) -> Self {
        if day < Self::DISCUSSION_SINCE { Self::PermissionToView } else { Self::DiscussionToView }
    }
}
