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
    const DISCUSSION_SINCE: Date = date(2019, 4, 1);

    /// The policy of a day in Europe/London.
    pub fn on(day: Date) -> Self {
        if day < Self::DISCUSSION_SINCE { Self::PermissionToView } else { Self::DiscussionToView }
    }
}
