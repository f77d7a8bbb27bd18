//! JSON as FHIR needs it: numbers keep their digits, no member stands twice, depth is bounded, and
//! every value has a place in the text. Nothing here knows FHIR.

mod node;
mod parser;

pub(in crate::interchange) use node::{Node, write_text};
pub(in crate::interchange) use parser::{Fault, FaultKind, Parser};

/// The deepest nesting that is read.
pub(in crate::interchange) const MAX_DEPTH: usize = 100;
