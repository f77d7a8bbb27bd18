//! What else is in the store against the events, in both directions.

use rusqlite::Connection;

use super::finding::{Break, BreakKind, Verification};
use super::rows::Scanned;
use crate::store::StoreError;
use crate::store::sqlite::audit;
use crate::store::sqlite::times::instant;

/// The most breaks of one kind of thing that are named.
const MOST: i64 = 100;

/// Rows that name an event, and the condition under which they do not fit it (`event` is null where
/// there is none).
const ROWS: [(&str, &str); 10] = [
    ("choice", "event.action <> 'consent' OR event.outcome <> 0"),
    (
        "permission",
        "event.user <> item.user OR NOT EXISTS (SELECT 1 FROM audit_patient AS told WHERE told.patient = item.patient AND told.sequence = item.sequence)",
    ),
    (
        "claimed_relationship",
        "event.user <> item.user OR NOT EXISTS (SELECT 1 FROM audit_patient AS told WHERE told.patient = item.patient AND told.sequence = item.sequence)",
    ),
    (
        "alert",
        "event.user <> item.caused_by OR EXISTS (SELECT 1 FROM alert_patient AS about WHERE about.alert = item.id AND NOT EXISTS (SELECT 1 FROM audit_patient AS told WHERE told.patient = about.patient AND told.sequence = item.sequence))",
    ),
    (
        "document_denial",
        "NOT EXISTS (SELECT 1 FROM audit_patient AS told WHERE told.patient = item.patient AND told.sequence = item.sequence)",
    ),
    ("audit_import", "event.action <> 'audit-import' OR event.body ->> '$.wrote' <> item.file"),
    ("opt_out_request", "event.user <> item.requested_by"),
    ("choice_form", "event.user <> item.printed_by"),
    ("audit_key", "event.action <> 'administration'"),
    ("audit_patient", "0"),
];

/// Events that must have something in the store, and have not. Each is a query for number, time and action.
const EVENTS: [(&str, &str); 5] = [
    (
        "a choice was recorded that is not there",
        "SELECT sequence, recorded, action FROM audit_event WHERE action = 'consent' AND body ->> '$.wrote' IS NOT NULL
           AND sequence NOT IN (SELECT sequence FROM choice)",
    ),
    (
        "a choice is entered in error, and no event says so",
        "SELECT item.error_sequence, event.recorded, event.action FROM choice AS item
           LEFT JOIN audit_event AS event ON event.sequence = item.error_sequence
         WHERE item.in_error IS NOT NULL AND (event.sequence IS NULL OR event.action <> 'consent'
           OR event.body ->> '$.detail' NOT LIKE '%entered in error: statement ' || item.id || '%')",
    ),
    (
        "a choice came from a plan whose journal does not have it",
        "SELECT item.sequence, event.recorded, event.action FROM choice AS item
           LEFT JOIN audit_event AS event ON event.sequence = item.sequence
         WHERE item.plan IS NOT NULL AND NOT EXISTS
           (SELECT 1 FROM consent_journal AS line WHERE line.plan = item.plan AND line.choice = item.id)",
    ),
    (
        "the journal of a plan has a choice that is not there",
        "SELECT NULL, NULL, NULL FROM consent_journal AS line
         WHERE line.choice IS NOT NULL AND line.choice NOT IN (SELECT id FROM choice)",
    ),
    (
        "an emergency view without an alert",
        "SELECT sequence, recorded, action FROM audit_event WHERE action = 'emergency-view' AND outcome = 0
       AND (body ->> '$.decision' LIKE 'row 5:%' OR body ->> '$.decision' LIKE 'row 9:%'
         OR body ->> '$.decision' LIKE 'row 10:%' OR body ->> '$.decision' LIKE 'row 17:%')
       AND sequence NOT IN (SELECT sequence FROM alert)",
    ),
];

