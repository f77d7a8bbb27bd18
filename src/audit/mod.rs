//! Audit: what is written of every attempt at a record and of every change.
//!
//! Owns the event and its vocabulary. It stores nothing: `store` writes an event in the same
//! transaction as the act it tells of.

mod event;

pub use event::{Action, Agent, Event, EventOutcome};
