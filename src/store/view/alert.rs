//! Alerts as those who work on them see them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::access::Activity;
use crate::store::PatientId;

/// What an alert is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AlertKind {
    /// A record was opened in an emergency.
    EmergencyView,
    /// A record was opened although the person had just refused.
    DissentOverride,
    /// A record was opened for safeguarding.
    SafeguardingView,
    /// A user claimed a relationship to the person.
    ClaimedRelationship,
    /// A user asked for their own record, or for that of their household or of a colleague.
    OwnRecord,
    /// Sensitive entries were unsealed.
    Unsealing,
    /// The record could not be decided upon: its audit, its policy or its integrity failed.
    Operations,
    /// A view that is reviewed by sample, nothing being out of the ordinary.
    SampledReview,
}

impl AlertKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::EmergencyView,
        Self::DissentOverride,
        Self::SafeguardingView,
        Self::ClaimedRelationship,
        Self::OwnRecord,
        Self::Unsealing,
        Self::Operations,
        Self::SampledReview,
    ];

    /// Its name in the file, in JSON and on the command line.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::EmergencyView => "emergency-view",
            Self::DissentOverride => "dissent-override",
            Self::SafeguardingView => "safeguarding-view",
            Self::ClaimedRelationship => "claimed-relationship",
            Self::OwnRecord => "own-record",
            Self::Unsealing => "unsealing",
            Self::Operations => "operations",
            Self::SampledReview => "sampled-review",
        }
    }

    /// The activities any of which lets a user work on alerts of this kind.
    pub const fn worked_on_with(self) -> &'static [Activity] {
        match self {
            Self::EmergencyView | Self::DissentOverride | Self::Unsealing => &[Activity::EmergencyAlerts],
            Self::SafeguardingView => &[Activity::EmergencyAlerts, Activity::SafeguardingAlerts],
            Self::ClaimedRelationship | Self::OwnRecord | Self::SampledReview => &[Activity::RelationshipAlerts],
            Self::Operations => &[Activity::Administer],
        }
    }

    /// The kind of a name.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == word)
    }
}

/// What somebody found who looked into an alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AlertOutcome {
    /// There was good reason to look.
    Justified,
    /// There was none: the person is to be told, and action taken.
    Unjustified,
    /// It cannot be told from here, and goes to an investigation.
    Referred,
    /// Nobody looked: a test, or a mistake of the system.
    RaisedInError,
}

impl AlertOutcome {
    /// Every outcome.
    pub const ALL: [Self; 4] = [Self::Justified, Self::Unjustified, Self::Referred, Self::RaisedInError];

    /// Its name in the file, in JSON and on the command line.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Justified => "justified",
            Self::Unjustified => "unjustified",
            Self::Referred => "referred",
            Self::RaisedInError => "raised-in-error",
        }
    }

    /// The outcome of a name.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.slug() == word)
    }
}

/// How an alert was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Closing {
    /// By whom.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What was found.
    pub outcome: AlertOutcome,
    /// In words.
    pub note: String,
}

/// One alert.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alert {
    /// Its number, which is all that a notification of it says.
    pub id: i64,
    /// What it is about.
    pub kind: AlertKind,
    /// The user who caused it.
    pub caused_by: String,
    /// The name shown to people, as at the time.
    pub full_name: String,
    /// The job role acted in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// The organisation acted for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// When.
    pub raised: Timestamp,
    /// The coded ground.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ground: Option<String>,
    /// The user's own words; only where one alert is shown, since words may name a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// The row of the decision table, and its sentence, or what else was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// The source patients concerned, by store number; only where one alert is shown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub patients: Vec<PatientId>,
    /// The audit event that it tells of.
    pub sequence: i64,
    /// How it was closed; absent where it waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed: Option<Closing>,
}
