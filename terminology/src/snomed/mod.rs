//! SNOMED CT: the index of a release, and the type that answers from it.
//!
//! Owns how RF2 packages become one release (the newest version of each component wins), how that
//! release is kept, and what can be asked of it. How a row is written is `snomed-ct-parsing`'s;
//! expressions are in `ecl`.
//!
//! Inside an index a concept is an ordinal: its place among the SCTIDs of all concepts in rising
//! order, those included that are only referred to and have no row of their own.

mod about;
mod build;
mod column;
mod load;
pub mod metadata;
mod read;
mod texts;

pub use about::{About, FieldKind, Pattern};
pub use load::{LoadOptions, Role, load, load_with, recognise, stands_on_another};
pub use read::{
    Acceptability, Association, Attribute, AttributeDomain, AttributeRange, CaseRule, Component, Concept, Dependency,
    Description, DescriptionKind, Domain, Field, Identifier, MapRow, Member, Module, Reason, Refset, Relationship,
    SearchHit, SearchOptions, Searched, Snomed, Value, Version,
};

/// The kind of the index file.
const KIND: &str = "snomed-ct";
/// The format of the index file.
const FORMAT: u32 = 1;

#[cfg(test)]
mod tests;
