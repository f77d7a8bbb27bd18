//! Who is in whose care: a legitimate relationship, derived from what the record says, or claimed.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use super::{Claim, User};
use crate::consent::{Bond, Settings};
use crate::record::{EncounterStatus, Site, fold_name, london};

/// A stay, an attendance or an appointment, as far as it says who cares for the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncounterFact {
    /// The organisation that holds it.
    pub organisation: String,
    /// Where it stands.
    pub status: EncounterStatus,
    /// Its first instant.
    pub start: Option<Timestamp>,
    /// The first instant after it.
    pub end: Option<Timestamp>,
    /// The clinician in charge, and the wards, clinics and teams that are named.
    pub teams: Vec<String>,
}

/// A referral or an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferralFact {
    /// The organisation that holds it.
    pub organisation: String,
    /// Who is asked, as the source names them.
    pub to: Option<String>,
    /// When.
    pub on: Option<Timestamp>,
}

/// A relationship that a user claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimFact {
    /// The user.
    pub user: String,
    /// Why.
    pub claim: Claim,
    /// From when.
    pub claimed: Timestamp,
    /// The first instant at which it stands no more.
    pub until: Timestamp,
}

/// What the record says of who cares for a person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CareFacts {
    /// The practices at which the person is registered, by ODS code.
    pub practices: Vec<String>,
    /// Encounters.
    pub encounters: Vec<EncounterFact>,
    /// Referrals and orders.
    pub referrals: Vec<ReferralFact>,
    /// Claims, of whichever user.
    pub claims: Vec<ClaimFact>,
    /// When the person died.
    pub died: Option<Timestamp>,
}

/// Why a user is in the person's care.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Relationship {
    /// The person is registered at the user's practice.
    Registered {
        /// The practice.
        organisation: String,
    },
    /// The person is seen at the user's organisation now.
    OpenEncounter {
        /// The organisation.
        organisation: String,
    },
    /// The person was seen there not long ago.
    RecentEncounter {
        /// The organisation.
        organisation: String,
    },
    /// The person is booked there soon.
    BookedEncounter {
        /// The organisation.
        organisation: String,
    },
    /// The person was referred there.
    Referral {
        /// The organisation.
        organisation: String,
    },
    /// A team of the user has the person in charge.
    Team {
        /// The team, as the record names it.
        team: String,
    },
    /// The user claimed it.
    Claimed {
        /// Why.
        claim: Claim,
        /// The first instant at which it stands no more.
        until: Timestamp,
    },
}

impl Relationship {
    /// Which class of the table it is.
    pub const fn bond(&self) -> Bond {
        match self {
            Self::Claimed { .. } => Bond::Claimed,
            Self::Registered { .. }
            | Self::OpenEncounter { .. }
            | Self::RecentEncounter { .. }
            | Self::BookedEncounter { .. }
            | Self::Referral { .. }
            | Self::Team { .. } => Bond::Derived,
        }
    }

    /// One line for a reader.
    pub fn line(&self) -> String {
        match self {
            Self::Registered { organisation } => format!("registered at the practice {organisation}"),
            Self::OpenEncounter { organisation } => format!("an open encounter at {organisation}"),
            Self::RecentEncounter { organisation } => format!("a recent encounter at {organisation}"),
            Self::BookedEncounter { organisation } => format!("a booked encounter at {organisation}"),
            Self::Referral { organisation } => format!("a referral at {organisation}"),
            Self::Team { team } => format!("the team {team}"),
            Self::Claimed { claim, until } => {
                let until = until.to_zoned(london().clone()).strftime("%Y-%m-%d %H:%M").to_string();
                format!("claimed ({}) until {until}", claim.slug())
            }
        }
    }
}

/// The user's relationship to the person: the strongest that the record shows for any of these
/// organisations of the user, and otherwise one that the user claimed.
///
/// What the record shows ends some time after death. It says nothing of what the person chose.
pub fn relationship(
    user: &User,
    organisations: &[&str],
    facts: &CareFacts,
    site: &Site,
    settings: &Settings,
    now: Timestamp,
) -> Option<Relationship> {
    let care = Care { user, organisations, facts, site, settings, now };
    let derived = (!care.is_over())
        .then(|| care.registered().or_else(|| care.encounter()).or_else(|| care.referral()).or_else(|| care.team()));
    derived.flatten().or_else(|| care.claimed())
}

struct Care<'a> {
    user: &'a User,
    organisations: &'a [&'a str],
    facts: &'a CareFacts,
    site: &'a Site,
    settings: &'a Settings,
    now: Timestamp,
}

/// When an encounter is, seen from now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum When {
    Open,
    Recent,
    Booked,
}

