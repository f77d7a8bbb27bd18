//! Alerts to those who watch: raised in the transaction of the event that caused them, closed by
//! somebody else, with an outcome.
//!
//! A notification of an alert is its number and nothing of the person. The numbers of source
//! patients are shown to whoever works on it.

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use super::audit;
use super::times::micros;
use crate::access::Reason;
use crate::audit::{Action, Event};
use crate::consent::{Decision, Emergency, Obligation, Outcome, Permission, Unsealing};
use crate::store::StoreError;
use crate::store::view::AlertKind;

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
    if let (Some(ground), Outcome::Permit) = (reason.unseal, decision.outcome) {
        unseal(connection, event, ground, reason)?;
    }
    let Some(kind) = kind_of(decision, reason) else { return Ok(()) };
    let claimed = reason.claim.filter(|_| kind == AlertKind::ClaimedRelationship).map(|claim| claim.slug().to_owned());
    let ground = claimed.or_else(|| reason.emergency.map(ground));
    let body = AlertBody { ground, words: reason.text.clone(), ..AlertBody::of(event) };
    raise(connection, kind, (event, sequence), &body).map(|_| ())
}

/// Opening what is sealed is an act of its own, with its event and its alert.
fn unseal(connection: &Connection, view: &Event, ground: Unsealing, reason: &Reason) -> Result<(), StoreError> {
    let detail = Some(format!("sealed entries opened: {}", ground.slug()));
    let event = Event { action: Action::Unmask, detail, ..view.clone() };
    let sequence = audit::write(connection, &event)?;
    let body = AlertBody {
        ground: Some(ground.slug().to_owned()),
        words: reason.text.clone(),
        decision: event.detail.clone(),
        ..AlertBody::of(&event)
    };
    raise(connection, AlertKind::Unsealing, (&event, sequence), &body).map(|_| ())
}

fn kind_of(decision: &Decision, reason: &Reason) -> Option<AlertKind> {
    let obliged = |obligation| decision.obligations.contains(&obligation);
    let refused = reason.permission == Permission::Refused;
    Some(match () {
        () if obliged(Obligation::AlertOperations) => AlertKind::Operations,
        () if obliged(Obligation::PrivacyAlert) => AlertKind::OwnRecord,
        () if obliged(Obligation::TellSafeguardingLead) => AlertKind::SafeguardingView,
        () if obliged(Obligation::RecordEmergencyOverride) && refused => AlertKind::DissentOverride,
        () if obliged(Obligation::RecordEmergencyOverride) => AlertKind::EmergencyView,
        () if obliged(Obligation::RecordClaim) => AlertKind::ClaimedRelationship,
        () if obliged(Obligation::TellPrivacyOfficer) => AlertKind::EmergencyView,
        () if obliged(Obligation::SampledReview) => AlertKind::SampledReview,
        () => return None,
    })
}

fn ground(emergency: Emergency) -> String {
    match emergency {
        Emergency::Medical => "medical",
        Emergency::Safeguarding => "safeguarding",
        Emergency::OverridingInterest => "overriding-interest",
    }
    .to_owned()
}
