//! Releases of SNOMED CT as RF2.

mod axes;
pub(crate) mod calendar;
mod components;
mod maps;
mod metadata;
pub(crate) mod model;
pub(crate) mod plan;
mod refsets;
pub(crate) mod release;
mod terms;
