//! What the model asks of the world.

use crate::access::Reason;
use crate::consent::ChoiceStatement;
use crate::record::MessageId;
use crate::store::view::Page;
use crate::store::{PatientQuery, PatientRef, RecordQuery, WorkList};

/// A wish that `update` returns and the runtime fulfils.
pub enum Effect {
    /// Ask the store.
    Ask(Box<Request>),
    /// Let go of a view that is not shown any more.
    Close(Slot),
    /// Leave the browser.
    Quit,
    /// Stop the process until it is continued (Ctrl-Z).
    Suspend,
}

/// Which of the two views the worker holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// One person's record.
    Record,
    /// A work list.
    WorkList,
}

/// One question to the store.
pub struct Request {
    /// The generation: the reply carries it back, and an older one than expected is dropped.
    pub id: u64,
    /// What is asked.
    pub job: Job,
}

/// What can be asked of the store.
pub enum Job {
    /// Look for people.
    Find {
        /// Why.
        reason: Reason,
        /// Whom.
        query: PatientQuery,
    },
    /// Open a record: person, first page of the timeline, and allergies.
    Open {
        /// Why.
        reason: Reason,
        /// Whose.
        patient: PatientRef,
        /// The first page.
        query: RecordQuery,
    },
    /// What a person chose.
    Choices {
        /// Why.
        reason: Reason,
        /// Whose.
        patient: PatientRef,
    },
    /// Record what a person said.
    State {
        /// Why.
        reason: Reason,
        /// Whose.
        patient: PatientRef,
        /// What was said.
        said: ChoiceStatement,
    },
    /// A page of the open record.
    Page(RecordQuery),
    /// One entry with its versions; a stated need unmasks it.
    Entry {
        /// Its stable name.
        id: String,
        /// The need, under record operations.
        need: Option<String>,
    },
    /// One raw message; a stated need unmasks it.
    Message {
        /// Under which view.
        slot: Slot,
        /// Which.
        message: MessageId,
        /// The need, under record operations.
        need: Option<String>,
    },
    /// A page of the messages that touched the person.
    Trace(Page),
    /// Why the identities are one.
    Identity,
    /// Open a work list and read its first page.
    OpenWorkList {
        /// Why.
        reason: Reason,
        /// Which.
        list: WorkList,
        /// The first page.
        page: Page,
    },
    /// A further page of the open work list.
    WorkListPage {
        /// Which.
        list: WorkList,
        /// The page.
        page: Page,
    },
    /// The feeds and their counts.
    Feeds,
    /// Codes by the words of their terms. It touches no record.
    LookUp(String),
}

/// The kinds of job. At most one of each waits: a newer one replaces it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// [`Job::Find`].
    Find,
    /// [`Job::Open`].
    Open,
    /// [`Job::Choices`].
    Choices,
    /// [`Job::State`].
    State,
    /// [`Job::Page`].
    Page,
    /// [`Job::Entry`].
    Entry,
    /// [`Job::Message`].
    Message,
    /// [`Job::Trace`].
    Trace,
    /// [`Job::Identity`].
    Identity,
    /// [`Job::OpenWorkList`] and [`Job::WorkListPage`].
    WorkList,
    /// [`Job::Feeds`].
    Feeds,
    /// [`Job::LookUp`].
    LookUp,
}

impl Kind {
    /// How many kinds there are.
    pub(crate) const COUNT: usize = 12;

    /// What the status line says while a job of this kind runs.
    pub(crate) const fn doing(self) -> &'static str {
        match self {
            Self::Find => "Searching…",
            Self::Open => "Opening the record…",
            Self::Choices => "Looking up the choices…",
            Self::State => "Recording the choice…",
            Self::Page => "Loading entries…",
            Self::Entry => "Loading the history…",
            Self::Message => "Loading the message…",
            Self::Trace => "Loading the messages…",
            Self::Identity => "Loading the identities…",
            Self::WorkList => "Loading the list…",
            Self::Feeds => "Loading the feeds…",
            Self::LookUp => "Looking up…",
        }
    }

    /// Every kind.
    pub(crate) const ALL: [Self; Self::COUNT] = [
        Self::Find,
        Self::Open,
        Self::Choices,
        Self::State,
        Self::Page,
        Self::Entry,
        Self::Message,
        Self::Trace,
        Self::Identity,
        Self::WorkList,
        Self::Feeds,
        Self::LookUp,
    ];
}

impl Job {
    /// The kind of this job.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Find { .. } => Kind::Find,
            Self::Open { .. } => Kind::Open,
            Self::Choices { .. } => Kind::Choices,
            Self::State { .. } => Kind::State,
            Self::Page(_) => Kind::Page,
            Self::Entry { .. } => Kind::Entry,
            Self::Message { .. } => Kind::Message,
            Self::Trace(_) => Kind::Trace,
            Self::Identity => Kind::Identity,
            Self::OpenWorkList { .. } | Self::WorkListPage { .. } => Kind::WorkList,
            Self::Feeds => Kind::Feeds,
            Self::LookUp(_) => Kind::LookUp,
        }
    }
}
