//! ITK and CDA: from bytes to what a message says, by the public door.

#![cfg(test)]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod coded;
mod corpus;
mod laws;
mod masks;
mod packing;
mod refusals;
mod report;
mod support;
mod versions;
