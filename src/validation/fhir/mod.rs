//! A FHIR resource against the definitions: findings with places, and a verdict of three values.
//!
//! The base definitions are put to every element first; then the profiles that the resource names,
//! and those that were asked for. What cannot be checked (a value set whose code system is not
//! loaded, a profile that is not known) is a finding of its own and never a pass.

mod binding;
mod bundle;
mod check;
mod contained;
mod definition;
mod elements;
mod extension;
mod finding;
mod invariant;
mod limits;
mod measure;
mod narrative;
mod paths;
mod primitive;
mod profile;
mod reference;
mod same;
mod slicing;
mod validator;
mod vital_signs;

pub use finding::{Finding, Report, Severity, Uncheckable, Verdict};
pub use validator::{EntryProfile, Options, Validator};
