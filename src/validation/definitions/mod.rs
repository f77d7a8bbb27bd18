//! What is said of every type: by the standard, embedded here, and by what is loaded besides.
//!
//! The facts of FHIR R4 4.0.1 and STU3 3.0.1 (CC0) are in the packed files beside this module,
//! written by `examples/fhir_definitions.rs` from the standard's own packages. A definition is
//! read when it is first asked for. What is loaded wins over what is embedded.

mod embed;
mod members;
mod packed;
mod read;
mod reduce;
mod snapshot;
mod store;
mod structure;
mod terminology;
mod version;

pub use embed::{EmbedError, embed};
pub(in crate::validation) use packed::Packed;
pub use packed::{Document, pack};
pub use reduce::reduced;
pub use store::{Definitions, Kind};
pub use structure::{
    Binding, Constraint, Context, Discriminator, Element, ElementType, Slicing, Strength, Structure, TypedValue,
};
pub use terminology::{CodeSystem, Codes, Concept, Known, Lookup, Words};
pub use version::FhirVersion;
