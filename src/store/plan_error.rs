//! Why a plan was not made or applied.

use super::StoreError;
use crate::consent::plan::{PlanFileError, SourceError};

/// Why a plan was not made or applied. What was applied before it is whole and written down.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// The store failed, or refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file of statements cannot be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The plan's file cannot be read or written.
    #[error(transparent)]
    File(#[from] PlanFileError),
    /// The plan was made for another store.
    #[error("the plan was made for another store")]
    OtherStore,
    /// All or nothing was asked for, and some rows cannot be done.
    #[error(
        "nothing was applied: {rejected} rows were not taken in, {pending} wait for approval, {conflict} changed since"
    )]
    NotWhole {
        /// Not taken in.
        rejected: u64,
        /// Waiting for a second user.
        pending: u64,
        /// Changed since the plan was made.
        conflict: u64,
    },
    /// Ctrl-C, between two batches.
    #[error("interrupted; what is applied is written down: run the same again to go on")]
    Interrupted,
}

impl From<rusqlite::Error> for PlanError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}