impl Care<'_> {
    fn is_over(&self) -> bool {
        let days = self.settings.relationship_after_death_days;
        self.facts.died.is_some_and(|died| later(died, days) <= self.now)
    }

    /// The user's organisation that is this one, by site or by succession.
    fn own(&self, organisation: &str) -> Option<String> {
        let day = london().to_datetime(self.now).date();
        let own = self.organisations.iter().find(|own| self.site.same(own, organisation, day));
        own.map(|own| (*own).to_owned())
    }

    fn registered(&self) -> Option<Relationship> {
        let organisation = self.facts.practices.iter().find_map(|practice| self.own(practice))?;
        Some(Relationship::Registered { organisation })
    }

    fn encounter(&self) -> Option<Relationship> {
        let own = self.facts.encounters.iter().filter_map(|encounter| {
            let organisation = self.own(&encounter.organisation)?;
            Some((self.when(encounter)?, organisation))
        });
        let (when, organisation) = own.min_by_key(|(when, _)| *when)?;
        Some(match when {
            When::Open => Relationship::OpenEncounter { organisation },
            When::Recent => Relationship::RecentEncounter { organisation },
            When::Booked => Relationship::BookedEncounter { organisation },
        })
    }

    /// When an encounter is; `None` of one that shows no care now.
    fn when(&self, encounter: &EncounterFact) -> Option<When> {
        let recent =
            |ended: Timestamp| ended <= self.now && self.now < later(ended, self.settings.recent_encounter_days);
        match encounter.status {
            EncounterStatus::InProgress => encounter.start.is_none_or(|start| start <= self.now).then_some(When::Open),
            EncounterStatus::Finished => {
                let ended = encounter.end.or(encounter.start)?;
                recent(ended).then_some(When::Recent)
            }
            EncounterStatus::Planned => {
                let start = encounter.start?;
                let soon = start > self.now && earlier(start, self.settings.booked_encounter_days) <= self.now;
                // A booking that has passed and was never reported on may have been kept.
                if soon { Some(When::Booked) } else { recent(start).then_some(When::Recent) }
            }
            EncounterStatus::Cancelled | EncounterStatus::EnteredInError => None,
        }
    }

    fn referral(&self) -> Option<Relationship> {
        let recent = |on: Timestamp| on <= self.now && self.now < later(on, self.settings.referral_days);
        let own = |referral: &ReferralFact| {
            let asked = referral.to.as_deref().and_then(|to| self.own(to).or_else(|| self.named(to)));
            asked.or_else(|| self.own(&referral.organisation))
        };
        let mut current = self.facts.referrals.iter().filter(|referral| referral.on.is_some_and(recent));
        current.find_map(own).map(|organisation| Relationship::Referral { organisation })
    }

    /// The user's organisation that bears this name.
    fn named(&self, name: &str) -> Option<String> {
        let folded = fold_name(name);
        let own = self.organisations.iter().find(|own| {
            self.site
                .find(own)
                .is_some_and(|organisation| !folded.is_empty() && fold_name(&organisation.name) == folded)
        });
        own.map(|own| (*own).to_owned())
    }

    /// A team of the user, as the user's own record names it, in an encounter anywhere. Whose names
    /// are alike is no relationship.
    fn team(&self) -> Option<Relationship> {
        let own: Vec<String> = self.user.teams.iter().map(|name| fold_name(name)).collect();
        let current = self.facts.encounters.iter().filter(|encounter| self.when(encounter).is_some());
        let named = current.flat_map(|encounter| &encounter.teams).find(|team| {
            let folded = fold_name(team);
            !folded.is_empty() && own.contains(&folded)
        });
        named.map(|team| Relationship::Team { team: team.clone() })
    }

    fn claimed(&self) -> Option<Relationship> {
        let own = self.facts.claims.iter().filter(|claim| claim.user == self.user.name);
        let standing = own.filter(|claim| claim.claimed <= self.now && self.now < claim.until);
        standing
            .max_by_key(|claim| claim.until)
            .map(|claim| Relationship::Claimed { claim: claim.claim, until: claim.until })
    }
}

fn days(count: u32) -> SignedDuration {
    SignedDuration::from_hours(24 * i64::from(count))
}

/// So many days later; where time ends, its end.
fn later(instant: Timestamp, count: u32) -> Timestamp {
    instant.checked_add(days(count)).unwrap_or(Timestamp::MAX)
}

/// So many days earlier; where time begins, its beginning.
fn earlier(instant: Timestamp, count: u32) -> Timestamp {
    instant.checked_sub(days(count)).unwrap_or(Timestamp::MIN)
}
