//! What people answered at the point of care. An answer stands for the encounter: until the end of the
//! day in Europe/London, for the user who was answered.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use super::policies::Moment;
use super::times::micros;
use crate::consent::{Permission, end_of_local_day};
use crate::store::{PatientId, StoreError};

/// The answers that are kept: what was not asked, or could not be, is none.
const KEPT: [Permission; 3] = [Permission::Given, Permission::Refused, Permission::Discussed];

/// The last answer of the person to this user that stands.
pub(super) fn last(
    connection: &Connection,
    user: &str,
    person: &[PatientId],
    moment: Moment,
) -> Result<Permission, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, answer FROM permission
         WHERE patient = ?1 AND user = ?2 AND recorded <= ?3 AND recorded <= ?4 AND until > ?4 ORDER BY id DESC LIMIT 1",
    )?;
    let mut found: Option<(i64, String)> = None;
    for patient in person {
        let values = params![patient.0, user, moment.known(), micros(moment.now)];
        let answer = statement.query_row(values, |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        found = found.max(answer);
    }
    let Some((_, word)) = found else { return Ok(Permission::NotAsked) };
    let known = KEPT.into_iter().find(|answer| answer.slug() == word);
    known.ok_or_else(|| StoreError::Damaged(format!("the unknown answer {word:?} at the point of care")))
}

/// Keeps an answer, inside the transaction of the event that tells of it.
pub(super) fn keep(
    connection: &Connection,
    (user, answer): (&str, Permission),
    patients: &[i64],
    (recorded, sequence): (Timestamp, i64),
) -> Result<(), StoreError> {
    if !KEPT.contains(&answer) {
        return Ok(());
    }
    let mut statement = connection.prepare_cached(
        "INSERT INTO permission (patient, user, answer, recorded, until, sequence) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    let until = end_of_local_day(recorded);
    for patient in patients {
        statement.execute(params![patient, user, answer.slug(), micros(recorded), micros(until), sequence])?;
    }
    Ok(())
}
