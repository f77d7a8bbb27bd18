//! What waits for a second person, and what a second person approved.
//!
//! A request holds the hash of exactly what is to be done. It is approved by somebody other than
//! who asked, before it expires, and used once. Whether the role of the second person allows it is
//! for the caller to have checked.

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::place::Place;
use super::times::{instant, micros};
use super::{SqliteStore, audit, change, user_changes};
use crate::audit::{Action, Agent, Event, EventOutcome};
use crate::store::StoreError;

/// How long a request waits, and how long an approval may be used.
const LASTS: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What is asked of a second person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequestKind {
    /// Rows of a consent plan that loosen.
    ConsentPlan,
    /// Roles for a user.
    Grant,
    /// An entry that a person had denied, to be seen again.
    LiftDenial,
    /// An extract for a purpose beyond care.
    Extract,
    /// Events of the audit to be erased.
    Erasure,
}

impl RequestKind {
    const fn word(self) -> &'static str {
        match self {
            Self::ConsentPlan => "consent-plan",
            Self::Grant => "grant",
            Self::LiftDenial => "lift-denial",
            Self::Extract => "extract",
            Self::Erasure => "erasure",
        }
    }
}

/// Something that waits for a second person, or was decided by one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Request {
    /// Its name: of a plan, the plan's.
    pub id: String,
    /// What it is.
    pub kind: RequestKind,
    /// SHA-256 of what is approved.
    pub hash: Vec<u8>,
    /// What a second person reads, and what is done with it, as JSON.
    pub body: serde_json::Value,
    /// Who asked.
    pub requested_by: String,
    /// When.
    pub requested: Timestamp,
    /// From when on it can be neither approved nor used.
    pub expires: Timestamp,
    /// Who decided.
    pub decided_by: Option<String>,
    /// What was decided: `Some(true)` is approved, `Some(false)` is turned down.
    pub approved: Option<bool>,
    /// When it was used.
    pub used: Option<Timestamp>,
}

/// Records a request inside the caller's transaction. The same request twice is one.
pub(super) fn ask(
    connection: &Connection,
    (kind, id, hash): (RequestKind, &str, &[u8]),
    body: &serde_json::Value,
    agent: &Agent,
    now: Timestamp,
) -> Result<(), StoreError> {
    if let Some(known) = find(connection, id)? {
        if known.hash != hash || known.kind != kind {
            return Err(refused(id, "was made for something else"));
        }
        if now < known.expires || known.used.is_some() {
            return Ok(());
        }
        // It expired unused: it is asked for anew. The audit keeps both.
        connection.execute("DELETE FROM approval WHERE id = ?1", [id])?;
    }
    let expires = now.checked_add(LASTS).unwrap_or(now);
    connection.execute(
        "INSERT INTO approval (id, kind, hash, body, requested_by, requested, expires)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![id, kind.word(), hash, body.to_string(), agent.user, micros(now), micros(expires)],
    )?;
    let event = Event {
        detail: Some(format!("asked for approval of {} {id}", kind.word())),
        ..Event::new(now, Action::Administration, EventOutcome::Success, agent.clone())
    };
    audit::write(connection, &event)?;
    Ok(())
}

/// The approval that a request needs, spent inside the caller's transaction.
pub(super) fn spend(connection: &Connection, id: &str, hash: &[u8], now: Timestamp) -> Result<Request, StoreError> {
    let request = find(connection, id)?.ok_or_else(|| StoreError::NeedsApproval(id.to_owned()))?;
    if request.hash != hash {
        return Err(refused(id, "was approved for something else"));
    }
    match request.approved {
        None => return Err(StoreError::NeedsApproval(id.to_owned())),
        Some(false) => return Err(refused(id, "was turned down")),
        Some(true) => {}
    }
    if now >= request.expires {
        return Err(refused(id, "has expired"));
    }
    if request.used.is_some() {
        return Err(refused(id, "was used already"));
    }
    connection.execute("UPDATE approval SET used = ?2 WHERE id = ?1", params![id, micros(now)])?;
    Ok(request)
}

