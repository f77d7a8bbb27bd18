//! An embedded store served over FHIR R4.
//!
//! Owns the surface: which request reads or changes what, and how the answer is written. The gate
//! of the store decides; nothing here opens a record without it.
