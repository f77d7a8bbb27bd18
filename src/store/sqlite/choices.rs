//! What people chose, kept by NHS number.

use jiff::Timestamp;
use rusqlite::{Connection, Row};

use super::patients::StoredPatient;
use super::times::instant;
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
    /// The last audit event that tells of it.
    pub(super) touched: i64,
}

/// Every statement under a number, with the columns that [`read`] reads.
const OF_NUMBER: &str = "SELECT id, body, source, recorded, row_key, plan, corrects, in_error,
    max(sequence, coalesce(error_sequence, 0)) FROM choice WHERE nhs_number = ?1 ORDER BY id";

/// What the person chose: each number's statements combined, and the stricter where several
/// numbers of one person differ. A number under which nothing was said says nothing.
pub(super) fn of(connection: &Connection, patients: &[StoredPatient]) -> Result<Choices, StoreError> {
    let mut all = Vec::new();
    for number in numbers(patients) {
        let chosen = chosen(&of_number(connection, number)?, None);
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
    let choices = chosen(&of_number(connection, number)?, None).choices();
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
        touched: row.get(8)?,
    }))
}

/// What the statements say together, those entered in error and one more left out.
pub(super) fn chosen(stored: &[Stored], without: Option<i64>) -> Chosen {
    let mut chosen = Chosen::default();
    for one in stored.iter().filter(|one| one.in_error.is_none() && Some(one.id) != without) {
        chosen.state(one.statement.choice.clone());
    }
    chosen
}
