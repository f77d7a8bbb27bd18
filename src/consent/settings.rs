//! The points that the programme left open, as named settings of the policy.
//!
//! What each is called, what it means, its safe default and where that comes from stand in
//! `policy.toml`; here is what a value may be.

use serde::{Deserialize, Serialize};

use super::{DisclosurePolicy, TellWithheld, Unclassifiable};

/// Whether, under the discussion to view, the discussion must be recorded before a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DiscussionRule {
    /// It was had elsewhere; nothing is asked at the view.
    NotNeeded,
    /// It must have been recorded, or permission given.
    Recorded,
}

/// Who may know that an opt-out stands, and nothing more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OptOutKnownTo {
    /// Nobody: the record looks like that of an unknown person to everybody.
    Nobody,
    /// Privacy officers.
    PrivacyOfficers,
    /// Privacy officers, and those who administer consent.
    PrivacyOfficersAndConsentAdministrators,
}

/// What follows where safeguarding is stated for somebody who chose that nobody looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SafeguardingUnderNo2 {
    /// It is refused as anything else is.
    Refuse,
    /// It is refused, and the safeguarding lead is told, who may begin the process of two people.
    RefuseAndTellTheSafeguardingLead,
}

/// Whether what somebody says on behalf of another counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProxyRule {
    /// Where a reference to the evidence is given.
    WithEvidence,
    /// Never.
    Never,
}

/// The settings of a policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Settings {
    /// Whether the discussion must be recorded.
    pub discussion: DiscussionRule,
    /// Who may know of an opt-out.
    pub opt_out_known_to: OptOutKnownTo,
    /// Whether No 2 hides that the record exists.
    pub no_2_hides_existence: bool,
    /// Safeguarding against No 2.
    pub safeguarding_under_no_2: SafeguardingUnderNo2,
    /// How long a view under broken glass lasts.
    pub time_box_minutes: u32,
    /// How long before its end a Yes 2 is said to end soon.
    pub near_end_hours: u32,
    /// How long a Yes 2 without an end holds unreviewed.
    pub open_yes_2_days: u32,
    /// How long a claimed relationship lasts; 0 lets nobody claim one.
    pub claimed_relationship_hours: u32,
    /// How long after its end an encounter is recent.
    pub recent_encounter_days: u32,
    /// How long before it begins an encounter that is booked counts.
    pub booked_encounter_days: u32,
    /// How long a referral counts.
    pub referral_days: u32,
    /// How long after death care is taken to go on.
    pub relationship_after_death_days: u32,
    /// From which age somebody answers for themselves.
    pub answers_from_age: u32,
    /// From which age a child who is found competent answers for themselves.
    pub competent_child_from_age: u32,
    /// Whether a person with parental responsibility answers for a child below that age.
    pub parent_answers: ProxyRule,
    /// Whether an attorney for health and welfare, or a deputy, answers for an adult.
    pub attorney_answers: ProxyRule,
    /// What becomes of entries that no list can classify.
    pub unclassifiable_codes: Unclassifiable,
    /// What is said of what is withheld.
    pub withheld: TellWithheld,
}

/// The most that each number may be, so that no arithmetic of dates runs over.
const MOST: [(&str, u32); 10] = [
    ("time-box-minutes", 8 * 60),
    ("near-end-hours", 24 * 366),
    ("open-yes-2-days", 36_500),
    ("claimed-relationship-hours", 24 * 31),
    ("recent-encounter-days", 36_500),
    ("booked-encounter-days", 366),
    ("referral-days", 36_500),
    ("relationship-after-death-days", 36_500),
    ("answers-from-age", 18),
    ("competent-child-from-age", 18),
];

impl Settings {
    /// What is disclosed of a record that may be seen.
    pub const fn disclosure(&self) -> DisclosurePolicy {
        DisclosurePolicy { unclassifiable: self.unclassifiable_codes, withheld: self.withheld }
    }

    /// The name of the first number that is more than it may be, and the most it may be.
    pub(super) fn out_of_bounds(&self) -> Option<(&'static str, u32)> {
        let values = [
            self.time_box_minutes,
            self.near_end_hours,
            self.open_yes_2_days,
            self.claimed_relationship_hours,
            self.recent_encounter_days,
            self.booked_encounter_days,
            self.referral_days,
            self.relationship_after_death_days,
            self.answers_from_age,
            self.competent_child_from_age,
        ];
        MOST.into_iter().zip(values).find(|((_, most), value)| value > most).map(|(bound, _)| bound)
    }
}
