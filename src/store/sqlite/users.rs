//! Users of the store, as they are kept.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, Row, params};

use super::place::Place;
use super::{SqliteStore, audit, times, user_changes};
use crate::access::{Registered, User};
use crate::audit::{Action, Agent, Event, EventOutcome};
use crate::record::{NhsNumber, london};
use crate::store::StoreError;

/// Registers or replaces a user, with the audit event in the same transaction.
pub(super) fn register(
    connection: &Connection,
    user: &User,
    by: &str,
    now: Timestamp,
    why: &str,
) -> Result<(), StoreError> {
    let suspended_from = user.suspended.then(|| local_day(now));
    write(connection, &Registered { user: user.clone(), suspended_from })?;
    user_changes::note_second_person(connection, now)?;
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

/// A user without roles, to be written.
pub(super) fn new(name: &str, full_name: &str, uid: Option<u32>) -> Registered {
    let (name, full_name) = (name.to_owned(), full_name.to_owned());
    Registered { user: User { name, full_name, uid, ..User::default() }, suspended_from: None }
}

/// Writes a user as they are to be from now on. Whether they are suspended follows from the day, and
/// is kept nowhere else.
pub(super) fn write(connection: &Connection, registered: &Registered) -> Result<(), StoreError> {
    let user = User { suspended: false, ..registered.user.clone() };
    connection.execute(
        "INSERT INTO user (name, uid, body, suspended_from, nhs_number) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (name) DO UPDATE SET uid = excluded.uid, body = excluded.body,
             suspended_from = excluded.suspended_from, nhs_number = excluded.nhs_number",
        params![
            user.name,
            user.uid,
            serde_json::to_string(&user)?,
            registered.suspended_from.map(|day| day.to_string()),
            user.nhs_number.map(NhsNumber::plain),
        ],
    )?;
    Ok(())
}

/// Everybody, by name.
pub(super) fn registered(connection: &Connection, now: Timestamp) -> Result<Vec<Registered>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT body, suspended_from FROM user ORDER BY name")?;
    let found = statement.query_map([], columns)?.collect::<Result<Vec<_>, _>>()?;
    found.into_iter().map(|row| read(row, now)).collect()
}

/// The user of a name.
pub(super) fn named(connection: &Connection, name: &str, now: Timestamp) -> Result<Option<Registered>, StoreError> {
    find(connection, "name", &name, now)
}

fn find(
    connection: &Connection,
    column: &str,
    value: &dyn rusqlite::ToSql,
    now: Timestamp,
) -> Result<Option<Registered>, StoreError> {
    let sql = format!("SELECT body, suspended_from FROM user WHERE {column} = ?1");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut found = statement.query_map([value], columns)?;
    found.next().map(|row| read(row?, now)).transpose()
}

fn columns(row: &Row<'_>) -> rusqlite::Result<(String, Option<String>)> {
    Ok((row.get(0)?, row.get(1)?))
}

fn read((body, suspended_from): (String, Option<String>), now: Timestamp) -> Result<Registered, StoreError> {
    let day = |text: String| text.parse::<Date>().map_err(|_| StoreError::Damaged("a day of suspension".to_owned()));
    let suspended_from = suspended_from.map(day).transpose()?;
    let user: User = serde_json::from_str(&body)?;
    let suspended = suspended_from.is_some_and(|from| from <= local_day(now));
    Ok(Registered { user: User { suspended, ..user }, suspended_from })
}

fn local_day(now: Timestamp) -> Date {
    now.to_zoned(london().clone()).date()
}

impl SqliteStore {
    /// Registers a user, or replaces one of the same name, whoever asks: for building a store.
    /// Users of a store in use change by [`SqliteStore::change_users`].
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
        Ok(registered(&self.connection, self.context.now())?.into_iter().map(|found| found.user).collect())
    }

    /// A user as the store keeps them, by name.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn registered_user(&self, name: &str) -> Result<Option<Registered>, StoreError> {
        named(&self.connection, name, self.context.now())
    }

    /// When each user who ever did anything last did so, by name.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn last_seen(&self) -> Result<BTreeMap<String, Timestamp>, StoreError> {
        let mut statement = self.connection.prepare("SELECT user, max(recorded) FROM audit_event GROUP BY user")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, times::instant(row.get(1)?))))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    pub(super) fn user_where(&self, column: &str, value: &dyn rusqlite::ToSql) -> Result<Option<User>, StoreError> {
        Ok(find(&self.connection, column, value, self.context.now())?.map(|found| found.user))
    }
}
