//! HL7 FHIR.

pub mod r4;
pub mod read;
