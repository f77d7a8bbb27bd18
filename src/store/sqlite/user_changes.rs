//! Changes of users and their roles: judged, applied or put before a second user, and audited, all
//! of one call in one transaction.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use sha2::{Digest, Sha256};

use super::approvals::{self, Request, RequestKind};
use super::place::Place;
use super::times::micros;
use super::{SqliteStore, audit, users};
use crate::access::{ChangeRefusal, Registered, Roster, UserChange, Way, may_approve_users};
use crate::audit::{Action, Agent, Event, EventOutcome};
use crate::store::StoreError;

/// What became of one change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserChanged {
    /// The change.
    pub change: UserChange,
    /// How it was made.
    pub way: Way,
    /// The request that a second user decides, where the change waits for one.
    pub request: Option<String>,
}

impl SqliteStore {
    /// Makes changes of users, in order, all or none: what restricts at once, what loosens as a
    /// request for a second user. With `dry_run` everything is judged and nothing is kept.
    ///
    /// # Errors
    /// Where one of them may not be made, which is audited, or the store cannot be written.
    pub fn change_users(
        &mut self,
        changes: &[UserChange],
        agent: &Agent,
        dry_run: bool,
    ) -> Result<Vec<UserChanged>, StoreError> {
        let now = self.context.now();
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut made = Vec::with_capacity(changes.len());
        for change in changes {
            match make(&transaction, change, agent, now) {
                Ok(one) => made.push(one),
                Err(StoreError::UserChange(refusal)) => {
                    transaction.rollback()?;
                    if !dry_run {
                        self.refused(change, &refusal, agent)?;
                    }
                    return Err(refusal.into());
                }
                Err(error) => return Err(error),
            }
        }
        if dry_run {
            transaction.rollback()?;
            return Ok(made);
        }
        self.place.as_ref().map_or(Ok(()), Place::check)?;
        transaction.commit()?;
        Ok(made)
    }

    fn refused(&mut self, change: &UserChange, refusal: &ChangeRefusal, agent: &Agent) -> Result<(), StoreError> {
        let event = Event {
            reason: Some(refusal.to_string()),
            detail: Some(change.describe()),
            ..Event::new(self.context.now(), Action::Administration, EventOutcome::SeriousFailure, agent.clone())
        };
        self.commit_event(&event).map(|_proof| ())
    }

    /// Everybody who is registered, and how grants are made here.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn roster(&self) -> Result<Roster, StoreError> {
        roster(&self.connection, self.context.now())
    }

    /// Lets one user hold roles of several duties in this store, for a site too small to separate
    /// them. The audit says who decided it.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn combine_duties(&mut self, agent: &Agent) -> Result<(), StoreError> {
        let now = self.context.now();
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        set(&transaction, COMBINED_DUTIES, now)?;
        let event = Event {
            detail: Some("policy: one user may hold roles of several duties".to_owned()),
            ..Event::new(now, Action::Administration, EventOutcome::Success, agent.clone())
        };
        audit::write(&transaction, &event)?;
        self.place.as_ref().map_or(Ok(()), Place::check)?;
        transaction.commit()?;
        Ok(())
    }
}

const COMBINED_DUTIES: &str = "combined-duties";
const TWO_PEOPLE: &str = "two-people";

fn set(connection: &Connection, key: &str, now: Timestamp) -> Result<(), StoreError> {
    connection.execute("INSERT OR IGNORE INTO meta (key, value) VALUES (?1, ?2)", (key, now.to_string()))?;
    Ok(())
}

fn roster(connection: &Connection, now: Timestamp) -> Result<Roster, StoreError> {
    let meta = |key: &str| -> Result<Option<String>, StoreError> {
        Ok(connection.query_row("SELECT value FROM meta WHERE key = ?1", [key], |row| row.get(0)).optional()?)
    };
    Ok(Roster {
        users: users::registered(connection, now)?,
        combined_duties: meta(COMBINED_DUTIES)?.is_some(),
        two_people: meta(TWO_PEOPLE)?.is_some(),
        demo: meta("kind")?.as_deref() == Some("demo"),
    })
}

/// From the moment a second user may approve, nobody approves alone: also not once that second user
/// is suspended, or one administrator could make room for themselves.
pub(super) fn note_second_person(connection: &Connection, now: Timestamp) -> Result<(), StoreError> {
    let approving = users::registered(connection, now)?.iter().filter(|user| may_approve_users(&user.user)).count();
    if approving < 2 { Ok(()) } else { set(connection, TWO_PEOPLE, now) }
}

