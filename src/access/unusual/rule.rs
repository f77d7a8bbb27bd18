//! The rules, their thresholds, and what explains each.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::{Time, Weekday, time};
use serde::Serialize;

use crate::access::Relationship;
use crate::consent::Closeness;
use crate::record::{Patient, fold_name, fold_postcode, london};

/// Why a look is unusual.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// The user looked at their own record.
    Oneself,
    /// The person lives at the user's address.
    Household,
    /// The person bears the user's surname and has the user's postcode, at another door.
    SameName,
    /// The person works at an organisation of the user.
    Colleague,
    /// Many different users looked at the person within some days.
    MuchViewed,
    /// It was at night or at the weekend.
    OutOfHours,
    /// The user looked at many different people within some minutes.
    Burst,
}

impl Rule {
    /// Every rule.
    pub const ALL: [Self; 7] = [
        Self::Oneself,
        Self::Household,
        Self::SameName,
        Self::Colleague,
        Self::MuchViewed,
        Self::OutOfHours,
        Self::Burst,
    ];

    /// Its name.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Oneself => "oneself",
            Self::Household => "household",
            Self::SameName => "same-name",
            Self::Colleague => "colleague",
            Self::MuchViewed => "much-viewed",
            Self::OutOfHours => "out-of-hours",
            Self::Burst => "burst",
        }
    }
}

/// From when on a pattern is unusual.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Thresholds {
    /// How many different users make a person much viewed.
    pub viewers: usize,
    /// Within how many days.
    pub viewer_days: u32,
    /// The first minute of ordinary hours in London, on a weekday.
    pub opens: Time,
    /// The first minute after them.
    pub closes: Time,
    /// How many different people make a burst.
    pub burst_people: usize,
    /// Within how many minutes.
    pub burst_minutes: u32,
}

impl Default for Thresholds {
    fn default() -> Self {
        let (opens, closes) = (time(7, 0, 0, 0), time(20, 0, 0, 0));
        Self { viewers: 20, viewer_days: 7, opens, closes, burst_people: 20, burst_minutes: 10 }
    }
}

impl Thresholds {
    /// Whether an instant is outside of ordinary hours: at the weekend, or before or after them in London.
    pub fn is_out_of_hours(&self, at: Timestamp) -> bool {
        let local = at.to_zoned(london().clone());
        let weekend = matches!(local.weekday(), Weekday::Saturday | Weekday::Sunday);
        weekend || local.time() < self.opens || local.time() >= self.closes
    }
}

/// The rules that follow from what the user is to the person outside of care.
pub fn of_closeness(closeness: Closeness, same_name: bool) -> Vec<Rule> {
    match closeness {
        // Whoever lives together often bears one name: it says nothing more.
        Closeness::Oneself => vec![Rule::Oneself],
        Closeness::Household => vec![Rule::Household],
        Closeness::Colleague if same_name => vec![Rule::SameName, Rule::Colleague],
        Closeness::Colleague => vec![Rule::Colleague],
        Closeness::Stranger if same_name => vec![Rule::SameName],
        Closeness::Stranger => Vec::new(),
    }
}

/// Whether what the record shows of care explains a rule. Nothing explains a look at oneself. What the
/// user only claimed explains a time or a number of looks, never who the person is to the user.
pub const fn is_explained(rule: Rule, relationship: Option<&Relationship>) -> bool {
    match (rule, relationship) {
        (Rule::Oneself, _)
        | (_, None)
        | (Rule::Household | Rule::SameName | Rule::Colleague, Some(Relationship::Claimed { .. })) => false,
        (_, Some(_)) => true,
    }
}

/// Whether two people bear one family name and have one postcode, by what any source says of each now.
/// Who has neither is nobody's namesake.
pub fn is_same_name(own: &[&Patient], theirs: &[&Patient]) -> bool {
    let names = |people: &[&Patient]| -> BTreeSet<String> {
        let all = people.iter().flat_map(|patient| &patient.names).filter_map(|name| name.family.as_deref());
        all.map(fold_name).filter(|folded| !folded.is_empty()).collect()
    };
    let postcodes = |people: &[&Patient]| -> BTreeSet<String> {
        let all = people.iter().filter_map(|patient| patient.addresses.first()?.postcode.as_deref());
        all.map(fold_postcode).filter(|folded| !folded.is_empty()).collect()
    };
    !names(own).is_disjoint(&names(theirs)) && !postcodes(own).is_disjoint(&postcodes(theirs))
}
