//! HL7 FHIR.

pub mod consent;
pub mod r4;
pub mod read;
