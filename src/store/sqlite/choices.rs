//! What people chose, kept by NHS number.

use jiff::Timestamp;
use rusqlite::{Connection, Row};

use super::patients::StoredPatient;
use super::times::{instant, micros};
use crate::consent::plan::RowKey;
use crate::consent::{Choices, Chosen, StandingChoice, Statement};
use crate::record::NhsNumber;
use crate::store::StoreError;

/// A statement as it is kept.
pub(super) struct Stored {
    pub(super) id: i64,
    pub(super) statement: Statement,
    pub(super) source: String,
    pub(super) recorded: Timestamp,
    pub(super) key: Option<RowKey>,
    pub(super) plan: Option<String>,
    pub(super) corrects: Option<i64>,
    /// When it was marked as entered in error.
    pub(super) in_error: Option<Timestamp>,
    sequence: i64,
    error_sequence: Option<i64>,
    error_plan: Option<String>,
}

impl Stored {
    /// The last audit event that tells of it, those of a plan left out.
    pub(super) fn touched(&self, except: Option<&str>) -> i64 {
        let others = |plan: &Option<String>| except.is_none() || plan.as_deref() != except;
        let made = if others(&self.plan) { self.sequence } else { 0 };
        let marked = self.error_sequence.filter(|_| others(&self.error_plan)).unwrap_or(0);
        made.max(marked)
    }
}

/// Every statement under a number, with the columns that [`read`] reads.
const OF_NUMBER: &str = "SELECT id, body, source, recorded, row_key, plan, corrects, in_error, sequence,
    error_sequence, error_plan FROM choice WHERE nhs_number = ?1 ORDER BY id";

/// What the person chose: each number's statements combined, and the stricter where several
/// numbers of one person differ. A number under which nothing was said says nothing.
pub(super) fn of(connection: &Connection, patients: &[StoredPatient]) -> Result<Choices, StoreError> {
    of_known(connection, patients, i64::MAX)
}

/// As [`of`], of what was recorded by then (microseconds) and had not been found to be in error.
pub(super) fn of_known(connection: &Connection, patients: &[StoredPatient], known: i64) -> Result<Choices, StoreError> {
    let mut all = Vec::new();
    for number in numbers(patients) {
        let mut stored = of_number(connection, number)?;
        stored.retain_mut(|stored| {
            stored.in_error = stored.in_error.filter(|at| micros(*at) <= known);
            micros(stored.recorded) <= known
        });
        let chosen = chosen(&stored, &[]);
        all.extend((!chosen.is_silent()).then(|| chosen.choices()));
    }
    Ok(Choices::stricter(&all))
}

/// The NHS numbers of a person, fillers apart.
pub(super) fn numbers(patients: &[StoredPatient]) -> Vec<NhsNumber> {
    let mut numbers = Vec::new();
    for identifier in patients.iter().flat_map(|stored| &stored.patient.identifiers) {
        if let Some(number) = identifier.nhs_number().filter(|number| !number.is_placeholder())
            && !numbers.contains(&number)
        {
            numbers.push(number);
        }
    }
    numbers
}

/// Whether a standing No 2 was stated under this number.
pub(super) fn is_opted_out(connection: &Connection, number: NhsNumber) -> Result<bool, StoreError> {
    let choices = chosen(&of_number(connection, number)?, &[]).choices();
    Ok(choices.standing.is_some_and(|standing| standing.choice == StandingChoice::No2))
}

/// Every statement under a number, those entered in error too, in the order they were recorded.
pub(super) fn of_number(connection: &Connection, number: NhsNumber) -> Result<Vec<Stored>, StoreError> {
    let mut statement = connection.prepare_cached(OF_NUMBER)?;
    let found = statement.query_map([number.plain()], read)?;
    found.map(|stored| stored?).collect()
}

/// Reads a statement.
pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Result<Stored, StoreError>> {
    let statement = match serde_json::from_str(row.get_ref(1)?.as_str()?) {
        Ok(statement) => statement,
        Err(error) => return Ok(Err(error.into())),
    };
    Ok(Ok(Stored {
        id: row.get(0)?,
        statement,
        source: row.get(2)?,
        recorded: instant(row.get(3)?),
        key: row.get::<_, Option<[u8; 32]>>(4)?.map(RowKey),
        plan: row.get(5)?,
        corrects: row.get(6)?,
        in_error: row.get::<_, Option<i64>>(7)?.map(instant),
        sequence: row.get(8)?,
        error_sequence: row.get(9)?,
        error_plan: row.get(10)?,
    }))
}

/// What the statements say together, those entered in error and some more left out.
pub(super) fn chosen(stored: &[Stored], without: &[i64]) -> Chosen {
    let mut chosen = Chosen::default();
    for one in stored.iter().filter(|one| one.in_error.is_none() && !without.contains(&one.id)) {
        chosen.state(one.statement.choice.clone());
    }
    chosen
}
