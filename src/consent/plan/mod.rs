//! Plans: changes of many people's choices, said before they are made.
//!
//! Owns the reading of files of statements, the rows of a plan and what becomes of each, and the
//! plan as a file. What stands, and what is written, is the store's.

mod columns;
mod csv;
mod fields;
mod file;
mod ndjson;
mod outcome;
mod proposal;
mod rejection;
mod row;
mod source;
#[cfg(test)]
mod source_test;
mod totals;

pub use columns::COLUMNS;
pub use csv::CsvRows;
pub use fields::{CHOICES, Fields, nhs_number};
pub use file::{PlanFileError, PlanHead, PlanLine, PlanMade, PlanReader, PlanWriter};
pub use ndjson::NdjsonRows;
pub use outcome::{OutcomeTotals, RowOutcome, RowStatus};
pub use proposal::Proposal;
pub use rejection::{Mistake, Rejection, RejectionCode};
pub use row::{Operation, PlanRow, RowKey, RowNote};
pub use source::{Source, SourceError};
pub use totals::PlanTotals;
