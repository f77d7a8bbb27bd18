//! HL7 FHIR.

pub mod r4;
