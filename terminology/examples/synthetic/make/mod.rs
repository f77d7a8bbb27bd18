//! What makes releases. It names nothing above itself, so that tests and benchmarks can take it in
//! by its path and make small releases of their own.

pub(crate) mod archive;
pub(crate) mod dmd;
mod lines;
mod random;
pub(crate) mod snomed;
mod words;
