//! Evidence of a run, from its record alone.
//!
//! JSON lines hold all of it and can be read back; `JUnit` and TAP are for build servers, HTML for people
//! (one file, no script, readable on paper, with a sequence diagram of each scenario). A [`Manifest`]
//! lists the files with their hashes. Each form is one file; none of them knows how the run came about,
//! and none writes to a disk.

mod diagram;
mod escape;
mod html;
mod html_parts;
mod json_lines;
mod junit;
mod manifest;
mod statistics;
mod tap;

pub use html::html;
pub use json_lines::{EvidenceError, read_json_lines, write_json_lines};
pub use junit::junit;
pub use manifest::Manifest;
pub use statistics::{Latency, Totals, detection};
pub use tap::tap;
