//! Why a store did not do what was asked.

use std::path::PathBuf;

use super::fhir::ServerError;
use crate::access::ChangeRefusal;
use crate::consent::{Decision, PolicyError};

/// A failure of the store itself.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no store at this place.
    #[error("there is no store at {}", .0.display())]
    Absent(PathBuf),
    /// A store is there already.
    #[error("there is already a store at {}", .0.display())]
    Exists(PathBuf),
    /// The file is something else.
    #[error("{} is not a dcr store", .0.display())]
    NotAStore(PathBuf),
    /// The file was written by a later version of dcr.
    #[error("the store has schema version {found}, this dcr knows up to {known}")]
    NewerSchema {
        /// The version found.
        found: i64,
        /// The latest version known.
        known: i64,
    },
    /// The SQLite library has a bug that can corrupt a store (fixed in 3.51.3).
    #[error("SQLite {0} can corrupt a store that two processes write to; at least 3.51.3 is needed")]
    UnsafeSqlite(String),
    /// The file may not be written.
    #[error("the store cannot be written: it is read-only")]
    ReadOnly,
    /// There is no room left.
    #[error("the disk that holds the store is full")]
    Full,
    /// Another process holds the store.
    #[error("the store is locked by another process")]
    Locked,
    /// Another file took the store's place, or it was removed, while it was open.
    #[error("the store at {} was replaced or removed while it was open", .0.display())]
    Replaced(PathBuf),
    /// A backup cannot be read.
    #[error("the backup {} cannot be read", .0.display())]
    Backup(PathBuf, #[source] Box<StoreError>),
    /// The content contradicts itself.
    #[error("the store is damaged: {0}")]
    Damaged(String),
    /// A demo store takes only NHS numbers that are never issued.
    #[error("a demo store takes only NHS numbers from 999 000 0000 to 999 999 9999")]
    NotForDemo,
    /// A number whose check digit is wrong, or that systems send when they have none.
    #[error("that NHS number identifies nobody: its check digit is wrong, or it is a filler")]
    Unidentified,
    /// A statement that cannot be taken in.
    #[error("the statement cannot be taken in: {0}")]
    Statement(&'static str),
    /// The view's time is over, or it was made for something else.
    #[error("this view does not cover what was asked: {0}")]
    OutsideView(&'static str),
    /// A second person must approve it first.
    #[error("a second user must approve this first: request {0}")]
    NeedsApproval(String),
    /// An approval that cannot be given or used.
    #[error("request {id} {why}")]
    Approval {
        /// The request.
        id: String,
        /// Why not.
        why: &'static str,
    },
    /// Nobody closes the alert that they caused.
    #[error("alert {0} is about you: somebody else must close it")]
    OwnAlert(i64),
    /// Somebody closed it before.
    #[error("alert {0} is closed already")]
    ClosedAlert(i64),
    /// What a plan was made for has changed since.
    #[error("the plan is stale: {0}")]
    Stale(String),
    /// Settings of the consent policy that cannot be read or adopted.
    #[error("the settings of the consent policy do not hold: {0}")]
    Policy(PolicyError),
    /// A change of a user that may not be made.
    #[error(transparent)]
    UserChange(#[from] ChangeRefusal),
    /// What was asked does not fit what is there.
    #[error("{0}")]
    Unfit(String),
    /// Nothing of that name or number.
    #[error("there is no {0}")]
    Missing(String),
    /// Anything else that SQLite reports.
    #[error("the store failed")]
    Sqlite(#[source] rusqlite::Error),
    /// The store is a server, and it did not do what was asked.
    #[error(transparent)]
    Server(#[from] ServerError),
    /// A file could not be read or written.
    #[error("{context}")]
    Io {
        /// What was being done.
        context: String,
        /// Why it failed.
        #[source]
        source: std::io::Error,
    },
    /// A stored value does not read back.
    #[error("a stored value does not read back")]
    Stored(#[source] serde_json::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked,
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged("SQLite reports corruption".to_owned()),
            _ => Self::Sqlite(error),
        }
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        Self::Stored(error)
    }
}

/// Why a view was not opened. Each refusal has been written to the audit, unless the audit itself
/// could not be written.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Nobody of that number, or somebody whose record is hidden from this user: they look alike.
    #[error("no shared record is available for this person")]
    NotFound,
    /// More than one person holds the number, and they are not linked.
    #[error("{0} unlinked people hold this number")]
    Ambiguous(usize),
    /// Refused by role, by consent or by policy.
    #[error("{}", .0.reason)]
    Denied(Box<Decision>),
    /// No role of the user allows searching for people for this purpose.
    #[error("none of your roles allows you to search for people for this purpose")]
    MayNotSearch,
    /// The person must be asked first.
    #[error("permission to view has not been asked")]
    AskConsent(Box<Decision>),
    /// Only breaking the glass, with a coded reason and text, opens the record.
    #[error("the record opens only in an emergency, with a coded reason")]
    BreakGlassRequired(Box<Decision>),
    /// Nothing on record says that the user is in the person's care: that must be claimed first, with
    /// a coded reason.
    #[error("nothing on record says that you care for this person")]
    ClaimRequired(Box<Decision>),
    /// An opt-out stands; only that is told, and only to privacy officers and consent administrators.
    #[error("an opt-out stands for this person")]
    OptedOut,
    /// The caller is not a user of this store.
    #[error("you are not a registered user of this store")]
    UnknownUser,
    /// The store, or its audit, failed: nothing is shown.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<ServerError> for Refusal {
    fn from(error: ServerError) -> Self {
        Self::Store(error.into())
    }
}
