//! The embedded store: one SQLite file.
//!
//! Owns the schema and its migrations, the connection and its settings, and every SQL statement.
//! Reading for people goes through the gate; feeds write through `Writer` under a
//! [`Processing`](super::Processing).

mod alert_work;
mod alerts;
mod answers;
mod approvals;
mod audit;
mod care;
mod choices;
mod clusters;
mod codes;
mod entries;
mod explain;
mod explain_access;
mod file;
mod find;
mod find_then;
mod gate;
mod maintain;
mod messages;
mod patients;
mod place;
mod policies;
mod question;
mod record;
mod schema;
mod sharing;
mod shelf;
mod shown;
mod store;
mod summary;
mod times;
#[cfg(test)]
mod trouble_test;
mod users;
mod whereabouts;
mod work_lists;
mod writer;

use rusqlite::Connection;

use super::Context;

pub use alert_work::AlertFilter;
pub use approvals::{Request, RequestKind};
pub use codes::{CodeInUse, CodesInUse};
pub use explain_access::AccessAsked;
pub use maintain::{Check, Info};
pub use place::Replacement;
pub(crate) use writer::{KeptPatient, MessageOutcome, MessageRow, NewEntry, Received, SourceKey, StoredLink, Writer};

/// The embedded store: one file, one connection.
pub struct SqliteStore {
    connection: Connection,
    context: Context,
    demo: bool,
    /// Where the file lies; none in memory.
    place: Option<place::Place>,
    /// The policy in force, as it was read last.
    policy: std::cell::RefCell<policies::LastPolicy>,
}

impl std::fmt::Debug for SqliteStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SqliteStore(demo: {})", self.demo)
    }
}

/// Stands where something is hidden.
pub(in crate::store) const HIDDEN: &str = "‹hidden›";
