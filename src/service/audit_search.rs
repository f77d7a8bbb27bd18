//! Searching the audit, and writing what is found.

use jiff::Timestamp;
use serde_json::Value;

use super::parameters::Parameters;
use super::problem::Problem;
use super::question::{instant, optional_whose};
use crate::audit::{Action, EventOutcome, Filter, audit_events};
use crate::record::PartialDateTime;
use crate::store::sqlite::SqliteStore;
use crate::store::view::{AuditKey, AuditPage, AuditQuery};
use crate::store::{PatientRef, Refusal, ViewRequest};

/// Which events, and about whom.
pub(super) fn query(parameters: &mut Parameters) -> Result<(AuditQuery, Option<PatientRef>), Problem> {
    let mut filter = Filter::default();
    for date in parameters.take_all("date") {
        narrow(&mut filter, &date)?;
    }
    if let Some(agent) = parameters.take("agent")? {
        let name = agent.rsplit_once(['/', '|']).map_or(agent.as_str(), |(_, name)| name);
        filter.users.push(name.to_owned());
    }
    if let Some(action) = parameters.take("action")? {
        filter.actions = actions(&action)?.to_vec();
    }
    if let Some(outcome) = parameters.take("outcome")? {
        let outcome = outcome.parse().ok().and_then(EventOutcome::of_code);
        filter.outcomes.push(outcome.ok_or_else(|| Problem::invalid("`outcome` is 0, 4, 8 or 12"))?);
    }
    let whose = optional_whose(parameters)?;
    Ok((AuditQuery { filter, ..AuditQuery::default() }, whose))
}

/// The actions of a letter of R4's `AuditEventAction`.
fn actions(letter: &str) -> Result<&'static [Action], Problem> {
    Ok(match letter {
        "C" => &[Action::Ingest, Action::Consent, Action::AuditImport],
        "R" => &[Action::View, Action::EmergencyView, Action::Unmask, Action::Export, Action::AuditRead],
        "U" => &[Action::Link],
        "D" => &[Action::Erasure],
        "E" => &[Action::Search, Action::WorkList, Action::Administration],
        _ => return Err(Problem::invalid("`action` is C, R, U, D or E")),
    })
}

/// Narrows the time by a date with its prefix (FHIR R4 section 3.1.1.4.7).
fn narrow(filter: &mut Filter, date: &str) -> Result<(), Problem> {
    let (prefix, text) = match date.get(..2) {
        Some(prefix) if prefix.bytes().all(|byte| byte.is_ascii_lowercase()) => (prefix, &date[2..]),
        _ => ("eq", date),
    };
    let (from, until) = (instant(text)?, after(text)?);
    let since = |filter: &mut Filter, at: Timestamp| filter.since = Some(filter.since.map_or(at, |old| old.max(at)));
    let before = |filter: &mut Filter, at: Timestamp| filter.until = Some(filter.until.map_or(at, |old| old.min(at)));
    match prefix {
        "eq" => {
            since(filter, from);
            before(filter, until);
        }
        "ge" => since(filter, from),
        "gt" => since(filter, until),
        "le" => before(filter, until),
        "lt" => before(filter, from),
        _ => return Err(Problem::not_supported("`date` takes the prefixes eq, ge, gt, le and lt")),
    }
    Ok(())
}

/// The first instant after a date, or after an instant.
fn after(text: &str) -> Result<Timestamp, Problem> {
    let at = instant(text)?;
    let is_instant = text.parse::<Timestamp>().is_ok();
    let date = text.parse::<PartialDateTime>().ok().filter(|_| !is_instant).map(|date| date.end());
    let next = || at.checked_add(jiff::SignedDuration::from_micros(1)).unwrap_or(at);
    Ok(date.unwrap_or_else(next))
}

/// A page of the audit: events as resources, and where the next begins.
pub(super) fn read(
    store: &mut SqliteStore,
    request: &ViewRequest,
    (query, whose): (AuditQuery, Option<&PatientRef>),
) -> Result<(Vec<Value>, Option<AuditKey>), Refusal> {
    let (patients, subjects) = match whose {
        Some(whose) => {
            let (patients, subjects) = store.audit_subjects(request, whose)?;
            (Some(patients), subjects)
        }
        None => (None, Vec::new()),
    };
    let ids: Vec<i64> = patients.iter().flatten().map(|id| id.0).collect();
    let viewing = store.open_audit(request, "events were read over FHIR", &ids)?;
    let AuditPage { entries, next } = store.audit_page(&viewing, &AuditQuery { patients, subjects, ..query })?;
    let log = store.audit_log_name()?;
    let mut found = Vec::new();
    for entry in entries {
        // Of an event that was erased nothing is left to tell but its hash.
        let Some(event) = entry.event else { continue };
        let people = store.audit_people(&viewing, &event)?;
        found.extend(audit_events(&log, entry.sequence, &event, &people));
    }
    Ok((found, next))
}
