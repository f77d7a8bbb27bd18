//! The policy in force: what the tool ships, with what this store adopted.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, TransactionBehavior, params};

use super::place::Place;
use super::times::micros;
use super::{SqliteStore, audit};
use crate::audit::{Action, Agent, Event, EventOutcome};
use crate::consent::{AdoptedSettings, PolicyBook, PolicyError, PolicyInForce};
use crate::record::london;
use crate::store::StoreError;

/// The time of a decision: that of asking, or one that is replayed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    /// The time of asking.
    pub(super) now: Timestamp,
    /// The last microsecond of what is taken to be known; `None` is all.
    pub(super) known: Option<i64>,
}

impl Moment {
    /// The time of asking, with all that is known.
    pub(super) const fn now(now: Timestamp) -> Self {
        Self { now, known: None }
    }

    /// A time, with what was known by then.
    pub(super) fn replayed(at: Timestamp) -> Self {
        Self { now: at, known: Some(micros(at)) }
    }

    /// The last microsecond of what is taken to be known.
    pub(super) fn known(self) -> i64 {
        self.known.unwrap_or(i64::MAX - 1)
    }

    /// The day in Europe/London.
    pub(super) fn day(self) -> Date {
        london().to_datetime(self.now).date()
    }
}

/// The policy that was read last: of which day, and with how much adopted.
pub(super) type LastPolicy = Option<((Date, Option<i64>), Arc<PolicyInForce>)>;

impl SqliteStore {
    /// The policy in force at a moment; `None` where it cannot be read, and nothing is permitted.
    pub(super) fn policy(&self, moment: Moment) -> Option<Arc<PolicyInForce>> {
        let last = last_adopted(&self.connection, moment).ok()?;
        let key = (moment.day(), last);
        if let Some((held, policy)) = &*self.policy.borrow()
            && *held == key
        {
            return Some(Arc::clone(policy));
        }
        let read = Arc::new(self.policy_of(moment).ok()?);
        *self.policy.borrow_mut() = Some((key, Arc::clone(&read)));
        Some(read)
    }

    fn policy_of(&self, moment: Moment) -> Result<PolicyInForce, StoreError> {
        let book = PolicyBook::shipped().map_err(unreadable)?;
        book.on(moment.day(), &adopted(&self.connection, moment)?).map_err(|error| unreadable(&error))
    }

    /// The policy in force now, for a reader.
    ///
    /// # Errors
    /// Where the store or a setting in it cannot be read.
    pub fn policy_now(&self) -> Result<PolicyInForce, StoreError> {
        let moment = Moment::now(self.context.now());
        match self.policy(moment) {
            Some(policy) => Ok(PolicyInForce::clone(&policy)),
            // Read again to say why.
            None => self.policy_of(moment),
        }
    }

    /// Adopts settings of the policy from a day on, with the audit event in the same transaction.
    /// Whether the caller may is for the caller to have checked.
    ///
    /// # Errors
    /// Where a setting is not known or its value is not one that it has, or where the store cannot
    /// be written.
    pub fn adopt_policy(&mut self, adopting: &AdoptedSettings, agent: &Agent) -> Result<(), StoreError> {
        let book = PolicyBook::shipped().map_err(unreadable)?;
        book.on(adopting.from, std::slice::from_ref(adopting)).map_err(|error| unreadable(&error))?;
        let now = self.context.now();
        let body = serde_json::to_string(adopting)?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let event = Event {
            detail: Some(format!("settings of the consent policy adopted: {body}")),
            ..Event::new(now, Action::Administration, EventOutcome::Success, agent.clone())
        };
        let sequence = audit::write(&transaction, &event)?;
        transaction.execute(
            "INSERT INTO adopted_policy (body, recorded, sequence) VALUES (?1, ?2, ?3)",
            params![body, micros(now), sequence],
        )?;
        self.place.as_ref().map_or(Ok(()), Place::check)?;
        transaction.commit()?;
        Ok(())
    }
}

fn last_adopted(connection: &Connection, moment: Moment) -> Result<Option<i64>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT max(id) FROM adopted_policy WHERE recorded <= ?1")?;
    Ok(statement.query_row([moment.known()], |row| row.get(0))?)
}

/// What was adopted, and known to be, by then, in the order in which it was.
fn adopted(connection: &Connection, moment: Moment) -> Result<Vec<AdoptedSettings>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT body FROM adopted_policy WHERE recorded <= ?1 ORDER BY id")?;
    let bodies = statement.query_map([moment.known()], |row| row.get::<_, String>(0))?;
    bodies.map(|body| Ok(serde_json::from_str(&body?)?)).collect()
}

fn unreadable(error: &PolicyError) -> StoreError {
    StoreError::Policy(error.clone())
}
