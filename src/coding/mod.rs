//! Codes at the moment of display: terms, checks, sensitivity labels.
//!
//! This room joins what the record says with the terminologies that are loaded. Nothing that is
//! only shown is stored, and whoever shows a term names the release it came from. It reads no
//! message and opens no store.

mod check;
mod code_system;
mod fault;
mod tally;

pub use check::check;
pub use code_system::{CodeSystem, Unheld};
pub use fault::{Fault, FaultKind, Finding, Uncheckable};
pub use tally::{Tally, TallyRow};
