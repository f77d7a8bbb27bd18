//! The gate: the only door to an identifiable record.
//!
//! A [`Viewing`] is made here and nowhere else, after the decision and its audit event are
//! committed and synced. It is bound to patients, user, purpose, scope and expiry; it cannot be
//! cloned, built or changed from outside; every page checks it again. Jobs that read without
//! showing anything (taking in messages, backup, verification) work under a [`Processing`], from
//! which no view can be made.

mod processing;
mod viewing;

pub use processing::Processing;
pub(in crate::store) use viewing::Committed;
pub use viewing::{Basis, Mask, Scope, Viewing};
