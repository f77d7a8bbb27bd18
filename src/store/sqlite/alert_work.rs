//! Working on alerts: listing those that wait, looking into one, closing it.

use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params};
use sha2::{Digest, Sha256};

use super::alerts::AlertBody;
use super::place::Place;
use super::times::{instant, micros};
use super::{SqliteStore, audit, gate};
use crate::access::User;
use crate::audit::{Action, Event, EventOutcome};
use crate::store::view::{Alert, AlertKind, AlertOutcome, Closing, Page};
use crate::store::{PatientId, Refusal, StoreError, ViewRequest};

/// Which alerts to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AlertFilter {
    /// Those that are closed too.
    pub closed: bool,
    /// Only this kind.
    pub kind: Option<AlertKind>,
    /// Of what is reviewed by sample, how many in a hundred to list; the same ones each time.
    pub sample: Option<u8>,
}

const COLUMNS: &str = "SELECT id, kind, caused_by, body, raised, sequence, closed, closed_by, outcome, note FROM alert";

impl SqliteStore {
    /// The alerts that this user may work on, open ones first, then newest first. They name nobody:
    /// words and store numbers are for [`SqliteStore::alert`].
    ///
    /// # Errors
    /// Where no role of the user works on alerts, or the event cannot be written.
    pub fn alerts(&mut self, request: &ViewRequest, filter: AlertFilter, page: Page) -> Result<Vec<Alert>, Refusal> {
        let kinds = self.worked_on(request)?;
        let sampled = |kind: AlertKind| kind != AlertKind::SampledReview || filter.sample.is_some();
        let named = |kind: AlertKind| filter.kind.is_none_or(|wanted| wanted == kind);
        let kinds: Vec<AlertKind> = kinds.into_iter().filter(|kind| sampled(*kind) && named(*kind)).collect();
        let sql = format!(
            "{COLUMNS} WHERE (?1 OR closed IS NULL) AND kind IN (SELECT value FROM json_each(?2)) AND raised <= ?3
             ORDER BY closed IS NOT NULL, id DESC"
        );
        let words: Vec<&str> = kinds.iter().map(|kind| kind.slug()).collect();
        let words = serde_json::to_string(&words).map_err(StoreError::from)?;
        let mut found = Vec::new();
        {
            let mut statement = self.connection.prepare(&sql)?;
            let rows = statement.query_map(params![filter.closed, words, page.known()], read)?;
            let (limit, mut skip) = (if page.limit == 0 { usize::MAX } else { page.limit }, page.offset);
            for alert in rows {
                let (alert, _) = alert??;
                let drawn = alert.kind != AlertKind::SampledReview
                    || filter.sample.is_some_and(|percent| is_drawn(&alert, percent));
                if !drawn {
                    continue;
                }
                if skip > 0 {
                    skip -= 1;
                    continue;
                }
                found.push(alert);
                if found.len() == limit {
                    break;
                }
            }
        }
        let event = Event {
            detail: Some(format!("alerts; {} listed", found.len())),
            ..gate::event(self, request, Action::WorkList, EventOutcome::Success)
        };
        let _proof = self.commit_event(&event)?;
        Ok(found)
    }

    /// One alert, with the user's words and the store numbers of whom it concerns.
    ///
    /// # Errors
    /// Where there is none of that number that this user may work on, or the event cannot be written.
    pub fn alert(&mut self, request: &ViewRequest, id: i64) -> Result<Alert, Refusal> {
        let kinds = self.worked_on(request)?;
        let (alert, body) = find(&self.connection, id, &kinds)?;
        let alert = with_patients(&self.connection, Alert { words: body.words, ..alert })?;
        let event = Event {
            patients: alert.patients.iter().map(|id| id.0).collect(),
            detail: Some(format!("alert {id}")),
            ..gate::event(self, request, Action::WorkList, EventOutcome::Success)
        };
        let _proof = self.commit_event(&event)?;
        Ok(alert)
    }

