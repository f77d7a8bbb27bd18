//! Audit: what is written of every attempt at a record and of every change, and how it is shown that
//! nothing of it was altered since.
//!
//! Owns the event and its vocabulary, the bytes of an event that the Merkle tree over events (RFC 6962)
//! hashes, the tree with its proofs, signed checkpoints (C2SP), the keys that sign them, and receipts. It stores nothing: `store` writes an event in the same
//! transaction as the act it tells of, and its hashes beside it.

mod account;
mod action;
mod atna;
mod checkpoint;
mod columns;
mod event;
mod fhir;
mod filter;
mod key;
mod leaf;
mod note;
mod proof;
mod receipt;
#[cfg(test)]
mod signed_test;
mod tree;
#[cfg(test)]
mod tree_test;
mod vocabulary;
mod witness;

pub use account::{Covered, Look, is_look, is_withheld, look};
pub use action::{Action, EventOutcome};
pub use atna::{AtnaError, atna_lines, read_atna};
pub use checkpoint::{Checkpoint, CheckpointError};
pub use columns::{AuditColumn, ColumnMap, RowError};
pub use event::{Agent, Event, ForeignSource};
pub use fhir::{AuditEventError, Subject, audit_events, read_audit_events};
pub use filter::{FILTER_KEYS, Filter, FilterError};
pub use key::{KeyError, KeyKind, SignatureError, SignerKey, VerifierKey};
pub use leaf::{Leaf, ReadLeaf};
pub use note::{Note, NoteError, Signature};
pub use proof::{ProofError, consistency, inclusion, verify_consistency, verify_inclusion};
pub use receipt::{Receipt, ReceiptError};
pub use tree::{Growing, Hash, Node, completed, root};
pub use witness::{WitnessError, WitnessRequest};