/// How far the approval of a plan has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Approval {
    /// Nobody asked, or what was asked for expired.
    None,
    /// It waits for a second person.
    Waiting,
    /// It was turned down.
    TurnedDown,
    /// It was given, and not too long ago; or it was used in time by this very plan.
    Given {
        /// By whom.
        by: String,
    },
}

impl Approval {
    /// Who gave it.
    pub(super) fn by(&self) -> Option<&str> {
        match self {
            Self::Given { by } => Some(by),
            Self::None | Self::Waiting | Self::TurnedDown => None,
        }
    }

    /// Why a row that needs it is not done: a word and a sentence.
    pub(super) const fn why(&self) -> (&'static str, &'static str) {
        match self {
            Self::None | Self::Waiting | Self::Given { .. } => ("needs-approval", "a second user must approve it"),
            Self::TurnedDown => ("turned-down", "a second user turned it down"),
        }
    }
}

/// How far the approval of a plan has come. One that expired before it was used is none: it may be
/// asked for again.
pub(super) fn state(connection: &Connection, id: &str, hash: &[u8], now: Timestamp) -> Result<Approval, StoreError> {
    let Some(request) = find(connection, id)? else { return Ok(Approval::None) };
    if request.hash != hash {
        return Err(refused(id, "was made for something else"));
    }
    Ok(match (request.approved, request.decided_by) {
        (Some(false), _) => Approval::TurnedDown,
        (Some(true), Some(by)) if request.used.is_some() || now < request.expires => Approval::Given { by },
        _ if now >= request.expires => Approval::None,
        _ => Approval::Waiting,
    })
}

/// Marks the approval of a plan as used, the first time.
pub(super) fn spend_for_plan(connection: &Connection, id: &str, hash: &[u8], now: Timestamp) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE approval SET used = ?3 WHERE id = ?1 AND hash = ?2 AND used IS NULL",
        params![id, hash, micros(now)],
    )?;
    Ok(())
}

