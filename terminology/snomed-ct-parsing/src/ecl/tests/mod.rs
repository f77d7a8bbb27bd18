//! Tests of reading and writing.

mod errors;
mod forms;
mod laws;
mod trees;
