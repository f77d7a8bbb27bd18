//! Why somebody claims to be in a person's care, where nothing in the record says so.

use serde::{Deserialize, Serialize};

/// A coded reason for a legitimate relationship that the record does not show. A privacy officer is
/// told of every claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Claim {
    /// I treat the person now, and the source has not said so yet.
    Attending,
    /// The person was referred to me or my team, and the referral is not in the record.
    Referred,
    /// Somebody who treats the person asked for my advice.
    Advice,
    /// I stand in for the team that treats the person.
    Cover,
    /// I follow up care that I gave: a result came, a letter must be answered.
    FollowUp,
}

impl Claim {
    /// Every reason, so that a caller can list them.
    pub const ALL: [Self; 5] = [Self::Attending, Self::Referred, Self::Advice, Self::Cover, Self::FollowUp];

    /// The name on the command line, in JSON and in the store.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Attending => "attending",
            Self::Referred => "referred",
            Self::Advice => "advice",
            Self::Cover => "cover",
            Self::FollowUp => "follow-up",
        }
    }

    /// What whoever gives it says.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Attending => "I treat the person now, and the source has not said so yet",
            Self::Referred => "the person was referred to me or my team, and the referral is not in the record",
            Self::Advice => "somebody who treats the person asked for my advice",
            Self::Cover => "I stand in for the team that treats the person",
            Self::FollowUp => "I follow up care that I gave",
        }
    }
}