/// Checks both directions.
pub(super) fn check(connection: &Connection, scanned: &Scanned, found: &mut Verification) -> Result<(), StoreError> {
    for (table, unfit) in ROWS {
        rows(connection, table, unfit, found)?;
    }
    for (what, query) in EVENTS {
        events(connection, what, query, found)?;
    }
    choices(connection, found)?;
    sums(connection, scanned, found)
}

/// Every choice is, word for word, what its event says was written.
fn choices(connection: &Connection, found: &mut Verification) -> Result<(), StoreError> {
    let mut statement = connection.prepare(
        "SELECT item.sequence, event.recorded, event.action, event.body ->> '$.wrote', item.nhs_number, item.body, item.source
         FROM choice AS item JOIN audit_event AS event ON event.sequence = item.sequence",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let text = |column| row.get::<_, String>(column);
        let digest = audit::digest(&[&text(4)?, &text(5)?, &text(6)?]);
        if row.get::<_, Option<String>>(3)?.as_deref() != Some(digest.as_str()) {
            found.broken(at(row, "the choice is not what its event says was written".to_owned())?);
        }
    }
    Ok(())
}

fn rows(connection: &Connection, table: &str, unfit: &str, found: &mut Verification) -> Result<(), StoreError> {
    let sql = format!(
        "SELECT item.sequence, event.recorded, event.action, event.sequence IS NULL
         FROM {table} AS item LEFT JOIN audit_event AS event ON event.sequence = item.sequence
         WHERE event.sequence IS NULL OR event.body IS NOT NULL AND ({unfit}) LIMIT {MOST}"
    );
    let mut statement = connection.prepare(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let what = if row.get(3)? {
            format!("something in `{table}` names this event, which is not there")
        } else {
            format!("something in `{table}` names this event, which tells of something else")
        };
        found.broken(at(row, what)?);
    }
    Ok(())
}

fn events(connection: &Connection, what: &str, query: &str, found: &mut Verification) -> Result<(), StoreError> {
    let mut statement = connection.prepare(&format!("{query} LIMIT {MOST}"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        found.broken(at(row, what.to_owned())?);
    }
    Ok(())
}

/// A break at the event that a row names: its number, its time, its action.
fn at(row: &rusqlite::Row<'_>, what: String) -> Result<Break, StoreError> {
    Ok(Break {
        sequence: row.get::<_, Option<i64>>(0)?.and_then(|sequence| sequence.try_into().ok()),
        kind: BreakKind::Cross,
        action: row.get(2)?,
        since: row.get::<_, Option<i64>>(1)?.map(instant),
        what,
    })
}

/// The indexes by person and the messages name exactly what the events name.
fn sums(connection: &Connection, scanned: &Scanned, found: &mut Verification) -> Result<(), StoreError> {
    use std::hash::BuildHasher as _;
    let expected = &scanned.sums;
    let mut sum =
        |sql: &str, expected_sum: u64, add: &dyn Fn(&rusqlite::Row<'_>) -> rusqlite::Result<u64>, what: &str| {
            let mut statement = connection.prepare(sql)?;
            let mut rows = statement.query([])?;
            let mut total = 0_u64;
            while let Some(row) = rows.next()? {
                total = total.wrapping_add(add(row)?);
            }
            if total != expected_sum {
                found.broken(Break {
                    sequence: None,
                    kind: BreakKind::Cross,
                    action: None,
                    since: None,
                    what: what.to_owned(),
                });
            }
            Ok::<_, StoreError>(())
        };
    let random = &expected.random;
    sum(
        "SELECT patient, sequence FROM audit_patient",
        expected.patients,
        &|row| Ok(random.hash_one((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))),
        "the index of events by person does not name what the events name",
    )?;
    sum(
        "SELECT nhs_number, sequence FROM audit_subject",
        expected.subjects,
        &|row| Ok(random.hash_one((row.get_ref(0)?.as_str()?, row.get::<_, i64>(1)?))),
        "the index of events by NHS number does not name what the events name",
    )?;
    sum(
        "SELECT id FROM message",
        expected.messages,
        &|row| Ok(random.hash_one(row.get::<_, i64>(0)?)),
        "the messages are not exactly those that events tell of",
    )
}