/// A request by its name.
pub(super) fn find(connection: &Connection, id: &str) -> Result<Option<Request>, StoreError> {
    let sql = "SELECT id, kind, hash, body, requested_by, requested, expires, decided_by, approved, used
               FROM approval WHERE id = ?1";
    let found = connection.query_row(sql, [id], read).optional()?;
    found.transpose()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Result<Request, StoreError>> {
    let kind: String = row.get(1)?;
    let body: String = row.get(3)?;
    let kind = match kind.as_str() {
        "consent-plan" => RequestKind::ConsentPlan,
        "grant" => RequestKind::Grant,
        "lift-denial" => RequestKind::LiftDenial,
        "extract" => RequestKind::Extract,
        "erasure" => RequestKind::Erasure,
        other => return Ok(Err(StoreError::Damaged(format!("a request of the unknown kind {other:?}")))),
    };
    let body = match serde_json::from_str(&body) {
        Ok(body) => body,
        Err(error) => return Ok(Err(error.into())),
    };
    Ok(Ok(Request {
        id: row.get(0)?,
        kind,
        hash: row.get(2)?,
        body,
        requested_by: row.get(4)?,
        requested: instant(row.get(5)?),
        expires: instant(row.get(6)?),
        decided_by: row.get(7)?,
        approved: row.get(8)?,
        used: row.get::<_, Option<i64>>(9)?.map(instant),
    }))
}

fn refused(id: &str, why: &'static str) -> StoreError {
    StoreError::Approval { id: id.to_owned(), why }
}

impl SqliteStore {
    /// A request by its name.
    ///
    /// # Errors
    /// Where there is none, or the store cannot be read.
    pub fn approval_request(&mut self, id: &str, agent: &Agent) -> Result<Request, StoreError> {
        let request = find(&self.connection, id)?.ok_or_else(|| StoreError::Missing(format!("request {id}")))?;
        let event = Event {
            patients: self.concerned(&request)?,
            detail: Some(format!("request {id} for {} was shown", request.kind.word())),
            ..Event::new(self.context.now(), Action::View, EventOutcome::Success, agent.clone())
        };
        self.commit_event(&event)?;
        Ok(request)
    }

    /// What a request is for, so that a caller can tell who may see it. Nothing else is told by this.
    ///
    /// # Errors
    /// Where there is no such request, or the store cannot be read.
    pub fn request_kind(&self, id: &str) -> Result<RequestKind, StoreError> {
        let found = find(&self.connection, id)?.map(|request| request.kind);
        found.ok_or_else(|| StoreError::Missing(format!("request {id}")))
    }

    /// The source patients whose choices a request tells of.
    fn concerned(&self, request: &Request) -> Result<Vec<i64>, StoreError> {
        let rows =
            request.body.get("row").into_iter().chain(request.body["loosening"].as_array().into_iter().flatten());
        let numbers: Vec<_> = rows.filter_map(|row| row["number"].as_str()?.parse().ok()).collect();
        change::all_bearers(&self.connection, &numbers)
    }

    /// Every request that still waits, oldest first; with `all`, those decided or expired too.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn approval_requests(&mut self, all: bool, agent: &Agent) -> Result<Vec<Request>, StoreError> {
        let event = Event {
            detail: Some("requests that wait for a second user were listed".to_owned()),
            ..Event::new(self.context.now(), Action::WorkList, EventOutcome::Success, agent.clone())
        };
        self.commit_event(&event)?;
        let sql = "SELECT id, kind, hash, body, requested_by, requested, expires, decided_by, approved, used
                   FROM approval WHERE ?1 OR (decided IS NULL AND expires > ?2) ORDER BY requested, id";
        let mut statement = self.connection.prepare(sql)?;
        let found = statement.query_map(params![all, micros(self.context.now())], read)?;
        found.map(|request| request?).collect()
    }

    /// Approves a request, or turns it down, with its audit event in the same transaction. Nobody
    /// decides what they asked for. A grant to a user is judged again and applied with its approval;
    /// the rows of a plan wait until the plan is applied.
    ///
    /// # Errors
    /// Where there is no such request, where it is decided, expired or the caller's own, or where
    /// the store cannot be written.
    pub fn decide_request(&mut self, id: &str, approve: bool, agent: &Agent) -> Result<Request, StoreError> {
        let now = self.context.now();
        let transaction = self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let request = find(&transaction, id)?.ok_or_else(|| StoreError::Missing(format!("request {id}")))?;
        if request.requested_by == agent.user {
            return Err(refused(id, "is your own: a second user must decide it"));
        }
        if request.approved.is_some() {
            return Err(refused(id, "is decided already"));
        }
        if now >= request.expires {
            return Err(refused(id, "has expired"));
        }
        if request.kind == RequestKind::Grant {
            user_changes::may_decide(&transaction, &request, agent, now)?;
        }
        transaction.execute(
            "UPDATE approval SET decided_by = ?2, decided = ?3, approved = ?4 WHERE id = ?1",
            params![id, agent.user, micros(now), approve],
        )?;
        let word = if approve { "approved" } else { "turned down" };
        let event = Event {
            detail: Some(format!("{word} {} {id}, asked for by {}", request.kind.word(), request.requested_by)),
            ..Event::new(now, Action::Administration, EventOutcome::Success, agent.clone())
        };
        audit::write(&transaction, &event)?;
        if approve && request.kind == RequestKind::Grant {
            user_changes::approved(&transaction, &request, agent, now)?;
        }
        self.place.as_ref().map_or(Ok(()), Place::check)?;
        transaction.commit()?;
        Ok(Request { decided_by: Some(agent.user.clone()), approved: Some(approve), ..request })
    }
}
