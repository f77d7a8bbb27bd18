//! Codes at the moment of display: terms, checks, sensitivity labels.
//!
//! This room joins what the record says with the terminologies that are loaded. Nothing that is
//! only shown is stored, and whoever shows a term names the release it came from. It reads no
//! message and opens no store.

mod beside;
mod check;
#[cfg(test)]
mod check_test;
mod code_system;
mod consent_code;
mod fault;
mod labels;
mod look_up;
mod tally;
mod term;

pub use beside::{Mark, Marker};
pub use check::check;
pub use code_system::{CodeSystem, Unheld};
pub use consent_code::consent_code;
pub use fault::{Fault, FaultKind, Finding, Uncheckable};
pub use labels::{Label, Labels, Sensitivity};
pub use look_up::{FoundCode, LookedUp};
pub use tally::{Tally, TallyRow};
pub use term::{Term, term_of};
