//! Foreign formats, to and from the record's own nouns.
//!
//! This room owns the reading of wire messages: bytes come in, values of
//! [`record`](crate::record) go out. It has no clock, no store and no sockets, and takes every
//! input for hostile: sizes, depths and counts are bounded, and no byte makes it panic. What it
//! cannot read it refuses with the place; what is odd and readable it reads, and says so.

pub mod coded;
pub mod fhir;
pub mod hl7v2;
pub mod itk;
pub mod opt_out;
pub mod wire;
