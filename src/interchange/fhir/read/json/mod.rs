//! JSON as FHIR needs it: numbers keep their digits, no member stands twice, depth is bounded, and
//! every value has a place in the text. Nothing here knows FHIR.

mod node;
mod parser;

pub(crate) use node::{Node, write_text};
pub(crate) use parser::{Fault, FaultKind, Parser};

/// The deepest nesting that is read.
pub(crate) const MAX_DEPTH: usize = 100;
