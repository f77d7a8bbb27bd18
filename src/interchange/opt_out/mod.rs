//! The national data opt-out: the list of NHS numbers that is sent to be checked, the cleaned list
//! that comes back, and the extract that is filtered by it.
//!
//! Owns the file format of the Check for National Data Opt-outs service of NHS England: one number
//! of ten digits a line, each line ended by a comma and a line feed. What comes back has the same
//! format, without the numbers of those who opted out. Owns the filter too: CSV, NDJSON and FHIR
//! (R4 and STU3) extracts, read once or twice from front to back and never held in memory, a bundle
//! in one document apart.
//!
//! The opt-out is about uses beyond a person's own care. Nothing here is a choice about the shared
//! record, nothing here is asked by the gate, and no list here is ever kept in a store.

mod cleaned;
mod error;
mod extract;
mod list;
mod number_set;
mod rule;
mod tally;
mod unusable;

pub use cleaned::CleanedList;
pub use error::{ListError, ListFault};
pub use extract::{ExtractError, ExtractFault, Form, Opener, filter, numbers};
pub use list::{FileName, FileNameError, RequestList};
pub use number_set::NumberSet;
pub use rule::{Rule, Verdict};
pub use tally::{Problem, Tally};
pub use unusable::{Unusable, usable};
