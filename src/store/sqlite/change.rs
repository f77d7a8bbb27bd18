//! One change of one person's choices: what it would do, and the doing of it.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::choices::{self, Stored};
use super::{audit, times};
use crate::audit::{Action, Agent, Event, EventOutcome};
use crate::consent::plan::{Operation, PlanRow};
use crate::consent::{Chosen, StatementOutcome};
use crate::record::NhsNumber;
use crate::store::StoreError;

/// What is kept under the number of a row, as far as the row goes.
pub(super) struct Facing {
    /// What stands when the row is done.
    pub(super) after: Chosen,
    /// What becomes of its statement.
    pub(super) outcome: StatementOutcome,
    /// Whether another statement came under the row's key.
    pub(super) key_reused: bool,
}

/// Says what a row would do to what stands, and what it saw: everything but what the plan of this
/// name has done itself. `base` stands for what is kept, where a plan has come further.
pub(super) fn judge(
    connection: &Connection,
    row: &mut PlanRow,
    (plan, base): (Option<&str>, Option<&Chosen>),
    now: Timestamp,
) -> Result<Facing, StoreError> {
    let stored = choices::of_number(connection, row.number)?;
    let others = stored.iter().filter(|one| plan.is_none() || one.plan.as_deref() != plan);
    row.saw = others.map(|one| one.touched).max().unwrap_or(0);
    let facing = face(&stored, row, base, now)?;
    row.held = !is_registered(connection, row.number)?;
    Ok(facing)
}

fn face(stored: &[Stored], row: &mut PlanRow, base: Option<&Chosen>, now: Timestamp) -> Result<Facing, StoreError> {
    let stands = |id: i64| stored.iter().any(|one| one.id == id && one.in_error.is_none());
    if let Some(id) = row.corrects.filter(|id| !stands(*id)) {
        return Err(StoreError::Missing(format!("statement {id} of this person that is not entered in error already")));
    }
    let before = base.cloned().unwrap_or_else(|| choices::chosen(stored, None));
    let mut after = if row.corrects.is_some() { choices::chosen(stored, row.corrects) } else { before.clone() };
    let outcome = match &row.statement {
        Some(statement) => after.state(statement.choice.clone()),
        None => StatementOutcome::Taken,
    };
    row.judge(&before, &after, outcome, now);
    let same = |one: &Stored| one.in_error.is_none() && Some(&one.statement) == row.statement.as_ref();
    let held = stored.iter().find(|one| row.key.is_some() && one.key == row.key);
    if row.corrects.is_none() && (held.is_some() || stored.iter().any(same)) {
        row.operation = Operation::Unchanged;
    } else if row.operation == Operation::Unchanged {
        row.operation = Operation::Record;
    }
    let key_reused = held.is_some_and(|one| Some(&one.statement) != row.statement.as_ref());
    Ok(Facing { after, outcome, key_reused })
}

/// Whether a source knows somebody of this number.
pub(super) fn is_registered(connection: &Connection, number: NhsNumber) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM identifier WHERE value = ?1 AND kind = 0)";
    Ok(connection.prepare_cached(sql)?.query_row([number.plain()], |row| row.get(0))?)
}

/// The source patients that bear a number.
pub(super) fn bearers(connection: &Connection, number: NhsNumber) -> Result<Vec<i64>, StoreError> {
    let sql = "SELECT DISTINCT patient FROM identifier WHERE value = ?1 AND kind = 0 ORDER BY patient";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_map([number.plain()], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// What the caller says of a change besides the row itself.
pub(super) struct Doing<'a> {
    pub(super) source: &'a str,
    pub(super) plan: Option<&'a str>,
    /// Who approved it, where somebody had to.
    pub(super) approved_by: Option<&'a str>,
    pub(super) agent: &'a Agent,
    pub(super) now: Timestamp,
}

/// Makes a change with its audit event, inside the caller's transaction: the number of the new
/// statement, or of the one that is marked as entered in error where none is added.
pub(super) fn write(connection: &Connection, row: &PlanRow, doing: &Doing<'_>) -> Result<i64, StoreError> {
    let what = row.statement.as_ref().map_or("none", |statement| statement.choice.word());
    let mut detail = format!("choice {what}, {}; source: {}", row.effect.word(), doing.source);
    let corrected = row.corrects.map(|id| format!("statement {id}"));
    for (word, value) in
        [("plan", doing.plan), ("approved by", doing.approved_by), ("entered in error", corrected.as_deref())]
    {
        if let Some(value) = value {
            detail.extend(["; ", word, ": ", value]);
        }
    }
    let event = Event {
        patients: bearers(connection, row.number)?,
        detail: Some(detail),
        ..Event::new(doing.now, Action::Consent, EventOutcome::Success, doing.agent.clone())
    };
    let sequence = audit::write(connection, &event)?;
    let now = times::micros(doing.now);
    if let Some(id) = row.corrects {
        let sql = "UPDATE choice SET in_error = ?2, error_sequence = ?3
                   WHERE id = ?1 AND nhs_number = ?4 AND in_error IS NULL";
        let marked = connection.prepare_cached(sql)?.execute(params![id, now, sequence, row.number.plain()])?;
        if marked != 1 {
            return Err(StoreError::Stale(format!("statement {id} is entered in error already")));
        }
    }
    let Some(statement) = &row.statement else { return Ok(row.corrects.unwrap_or_default()) };
    let sql = "INSERT INTO choice (nhs_number, body, source, recorded, row_key, plan, corrects, sequence)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) RETURNING id";
    let key = row.key.as_ref().map(|key| key.0.as_slice());
    let values = params![
        row.number.plain(),
        serde_json::to_string(statement)?,
        doing.source,
        now,
        key,
        doing.plan,
        row.corrects,
        sequence
    ];
    Ok(connection.prepare_cached(sql)?.query_row(values, |row| row.get(0))?)
}
