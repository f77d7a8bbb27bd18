//! The store: what is kept, the gate before it, and the embedded SQLite that keeps it.
//!
//! Owns [`Store`], the trait that every command and the browser talk to; the gate, which alone
//! makes a [`Viewing`]; the values that a view hands out; and `sqlite`, the embedded default.
//! Feeds write through `sqlite` under a [`Processing`], which can never become output.

mod context;
mod error;
pub mod fhir;
mod gate;
mod patient_ref;
mod plan_error;
pub mod sqlite;
mod traits;
pub mod view;

pub use context::{Clock, Context, Counted, Fault, Randomness, SystemClock, SystemRandomness};
pub use error::{Refusal, StoreError};
pub use gate::{Basis, Mask, Processing, Scope, Viewing};
pub use patient_ref::{PatientId, PatientRef, PatientRefError};
pub use plan_error::PlanError;
pub use traits::{PatientQuery, RecordQuery, Store, ViewRequest, WorkList};