    /// Closes an alert, with its event in the same transaction. Nobody closes one that they caused.
    ///
    /// # Errors
    /// Where there is none of that number that this user may work on, where it is closed or the
    /// user's own, or the store cannot be written.
    pub fn close_alert(
        &mut self,
        request: &ViewRequest,
        id: i64,
        outcome: AlertOutcome,
        note: &str,
    ) -> Result<Alert, Refusal> {
        let kinds = self.worked_on(request)?;
        let now = self.context.now();
        let done = gate::event(self, request, Action::Administration, EventOutcome::Success);
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let (alert, _) = find(&transaction, id, &kinds)?;
        if alert.caused_by == request.user.name {
            let refused = gate_refusal(done, id);
            audit::write(&transaction, &refused)?;
            transaction.commit()?;
            return Err(StoreError::OwnAlert(id).into());
        }
        if alert.closed.is_some() {
            return Err(StoreError::ClosedAlert(id).into());
        }
        transaction.execute(
            "UPDATE alert SET closed = ?2, closed_by = ?3, outcome = ?4, note = ?5 WHERE id = ?1",
            params![id, micros(now), request.user.name, outcome.slug(), note],
        )?;
        let alert = with_patients(&transaction, alert)?;
        let event = Event {
            patients: alert.patients.iter().map(|id| id.0).collect(),
            detail: Some(format!("closed alert {id}, caused by {}: {}", alert.caused_by, outcome.slug())),
            ..done
        };
        audit::write(&transaction, &event)?;
        self.place.as_ref().map_or(Ok(()), Place::check)?;
        transaction.commit()?;
        let closed = Closing { by: request.user.name.clone(), at: now, outcome, note: note.to_owned() };
        Ok(Alert { closed: Some(closed), ..alert })
    }

    /// The kinds that this user works on; a refusal, written to the audit, where there are none.
    fn worked_on(&mut self, request: &ViewRequest) -> Result<Vec<AlertKind>, Refusal> {
        let kinds = kinds_of(&request.user);
        if !kinds.is_empty() {
            return Ok(kinds);
        }
        Err(self.refuse_role(request, Action::WorkList, "no role of the user works on alerts")?)
    }
}

fn kinds_of(user: &User) -> Vec<AlertKind> {
    let works = |kind: &AlertKind| kind.worked_on_with().iter().any(|activity| user.may(*activity));
    AlertKind::ALL.into_iter().filter(works).collect()
}

fn gate_refusal(done: Event, id: i64) -> Event {
    Event {
        outcome: EventOutcome::SeriousFailure,
        detail: Some(format!("alert {id} was not closed by who caused it")),
        ..done
    }
}

/// Whether an alert is in the sample of so many in a hundred: by its number, so that nobody can
/// choose, and the same each time.
fn is_drawn(alert: &Alert, percent: u8) -> bool {
    let digest =
        Sha256::new().chain_update(alert.id.to_be_bytes()).chain_update(alert.sequence.to_be_bytes()).finalize();
    let place = u16::from_be_bytes([digest[0], digest[1]]) % 100;
    place < u16::from(percent)
}

fn find(connection: &Connection, id: i64, kinds: &[AlertKind]) -> Result<(Alert, AlertBody), StoreError> {
    let missing = || StoreError::Missing(format!("alert {id}"));
    let found = connection.query_row(&format!("{COLUMNS} WHERE id = ?1"), [id], read).optional()?;
    let (alert, body) = found.ok_or_else(missing)??;
    if kinds.contains(&alert.kind) { Ok((alert, body)) } else { Err(missing()) }
}

fn with_patients(connection: &Connection, alert: Alert) -> Result<Alert, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT patient FROM alert_patient WHERE alert = ?1 ORDER BY patient")?;
    let patients = statement.query_map([alert.id], |row| row.get(0).map(PatientId))?.collect::<Result<_, _>>()?;
    Ok(Alert { patients, ..alert })
}

type Found = Result<(Alert, AlertBody), StoreError>;

fn read(row: &Row<'_>) -> rusqlite::Result<Found> {
    let (kind, body): (String, String) = (row.get(1)?, row.get(3)?);
    let (closed, by, outcome, note): (Option<i64>, Option<String>, Option<String>, Option<String>) =
        (row.get(6)?, row.get(7)?, row.get(8)?, row.get(9)?);
    let (id, caused_by, raised, sequence) = (row.get(0)?, row.get(2)?, instant(row.get(4)?), row.get(5)?);
    let build = || -> Found {
        let damaged = |what: &str| StoreError::Damaged(format!("alert {id} has {what}"));
        let kind = AlertKind::named(&kind).ok_or_else(|| damaged("an unknown kind"))?;
        let body: AlertBody = serde_json::from_str(&body)?;
        let closed = match (closed, by, outcome) {
            (None, ..) => None,
            (Some(at), Some(by), Some(outcome)) => {
                let outcome = AlertOutcome::named(&outcome).ok_or_else(|| damaged("an unknown outcome"))?;
                Some(Closing { by, at: instant(at), outcome, note: note.unwrap_or_default() })
            }
            (Some(_), ..) => return Err(damaged("no outcome")),
        };
        let alert = Alert {
            id,
            kind,
            caused_by,
            full_name: body.full_name.clone(),
            role: body.role.clone(),
            organisation: body.organisation.clone(),
            raised,
            ground: body.ground.clone(),
            words: None,
            decision: body.decision.clone(),
            patients: Vec::new(),
            sequence,
            closed,
        };
        Ok((alert, body))
    };
    Ok(build())
}
