//! Users of the store.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use super::place::Place;
use super::{SqliteStore, audit};
use crate::access::User;
use crate::audit::{Action, Agent, Event, EventOutcome};
use crate::record::NhsNumber;
use crate::store::StoreError;

/// Registers or replaces a user, with the audit event in the same transaction.
pub(super) fn register(
    connection: &Connection,
    user: &User,
    by: &str,
    now: Timestamp,
    why: &str,
) -> Result<(), StoreError> {
    connection.execute(
        "INSERT INTO user (name, uid, nhs_number, body) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (name) DO UPDATE SET uid = excluded.uid, nhs_number = excluded.nhs_number, body = excluded.body",
        params![user.name, user.uid, user.nhs_number.map(NhsNumber::plain), serde_json::to_string(user)?],
    )?;
    let agent = Agent { user: by.to_owned(), full_name: by.to_owned(), role: None, organisation: None };
    let roles: Vec<_> =
        user.roles.iter().map(|profile| format!("{} at {}", profile.role.0, profile.organisation)).collect();
    let event = Event {
        reason: Some(why.to_owned()),
        detail: Some(format!("user {} registered: {}", user.name, roles.join(", "))),
        ..Event::new(now, Action::Administration, EventOutcome::Success, agent)
    };
    audit::write(connection, &event)?;
    Ok(())
}

impl SqliteStore {
    /// Registers a user, or replaces one of the same name.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn register_user(&mut self, user: &User, by: &str) -> Result<(), StoreError> {
        let now = self.context.now();
        let transaction = self.connection.transaction()?;
        register(&transaction, user, by, now, "registered")?;
        self.place.as_ref().map_or(Ok(()), Place::check)?;
        transaction.commit()?;
        Ok(())
    }

    /// Every user, by name.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn users(&self) -> Result<Vec<User>, StoreError> {
        let mut statement = self.connection.prepare("SELECT body FROM user ORDER BY name")?;
        let bodies = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
        bodies.iter().map(|body| Ok(serde_json::from_str(body)?)).collect()
    }

    pub(super) fn user_where(&self, column: &str, value: &dyn rusqlite::ToSql) -> Result<Option<User>, StoreError> {
        let sql = format!("SELECT body FROM user WHERE {column} = ?1");
        let body = self.connection.query_row(&sql, [value], |row| row.get::<_, String>(0)).optional()?;
        body.map(|body| Ok(serde_json::from_str(&body)?)).transpose()
    }
}
