//! The three duties that one person does not mix: to care for people, to run the record, to watch.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Activity, JobRole, RoleProfile};

/// What somebody is there for. Whoever administers or watches has no clinical view with it, and
/// whoever watches changes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Duty {
    /// To care for people: what shows clinical content.
    Care,
    /// To run the record: its operation, people's choices, its users.
    Run,
    /// To watch: alerts, investigations, the audit.
    Watch,
}

impl fmt::Display for Duty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Care => "those who care for people",
            Self::Run => "those who run the record",
            Self::Watch => "those who watch",
        })
    }
}

impl Activity {
    /// The duty that an activity belongs to; `None` for what several need, such as finding a person.
    pub const fn duty(self) -> Option<Duty> {
        match self {
            Self::PatientTrace | Self::ViewDemographics | Self::AmendDemographics => None,
            Self::ViewSummary
            | Self::ViewMedication
            | Self::ViewDetailed
            | Self::ManageDocuments
            | Self::OverrideConsent
            | Self::ViewSensitiveWhereabouts
            | Self::ClaimRelationship
            | Self::Safeguarding => Some(Duty::Care),
            Self::RecordOperations | Self::ConsentAdministration | Self::Administer => Some(Duty::Run),
            Self::RelationshipAlerts | Self::EmergencyAlerts | Self::SafeguardingAlerts | Self::Governance => {
                Some(Duty::Watch)
            }
        }
    }
}

impl JobRole {
    /// The duty that a role belongs to; `None` where what it grants is needed by several. No role of
    /// the baseline mixes two.
    pub fn duty(&self) -> Option<Duty> {
        Activity::ALL.into_iter().filter(|activity| self.may(*activity)).find_map(Activity::duty)
    }
}

/// The first of some role profiles whose duty does not go with that of a role, where one is there.
pub(super) fn conflicting<'a>(held: &'a [RoleProfile], role: &JobRole) -> Option<&'a RoleProfile> {
    let duty = role.duty()?;
    held.iter().find(|profile| profile.role.duty().is_some_and(|other| other != duty))
}
