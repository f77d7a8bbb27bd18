//! Audit: what is written of every attempt at a record and of every change, and how it is shown that
//! nothing of it was altered since.
//!
//! Owns the event and its vocabulary, the Merkle tree over events (RFC 6962) with its proofs, and the
//! bytes of an event that the tree hashes. It stores nothing: `store` writes an event in the same
//! transaction as the act it tells of, and its hashes beside it.

mod action;
mod event;
mod leaf;
mod proof;
mod tree;
#[cfg(test)]
mod tree_test;

pub use action::{Action, EventOutcome};
pub use event::{Agent, Event, ForeignSource};
pub use leaf::Leaf;
pub use proof::{ProofError, consistency, inclusion, verify_consistency, verify_inclusion};
pub use tree::{Growing, Hash, Node, completed, root};
