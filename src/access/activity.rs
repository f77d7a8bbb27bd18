//! What a role may do: national activity codes, and which include which.

use serde::{Deserialize, Serialize};

/// Something a role may do: an activity of the NHS national role-based access control (RBAC)
/// database, or, where none of those fits, one of this tool's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Activity {
    /// B0264: find a person.
    #[serde(rename = "B0264")]
    PatientTrace,
    /// B0820: view demographics.
    #[serde(rename = "B0820")]
    ViewDemographics,
    /// B0825: amend demographics.
    #[serde(rename = "B0825")]
    AmendDemographics,
    /// B0370: view the summary of a record.
    #[serde(rename = "B0370")]
    ViewSummary,
    /// B0401: view medication.
    #[serde(rename = "B0401")]
    ViewMedication,
    /// B0360: view a detailed record. A view for direct care needs it.
    #[serde(rename = "B0360")]
    ViewDetailed,
    /// B0815: manage clinical documents.
    #[serde(rename = "B0815")]
    ManageDocuments,
    /// B0082: legal override of consent, which is to break glass.
    #[serde(rename = "B0082")]
    OverrideConsent,
    /// B1611: see the whereabouts of an S-flagged person.
    #[serde(rename = "B1611")]
    ViewSensitiveWhereabouts,
    /// B0016: work on alerts about self-claimed relationships.
    #[serde(rename = "B0016")]
    RelationshipAlerts,
    /// B0015: work on alerts about emergency views.
    #[serde(rename = "B0015")]
    EmergencyAlerts,
    /// Work on alerts about views for safeguarding, as the safeguarding lead. This tool's own.
    #[serde(rename = "safeguarding-alerts")]
    SafeguardingAlerts,
    /// Claim to be in a person's care where nothing on record says so. This tool's own.
    #[serde(rename = "claim-relationship")]
    ClaimRelationship,
    /// Work in safeguarding. This tool's own: no national code says so.
    #[serde(rename = "safeguarding")]
    Safeguarding,
    /// Keep the record right: feeds, dead letters, identity conflicts, masked records. This tool's
    /// own: national codes know the systems of one organisation, not the operation of a shared one.
    #[serde(rename = "record-operations")]
    RecordOperations,
    /// Record and change people's choices. This tool's own: national codes are about consent to
    /// other records.
    #[serde(rename = "consent-administration")]
    ConsentAdministration,
    /// Make stores, back them up, register users. This tool's own.
    #[serde(rename = "administration")]
    Administer,
    /// Subject access, privacy investigations, reading the audit. This tool's own.
    #[serde(rename = "governance")]
    Governance,
}

impl Activity {
    /// Every activity, so that a caller can list them.
    pub const ALL: [Self; 18] = [
        Self::PatientTrace,
        Self::ViewDemographics,
        Self::AmendDemographics,
        Self::ViewSummary,
        Self::ViewMedication,
        Self::ViewDetailed,
        Self::ManageDocuments,
        Self::OverrideConsent,
        Self::ViewSensitiveWhereabouts,
        Self::RelationshipAlerts,
        Self::EmergencyAlerts,
        Self::SafeguardingAlerts,
        Self::ClaimRelationship,
        Self::Safeguarding,
        Self::RecordOperations,
        Self::ConsentAdministration,
        Self::Administer,
        Self::Governance,
    ];

    /// What whoever has this activity has with it, one step down.
    const fn includes_directly(self) -> &'static [Self] {
        match self {
            Self::ViewDetailed => &[Self::ViewSummary, Self::ViewMedication],
            Self::AmendDemographics | Self::ViewSummary => &[Self::ViewDemographics],
            Self::PatientTrace
            | Self::ViewDemographics
            | Self::ViewMedication
            | Self::ManageDocuments
            | Self::OverrideConsent
            | Self::ViewSensitiveWhereabouts
            | Self::RelationshipAlerts
            | Self::EmergencyAlerts
            | Self::SafeguardingAlerts
            | Self::ClaimRelationship
            | Self::Safeguarding
            | Self::RecordOperations
            | Self::ConsentAdministration
            | Self::Administer
            | Self::Governance => &[],
        }
    }

    /// Whether whoever has this activity has the other with it, through any number of steps.
    pub fn includes(self, other: Self) -> bool {
        self == other || self.includes_directly().iter().any(|activity| activity.includes(other))
    }

    const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// Several activities, included ones counted: a small set that is copied, not allocated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Activities(u32);

impl Activities {
    /// None.
    pub const NONE: Self = Self(0);

    /// These, with all that they include.
    pub(super) fn granted(list: &[Activity]) -> Self {
        let includes = |activity: &Activity| list.iter().any(|granted| granted.includes(*activity));
        Self(Activity::ALL.iter().filter(|activity| includes(activity)).fold(0, |set, activity| set | activity.bit()))
    }

    /// Whether it is among them.
    pub const fn contains(self, activity: Activity) -> bool {
        self.0 & activity.bit() != 0
    }

    /// All of both.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Each of them, in the order of [`Activity::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Activity> {
        Activity::ALL.into_iter().filter(move |activity| self.contains(*activity))
    }
}
