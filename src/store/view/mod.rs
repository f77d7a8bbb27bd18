//! What a view hands out: plain values, already filtered and masked, ready to be shown as a table
//! or written as JSON. Field names are stable.

mod access;
mod alert;
mod audit;
mod choices;
mod entry;
mod export;
mod feed;
mod identity;
mod message;
mod person;
mod record;
mod signals;
mod work_list;

use jiff::Timestamp;

pub use access::{AccessExplanation, Onlooker, Onlookers};
pub use alert::{Alert, AlertKind, AlertOutcome, Closing};
pub use audit::{AuditEntry, AuditKey, AuditKeyError, AuditPage, AuditQuery};
pub use choices::{ChoicesView, Stated};
pub use entry::{EntryView, NamedEntry, TopicView};
pub use export::{export, identity};
pub use feed::FeedSummary;
pub use identity::{IdentityExplanation, LinkView};
pub use message::{AttachmentView, FieldView, MessageView, SegmentView, TraceItem};
pub use person::{Inpatient, PatientHit, PersonView, SourcePatient};
pub use record::{RecordView, SectionView, SummaryPart};
pub use signals::{SignalConflict, SignalConflicts, SignalSaid};
pub use work_list::{Conflict, ConflictKind, DeadLetter};

/// The version of every JSON document that a view is written as.
pub const FORMAT_VERSION: &str = "1";

/// A page of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// How many to skip.
    pub offset: usize,
    /// The most to return; 0 means all.
    pub limit: usize,
    /// What the store knew then; `None` is now.
    pub as_of: Option<Timestamp>,
}

impl Page {
    /// Everything that is known now.
    pub const ALL: Self = Self::of(0, 0);

    /// A page of what is known now.
    pub const fn of(offset: usize, limit: usize) -> Self {
        Self { offset, limit, as_of: None }
    }

    /// The last microsecond of what was known.
    pub(crate) fn known(self) -> i64 {
        self.as_of.map_or(i64::MAX - 1, Timestamp::as_microsecond)
    }

    /// The limit as SQLite takes it: -1 for none.
    pub(crate) fn sql(self) -> (i64, i64) {
        let limit = if self.limit == 0 { -1 } else { i64::try_from(self.limit).unwrap_or(-1) };
        (limit, i64::try_from(self.offset).unwrap_or(i64::MAX))
    }
}
