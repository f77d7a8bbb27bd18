//! The embedded store: one SQLite file.
//!
//! Owns the schema and its migrations, the connection and its settings, and every SQL statement.
//! Reading for people goes through the gate; feeds write through `Writer` under a
//! [`Processing`](super::Processing).

mod alert_work;
mod alerts;
mod answers;
mod apply;
#[cfg(test)]
mod apply_test;
mod approvals;
mod asked;
mod audit;
mod audit_count;
mod audit_import;
mod audit_query;
mod audit_view;
mod care;
mod change;
mod checkpoint;
mod choice_export;
mod choice_list;
mod choice_views;
mod choices;
mod clusters;
mod codes;
mod consent_signals;
mod copy;
mod denials;
mod disclosure;
mod entries;
mod explain;
mod explain_access;
mod extracts;
mod file;
mod find;
mod find_then;
mod forms;
mod gate;
mod group;
mod kept_plans;
mod maintain;
mod messages;
mod mirror;
mod patients;
mod place;
mod plan_run;
mod plans;
mod point_of_care;
mod policies;
mod question;
mod record;
mod redact;
mod relabel;
mod schema;
mod served;
mod serving;
mod sharing;
mod shelf;
mod shown;
mod state;
mod store;
mod summary;
mod survey;
mod times;
mod tokens;
#[cfg(test)]
mod trouble_test;
mod type_1;
mod undo;
mod unlink;
mod unusual;
mod user_changes;
#[cfg(test)]
mod user_changes_test;
mod users;
mod verify;
mod whereabouts;
mod withheld;
mod work_lists;
mod writer;

use rusqlite::Connection;

use super::Context;

pub use alert_work::AlertFilter;
pub use apply::{Applied, How};
pub use approvals::{Request, RequestKind};
pub use audit_count::{AuditCount, CountBy};
pub use audit_import::{AuditImport, Imported};
pub use checkpoint::random_bytes;
pub use choice_export::ExportedChoice;
pub use choice_list::{ListQuery, ListedChoice};
pub use choice_views::{KeptStatement, NumberChoices, PersonChoices};
pub use codes::{CodeInUse, CodesInUse};
pub use copy::Copied;
pub use denials::Denial;
pub use explain_access::AccessAsked;
pub use extracts::{Extract, OptOutRequest};
pub use forms::PrintedForm;
pub(crate) use group::grouped;
pub use kept_plans::KeptPlan;
pub use maintain::{Check, Info};
pub use place::Replacement;
pub use plans::Planned;
pub use relabel::Relabelled;
pub(crate) use served::{Before, content_hash};
pub use state::{Changed, ChoiceChange, Recorder, StatementNumber};
pub use tokens::{NewToken, Token};
pub use unlink::Unlinked;
pub use unusual::{Unusual, UnusualHit, UnusualLooks};
pub use user_changes::UserChanged;
pub use verify::{Break, BreakKind, CheckedCheckpoint, OutsideCheckpoint, Verification};
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
