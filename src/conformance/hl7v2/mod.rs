//! Acknowledgements of HL7 v2: making them, and telling what a message answers.
//!
//! After HL7 v2.5.1 chapter 2, sections 2.9.2 (original mode) and 2.9.3 (enhanced mode), and chapter
//! 2.15 for MSA and ERR.

mod acknowledge;
#[cfg(test)]
mod acknowledge_test;

pub use acknowledge::{Acknowledgement, Complaint, answered, control_id};
