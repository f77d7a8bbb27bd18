//! The Expression Constraint Language: what an expression constraint finds in a release.
//!
//! Owns the meaning of ECL 2.3; how it is written is in `snomed_ct_parsing::ecl`, and a release
//! answers through [`Substrate`]. Sets of concepts are bitmaps of ordinals.
//!
//! The source is SNOMED International's specification of the language. Where it leaves a choice:
//!
//! - `*` is every concept, active or not (section 6.9 and appendix D). An inactive concept has
//!   nothing above or below it, and `<<` of it is itself.
//! - Filters of one pair of braces hold of one description; of members all filters hold of one row.
//! - A set of dates after `<` and the like holds where one of them does.
//! - What refinements, history supplements, texts and members leave open is told in their modules.
//!
//! What names nothing in the release is told with the answer as a [`Note`], for an empty answer
//! alone does not say that a digit is wrong.

mod choice;
mod concepts;
mod descriptions;
mod dialects;
mod dotted;
mod error;
mod evaluator;
mod gathered;
mod history;
mod matching;
mod members;
mod outcome;
mod refinement;
mod snomed;
mod substrate;
#[cfg(test)]
mod tests;

pub use self::snomed::SnomedRow;
pub use error::EvaluationError;
pub use evaluator::{Bounds, evaluate};
pub use outcome::{Answer, Note, Outcome, Value, Values};
pub use substrate::{
    Alternate, Attribute, Cell, ColumnKind, Component, ConceptRow, DescriptionRow, Row, Substrate, Table, Target,
};
