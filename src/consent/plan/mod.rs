//! Plans: changes of many people's choices, said before they are made.
//!
//! Owns the rows of a plan, what becomes of each, and the reading of the values that make one.
//! What stands, and what is written, is the store's.

mod fields;
mod rejection;
mod row;

pub use fields::{CHOICES, Fields, nhs_number};
pub use rejection::{Mistake, Rejection, RejectionCode};
pub use row::{Operation, PlanRow, RowKey};
