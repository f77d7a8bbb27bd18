//! What a string can be: every code it may stand for, with the evidence and what to do.
//!
//! Owns the shapes of codes, what spreadsheets, keyboards and suppliers do to them, and the order in
//! which possibilities are given. Whether a code exists is asked of [`Sources`]; without a release
//! there is still the shape. A string that may be a person's number is said to be one, and is given
//! back nowhere unless a release has it as a code.

mod advice;
mod classification;
mod damage;
mod drug;
mod evidence;
mod marker;
mod person;
mod possibility;
mod read;
mod restore;
mod snomed;
mod sources;
mod supplier;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod truth;

pub use advice::Advice;
pub use damage::Damage;
pub use evidence::Evidence;
pub use possibility::{Explanation, Possibility, Standing, What};
pub use sources::{Offline, ProductCode, Sources};

use possibility::Possibilities;

/// The most characters of a string that are explained; codes have 18, and separators come on top.
const LONGEST: usize = 64;

/// Why a string is not explained. Never holds the string, which may be a person's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ExplainError {
    /// There is nothing, or nothing but spaces.
    #[error("there is nothing to explain")]
    Empty,
    /// It is longer than any code, with its separators.
    #[error("{0} characters are no code; the longest have 18")]
    TooLong(usize),
}

/// What a string can be: all possibilities, those that a release has before those of the right
/// shape, and these before those that are damaged. The list is empty when it has no code's shape.
pub fn explain(text: &str, sources: &dyn Sources) -> Result<Explanation, ExplainError> {
    let length = text.trim().chars().count();
    match length {
        0 => return Err(ExplainError::Empty),
        1..=LONGEST => {}
        _ => return Err(ExplainError::TooLong(length)),
    }
    let mut found = Possibilities::new(sources);
    for reading in restore::readings(text) {
        person::add(&reading, &mut found);
        snomed::add(&reading, &mut found);
        drug::add(&reading, &mut found);
        read::add(&reading, &mut found);
        classification::add(&reading, &mut found);
        supplier::add(&reading, &mut found);
        marker::add(&reading, &mut found);
    }
    Ok(found.finish())
}
