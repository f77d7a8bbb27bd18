//! Alerts to those who watch: raised in the transaction of the event that caused them, closed by
//! somebody else, with an outcome.
//!
//! A notification of an alert is its number and nothing of the person. The numbers of source
//! patients are shown to whoever works on it.

use jiff::Timestamp;
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use super::times::micros;
use crate::access::{Activity, Reason};
use crate::audit::Event;
use crate::consent::{Decision, Emergency, Obligation, Outcome, Permission};
use crate::store::StoreError;

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

    pub(super) fn named(word: &str) -> Result<Self, StoreError> {
        let known = Self::ALL.into_iter().find(|kind| kind.slug() == word);
        known.ok_or_else(|| StoreError::Damaged(format!("an alert of the unknown kind {word:?}")))
    }
}

/// What is kept of the cause, beside the columns.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct AlertBody {
    /// The name shown to people, as at the time.
    pub(super) full_name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) role: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) organisation: Option<String>,
    /// The coded ground.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) ground: Option<String>,
    /// The user's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) words: Option<String>,
    /// The row of the decision table and its sentence, or what else was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) decision: Option<String>,
}

impl AlertBody {
    /// Who caused it, as the event names them.
    pub(super) fn of(event: &Event) -> Self {
        Self {
            full_name: event.agent.full_name.clone(),
            role: event.agent.role.clone(),
            organisation: event.agent.organisation.clone(),
            ground: None,
            words: event.reason.clone(),
            decision: event.decision.clone(),
        }
    }
}

/// Raises an alert about an event, inside the event's transaction.
pub(super) fn raise(
    connection: &Connection,
    kind: AlertKind,
    (event, sequence): (&Event, i64),
    body: &AlertBody,
) -> Result<i64, StoreError> {
    let id = connection
        .prepare_cached(
            "INSERT INTO alert (kind, caused_by, body, raised, sequence) VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id",
        )?
        .query_row(
            params![kind.slug(), event.agent.user, serde_json::to_string(body)?, micros(event.recorded), sequence],
            |row| row.get(0),
        )?;
    for patient in &event.patients {
        connection
            .prepare_cached("INSERT OR IGNORE INTO alert_patient (patient, alert) VALUES (?1, ?2)")?
            .execute((patient, id))?;
    }
    Ok(id)
}

/// Fulfils what a decision obliges to beside its event: the alerts, inside the event's transaction.
/// A demand (to break the glass, to ask, to claim) has let nobody see anything, and alerts nobody.
pub(super) fn fulfil(
    connection: &Connection,
    (event, sequence): (&Event, i64),
    decision: &Decision,
    reason: &Reason,
) -> Result<(), StoreError> {
    if !matches!(decision.outcome, Outcome::Permit | Outcome::Deny) {
        return Ok(());
    }
    let Some(kind) = kind_of(decision, reason) else { return Ok(()) };
    let body = AlertBody { ground: reason.emergency.map(ground), words: reason.text.clone(), ..AlertBody::of(event) };
    raise(connection, kind, (event, sequence), &body).map(|_| ())
}

fn kind_of(decision: &Decision, reason: &Reason) -> Option<AlertKind> {
    let obliged = |obligation| decision.obligations.contains(&obligation);
    if decision.row.0 == "0" {
        return Some(AlertKind::Operations);
    }
    if obliged(Obligation::TellSafeguardingLead) {
        return Some(AlertKind::SafeguardingView);
    }
    if obliged(Obligation::TellPrivacyOfficer) {
        let refused = reason.permission == Permission::Refused;
        return Some(match decision.row.0 {
            "4" => AlertKind::OwnRecord,
            "13" => AlertKind::ClaimedRelationship,
            _ if refused => AlertKind::DissentOverride,
            _ => AlertKind::EmergencyView,
        });
    }
    obliged(Obligation::SampledReview).then_some(AlertKind::SampledReview)
}

fn ground(emergency: Emergency) -> String {
    match emergency {
        Emergency::Medical => "medical",
        Emergency::Safeguarding => "safeguarding",
        Emergency::OverridingInterest => "overriding-interest",
    }
    .to_owned()
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
    /// Its name in the file, in JSON and on the command line.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Justified => "justified",
            Self::Unjustified => "unjustified",
            Self::Referred => "referred",
            Self::RaisedInError => "raised-in-error",
        }
    }

    pub(super) fn named(word: &str) -> Result<Self, StoreError> {
        let all = [Self::Justified, Self::Unjustified, Self::Referred, Self::RaisedInError];
        let known = all.into_iter().find(|outcome| outcome.slug() == word);
        known.ok_or_else(|| StoreError::Damaged(format!("an alert with the unknown outcome {word:?}")))
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
