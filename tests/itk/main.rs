//! ITK and CDA: from bytes to what a message says, by the public door.

#![cfg(test)]

mod coded;
mod corpus;
mod laws;
mod masks;
mod packing;
mod refusals;
mod report;
mod support;
mod versions;
