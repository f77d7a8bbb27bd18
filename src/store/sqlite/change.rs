//! One change of one person's choices: what it would do, and the doing of it.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use super::choices::{self, Stored};
use super::{audit, times};
use crate::audit::{Action, Agent, Event, EventOutcome};
use crate::consent::ChoiceStatement;
use crate::consent::plan::{Operation, PlanRow};
use crate::record::NhsNumber;
use crate::store::StoreError;

/// What the rows before it in the same plan have done under the number of a row, as far as the store
/// does not hold it yet.
#[derive(Default)]
pub(super) struct Prior {
    /// The statements that were marked as entered in error.
    pub(super) without: Vec<i64>,
    /// What was stated.
    pub(super) added: Vec<ChoiceStatement>,
}

/// Whether a row can be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Judged {
    /// It can.
    Fits,
    /// Another row came under its key.
    KeyReused,
    /// What it corrects is not there, or is marked as entered in error already.
    NothingToCorrect,
}

/// Says what a row would do to what stands, and what it saw: everything but what the plan of this
/// name has done itself.
pub(super) fn judge(
    connection: &Connection,
    row: &mut PlanRow,
    (plan, prior): (Option<&str>, &Prior),
    now: Timestamp,
) -> Result<Judged, StoreError> {
    let stored = choices::of_number(connection, row.number)?;
    row.saw = stored.iter().map(|one| one.touched(plan)).max().unwrap_or(0);
    row.held = row.statement.is_some() && !is_registered(connection, row.number)?;
    if row.content.is_some() && is_key_reused(connection, row)? {
        return Ok(Judged::KeyReused);
    }
    let stands = |one: &&Stored| one.in_error.is_none() && !prior.without.contains(&one.id);
    if row.corrects.is_some_and(|id| !stored.iter().filter(stands).any(|one| one.id == id)) {
        return Ok(Judged::NothingToCorrect);
    }
    let fold = |without: &[i64]| {
        let mut chosen = choices::chosen(&stored, without);
        for choice in &prior.added {
            chosen.state(choice.clone());
        }
        chosen
    };
    let before = fold(&prior.without);
    let mut after = match row.corrects {
        Some(id) => fold(&prior.without.iter().copied().chain([id]).collect::<Vec<_>>()),
        None => before.clone(),
    };
    if let Some(statement) = &row.statement {
        after.state(statement.choice.clone());
    }
    row.judge(&before, &after, now);
    let same = |one: &Stored| Some(&one.statement) == row.statement.as_ref() || row.key.is_some() && one.key == row.key;
    if row.corrects.is_none() && stored.iter().filter(stands).any(same) {
        row.operation = Operation::Unchanged;
    }
    if stored.iter().any(|one| one.in_error.is_some() && row.key.is_some() && one.key == row.key) {
        // It was taken back since: it comes again as a row of its own.
        row.key = None;
    }
    Ok(Judged::Fits)
}

/// Whether something else came under a key that was supplied.
fn is_key_reused(connection: &Connection, row: &PlanRow) -> Result<bool, StoreError> {
    let Some(key) = &row.key else { return Ok(false) };
    let mut statement = connection.prepare_cached("SELECT row_content FROM choice WHERE row_key = ?1")?;
    let held: Option<Option<[u8; 32]>> = statement.query_row([key.0.as_slice()], |row| row.get(0)).optional()?;
    Ok(held.is_some_and(|held| held != row.content.map(|content| content.0)))
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

/// The source patients that bear any of some numbers.
pub(super) fn all_bearers(connection: &Connection, numbers: &[NhsNumber]) -> Result<Vec<i64>, StoreError> {
    let mut patients = Vec::new();
    for number in numbers {
        patients.extend(bearers(connection, *number)?);
    }
    patients.sort_unstable();
    patients.dedup();
    Ok(patients)
}

/// How many people one event of many names.
pub(super) const NAMED: usize = 1_000;

/// What the caller says of a change besides the row itself.
pub(super) struct Doing<'a> {
    pub(super) source: &'a str,
    pub(super) plan: Option<&'a str>,
    /// Who approved it, where somebody had to.
    pub(super) approved_by: Option<&'a str>,
    /// Who asked for it, where that is not who does it.
    pub(super) asked_by: Option<&'a str>,
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
    let body = row.statement.as_ref().map(serde_json::to_string).transpose()?;
    let event = Event {
        patients: bearers(connection, row.number)?,
        wrote: body.as_ref().map(|body| audit::digest(&[&row.number.plain(), body, doing.source])),
        on_behalf_of: doing.asked_by.filter(|by| *by != doing.agent.user).map(ToOwned::to_owned),
        detail: Some(detail),
        ..Event::new(doing.now, Action::Consent, EventOutcome::Success, doing.agent.clone())
    };
    let sequence = audit::write(connection, &event)?;
    let now = times::micros(doing.now);
    if let Some(id) = row.corrects {
        let sql = "UPDATE choice SET in_error = ?2, error_sequence = ?3, error_plan = ?5
                   WHERE id = ?1 AND nhs_number = ?4 AND in_error IS NULL";
        let marked =
            connection.prepare_cached(sql)?.execute(params![id, now, sequence, row.number.plain(), doing.plan])?;
        if marked != 1 {
            return Err(StoreError::Stale(format!("statement {id} is entered in error already")));
        }
    }
    let Some(body) = body else { return Ok(row.corrects.unwrap_or_default()) };
    let sql = "INSERT INTO choice (nhs_number, body, source, recorded, row_key, row_content, plan, corrects, sequence)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) RETURNING id";
    let [key, content] = [&row.key, &row.content].map(|key| key.as_ref().map(|key| key.0.as_slice()));
    let values = params![
        row.number.plain(),
        body,
        doing.source,
        now,
        key,
        content.filter(|_| key.is_some()),
        doing.plan,
        row.corrects,
        sequence
    ];
    Ok(connection.prepare_cached(sql)?.query_row(values, |row| row.get(0))?)
}