fn make(
    connection: &Connection,
    change: &UserChange,
    agent: &Agent,
    now: Timestamp,
) -> Result<UserChanged, StoreError> {
    let way = roster(connection, now)?.judge(change, &agent.user)?;
    let request = match way {
        Way::Unchanged => None,
        Way::AtOnce => {
            apply(connection, change, agent, None, now)?;
            None
        }
        Way::SelfApproved => {
            let alone = "self-approved: no second user may approve yet";
            apply(connection, change, agent, Some(alone), now)?;
            None
        }
        Way::SecondUser => Some(ask(connection, change, agent, now)?),
    };
    Ok(UserChanged { change: change.clone(), way, request })
}

/// The request for a second user: one that waits already, or a new one.
fn ask(connection: &Connection, change: &UserChange, agent: &Agent, now: Timestamp) -> Result<String, StoreError> {
    let body = serde_json::to_value(change)?;
    let hash = hash(change)?;
    let waiting = connection
        .query_row(
            "SELECT id FROM approval WHERE kind = 'grant' AND hash = ?1 AND requested_by = ?2 AND decided IS NULL AND expires > ?3",
            params![hash, agent.user, micros(now)],
            |row| row.get::<_, String>(0),
        )
        .optional()?;
    if let Some(id) = waiting {
        return Ok(id);
    }
    let mut named = Sha256::new_with_prefix(&hash);
    named.update(agent.user.as_bytes());
    named.update(now.as_nanosecond().to_be_bytes());
    let id = named.finalize().iter().take(5).fold("grant-".to_owned(), |id, byte| format!("{id}{byte:02x}"));
    approvals::ask(connection, (RequestKind::Grant, &id, &hash), &body, agent, now)?;
    Ok(id)
}

fn hash(change: &UserChange) -> Result<Vec<u8>, StoreError> {
    Ok(Sha256::digest(serde_json::to_vec(change)?).to_vec())
}

/// Applies what a second user approved, inside the transaction of the approval. It is judged again
/// by what stands now.
pub(super) fn approved(
    connection: &Connection,
    request: &Request,
    approver: &Agent,
    now: Timestamp,
) -> Result<(), StoreError> {
    let change: UserChange = serde_json::from_value(request.body.clone())?;
    if hash(&change)? != request.hash {
        return Err(StoreError::Damaged(format!("request {} holds something else than was asked for", request.id)));
    }
    let roster = roster(connection, now)?;
    match roster.judge(&change, &request.requested_by) {
        Ok(Way::SecondUser) => {}
        Ok(_) => return Err(StoreError::Stale("what was asked for stands already".to_owned())),
        Err(refusal) => return Err(StoreError::Stale(refusal.to_string())),
    }
    let why = format!("asked for by {}, request {}", request.requested_by, request.id);
    apply(connection, &change, approver, Some(&why), now)?;
    approvals::spend(connection, &request.id, &request.hash, now)?;
    Ok(())
}

/// Refuses who may not decide a request for a user: neither approve nor turn down.
pub(super) fn may_decide(
    connection: &Connection,
    request: &Request,
    approver: &Agent,
    now: Timestamp,
) -> Result<(), StoreError> {
    let change: UserChange = serde_json::from_value(request.body.clone())?;
    Ok(roster(connection, now)?.may_approve(&change, &approver.user)?)
}

fn apply(
    connection: &Connection,
    change: &UserChange,
    agent: &Agent,
    why: Option<&str>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut user = match change {
        UserChange::Register { name, full_name, uid } => users::new(name, full_name, *uid),
        _ => users::named(connection, change.name(), now)?
            .ok_or_else(|| ChangeRefusal::NoSuchUser(change.name().to_owned()))?,
    };
    take_in(&mut user, change);
    users::write(connection, &user)?;
    note_second_person(connection, now)?;
    let event = Event {
        reason: why.map(ToOwned::to_owned),
        detail: Some(change.describe()),
        ..Event::new(now, Action::Administration, EventOutcome::Success, agent.clone())
    };
    audit::write(connection, &event)?;
    Ok(())
}

fn take_in(user: &mut Registered, change: &UserChange) {
    match change {
        UserChange::Register { .. } => {}
        UserChange::Grant { profile, .. } => user.user.roles.push(profile.clone()),
        UserChange::Revoke { profile, .. } => user.user.roles.retain(|held| held != profile),
        UserChange::Suspend { from, .. } => user.suspended_from = Some(*from),
        UserChange::Lift { .. } => user.suspended_from = None,
    }
}
