//! The columns of a file of statements, and a row of their values.

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::RejectionCode::TooLong;
use super::{Fields, Mistake, Proposal, nhs_number};

/// The names of the columns. `nhs_number` and `choice` must be there.
pub const COLUMNS: [&str; 13] = [
    "nhs_number",
    "choice",
    "valid_from",
    "valid_to",
    "stated",
    "user",
    "org",
    "performer",
    "relationship",
    "performer_name",
    "evidence_ref",
    "reason",
    "key",
];

/// The values of a row, in the order of [`COLUMNS`]; what is not there is empty.
pub(super) type Values<'a> = [&'a str; COLUMNS.len()];

/// The statement of a row.
pub(super) fn proposal(values: &Values<'_>, row: u64, line: u64, now: Timestamp) -> Result<Proposal, Mistake> {
    let [
        number,
        choice,
        valid_from,
        valid_to,
        stated,
        user,
        organisation,
        performer,
        relationship,
        performer_name,
        evidence,
        reason,
        key,
    ] = *values;
    let number = nhs_number(number)?;
    let key = key.trim();
    if key.len() > 200 {
        return Err(Mistake::new("key", TooLong, "longer than 200 bytes"));
    }
    let fields = Fields {
        choice,
        valid_from,
        valid_to,
        stated,
        user,
        organisation,
        performer,
        relationship,
        performer_name,
        evidence,
        reason,
    };
    let statement = fields.statement(now)?;
    let mut content = Sha256::new().chain_update(number.plain());
    for value in &values[1..COLUMNS.len() - 1] {
        content.update([0x1f]);
        content.update(value.trim());
    }
    Ok(Proposal {
        row,
        line,
        number,
        statement: Some(statement),
        corrects: None,
        key: (!key.is_empty()).then(|| key.to_owned()),
        content: content.finalize().into(),
    })
}
