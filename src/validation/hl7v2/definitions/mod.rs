//! What HL7 says of its messages: structures, segments, data types, lengths and tables.
//!
//! The facts of v2.3, v2.3.1, v2.4, v2.5 and v2.5.1 are in the packed file beside this module, written
//! by `generate/definitions.py` from two packages that carry them; `generate/differences.tsv` lists
//! every place where those disagree. A version is read when it is first asked for.

mod automaton;
mod grammar;
mod rules;
mod standard;

pub(super) use grammar::{Kind, Node, Structure, read_structure};
pub(super) use rules::{Component, Field, Name, Primitive, Rules, SegmentRules, Table, TypeReference, Usage, name_of};
pub use standard::HL7_VERSIONS;
pub(super) use standard::{is_known, standard};
