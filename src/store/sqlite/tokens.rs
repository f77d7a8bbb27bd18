//! Tokens: what a user shows where the store is served.
//!
//! A token is 256 random bits. Who holds it is the user, so only its SHA-256 is kept: a random text of
//! that length needs no slow hash, and cannot be guessed from one.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::messages::hexadecimal;
use super::place::Place;
use super::times::{instant, micros};
use super::{SqliteStore, audit, users};
use crate::access::User;
use crate::audit::{Action, Agent, Event, EventOutcome};
use crate::store::StoreError;

/// What every token begins with, so that one that lies about is recognised.
const PREFIX: &str = "dcr_";
/// Random bytes of a token.
const BYTES: usize = 32;
/// The longest text that is looked up.
const LONGEST: usize = 128;

/// A token to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewToken {
    /// Whose it is.
    pub user: String,
    /// What it is for, such as the machine that uses it.
    pub name: String,
    /// The first instant at which it is no longer taken.
    pub expires: Timestamp,
}

/// A token as it is kept: everything but the token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Token {
    /// Its name in the store, by which it is revoked.
    pub id: String,
    /// Whose it is.
    pub user: String,
    /// What it is for.
    pub name: String,
    /// When it was made.
    pub made: Timestamp,
    /// Who made it.
    pub made_by: String,
    /// The first instant at which it is no longer taken.
    pub expires: Timestamp,
    /// When it was revoked.
    pub revoked: Option<Timestamp>,
}

impl Token {
    /// Whether it is taken at an instant.
    pub fn is_taken(&self, now: Timestamp) -> bool {
        self.revoked.is_none() && now < self.expires
    }
}

const COLUMNS: &str = "id, user, name, made, made_by, expires, revoked";

fn read(row: &Row<'_>) -> rusqlite::Result<Token> {
    Ok(Token {
        id: row.get(0)?,
        user: row.get(1)?,
        name: row.get(2)?,
        made: instant(row.get(3)?),
        made_by: row.get(4)?,
        expires: instant(row.get(5)?),
        revoked: row.get::<_, Option<i64>>(6)?.map(instant),
    })
}

fn find(connection: &Connection, id: &str) -> Result<Option<Token>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM user_token WHERE id = ?1");
    Ok(connection.query_row(&sql, [id], read).optional()?)
}

/// The token as it is handed out: the alphabet of base64url, which needs no quoting anywhere.
fn text_of(random: &[u8; BYTES]) -> String {
    use base64::Engine as _;
    format!("{PREFIX}{}", base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(random))
}

fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}

impl SqliteStore {
    /// Makes a token, with its audit event in the same transaction, and hands it out: it is kept nowhere
    /// and cannot be had again. Whether `agent` may make it is for the caller to have checked.
    ///
    /// # Errors
    /// Where there is no such user, or the store cannot be written.
    pub fn make_token(&mut self, new: &NewToken, agent: &Agent) -> Result<(Token, String), StoreError> {
        let (now, mut random, mut id) = (self.context.now(), [0; BYTES], [0; 5]);
        for bytes in [random.as_mut_slice(), id.as_mut_slice()] {
            let failed = |source| StoreError::Io { context: "the system gives no random bytes".to_owned(), source };
            self.context.randomness.fill(bytes).map_err(failed)?;
        }
        let (id, secret) = (format!("token-{}", hexadecimal(&id)), text_of(&random));
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if users::named(&transaction, &new.user, now)?.is_none() {
            return Err(StoreError::Missing("user of that name".to_owned()));
        }
        let detail = format!("token {id} made for {}, until {}: {}", new.user, new.expires, new.name);
        let event = Event {
            detail: Some(detail),
            ..Event::new(now, Action::Administration, EventOutcome::Success, agent.clone())
        };
        let sequence = audit::write(&transaction, &event)?;
        transaction.execute(
            "INSERT INTO user_token (id, user, name, sha256, made, made_by, expires, sequence)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![id, new.user, new.name, hash(&secret), micros(now), agent.user, micros(new.expires), sequence],
        )?;
        self.place.as_ref().map_or(Ok(()), Place::check)?;
        transaction.commit()?;
        let token = find(&self.connection, &id)?;
        token.map(|token| (token, secret)).ok_or_else(|| StoreError::Damaged("a token is gone".to_owned()))
    }

    /// Every token, or those of one user, newest first.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn tokens(&self, user: Option<&str>) -> Result<Vec<Token>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM user_token WHERE ?1 IS NULL OR user = ?1 ORDER BY made DESC, id");
        let mut statement = self.connection.prepare(&sql)?;
        Ok(statement.query_map([user], read)?.collect::<Result<_, _>>()?)
    }

    /// A token by its name.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn token(&self, id: &str) -> Result<Option<Token>, StoreError> {
        find(&self.connection, id)
    }

    /// Revokes a token at once, with its audit event in the same transaction; one that was revoked
    /// before stays as it is. Whether `agent` may is for the caller to have checked.
    ///
    /// # Errors
    /// Where there is no such token, or the store cannot be written.
    pub fn revoke_token(&mut self, id: &str, agent: &Agent) -> Result<Token, StoreError> {
        let now = self.context.now();
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let token = find(&transaction, id)?.ok_or_else(|| StoreError::Missing("token of that name".to_owned()))?;
        if token.revoked.is_some() {
            return Ok(token);
        }
        transaction.execute("UPDATE user_token SET revoked = ?2 WHERE id = ?1", params![id, micros(now)])?;
        let event = Event {
            detail: Some(format!("token {id} of {} revoked", token.user)),
            ..Event::new(now, Action::Administration, EventOutcome::Success, agent.clone())
        };
        audit::write(&transaction, &event)?;
        self.place.as_ref().map_or(Ok(()), Place::check)?;
        transaction.commit()?;
        Ok(Token { revoked: Some(now), ..token })
    }

    /// The user who shows a token, and the token; nobody where it is unknown, over or revoked, or the
    /// user is suspended.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn bearer(&self, token: &str) -> Result<Option<(User, Token)>, StoreError> {
        if token.len() > LONGEST || !token.starts_with(PREFIX) {
            return Ok(None);
        }
        let now = self.context.now();
        // Found by its hash: how long the look-up takes tells nothing of a token.
        let sql = format!("SELECT {COLUMNS} FROM user_token WHERE sha256 = ?1");
        let found = self.connection.prepare_cached(&sql)?.query_row([hash(token)], read).optional()?;
        let Some(token) = found.filter(|token| token.is_taken(now)) else { return Ok(None) };
        let user = users::named(&self.connection, &token.user, now)?.map(|registered| registered.user);
        Ok(user.filter(|user| !user.suspended).map(|user| (user, token)))
    }
}
