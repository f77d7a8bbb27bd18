//! FHIR R4 as a form of what the store keeps: the mapping of `Consent`.

pub mod consent;
