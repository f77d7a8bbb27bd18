//! HL7 CDA release 2 as the NHS sends it: NHS 111, ambulance and clinical correspondence.
//!
//! Owns what one clinical document says, in the record's nouns. The envelopes around it, and what
//! several documents in one message mean together, are not here.

mod concept;
mod context;
mod document;
mod encounter;
mod entries;
mod identifiers;
mod medication;
mod narrative;
mod patient;
mod people;
mod read;
mod related;
mod time;
mod value;
mod version;

pub(super) use context::Context;
pub(super) use document::{content, hexadecimal, media};
pub(super) use identifiers::ods_code;
pub(super) use read::{Circumstances, Report, read};
pub(super) use time::time;
