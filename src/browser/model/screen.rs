//! The screens that lie over the first one.

use super::{Paged, RawMessage, Scroll};
use crate::record::{MessageId, SourceLocation};
use crate::store::WorkList;
use crate::store::view::{Conflict, DeadLetter, EntryView, FeedSummary, IdentityExplanation, TraceItem};

/// One screen. What belongs to the open record is in [`Model::record`](super::Model).
pub(in crate::browser) enum Screen {
    /// The sections of the open record.
    Record,
    /// One entry.
    Entry(Box<EntryScreen>),
    /// A raw message.
    RawMessage(Box<RawMessage>),
    /// Every message that touched the person.
    Trace(Paged<TraceItem>),
    /// Why the identities are one.
    Identity(Box<IdentityExplanation>, Scroll),
    /// What each source holds.
    Demographics(Scroll),
    /// The conflict list.
    Conflicts(Paged<Conflict>),
    /// The dead-letter list.
    DeadLetters(Paged<DeadLetter>),
    /// The feeds.
    Feeds(Paged<FeedSummary>),
}

impl Screen {
    /// Whether the open record's banner stands above it.
    pub(in crate::browser) fn is_of_record(&self) -> bool {
        match self {
            Self::Record | Self::Entry(_) | Self::Trace(_) | Self::Identity(..) | Self::Demographics(_) => true,
            Self::RawMessage(message) => message.slot == crate::browser::effect::Slot::Record,
            Self::Conflicts(_) | Self::DeadLetters(_) | Self::Feeds(_) => false,
        }
    }

    /// Which work list it is.
    pub(in crate::browser) fn work_list(&self) -> Option<WorkList> {
        match self {
            Self::Conflicts(_) => Some(WorkList::Conflicts),
            Self::DeadLetters(_) => Some(WorkList::DeadLetters),
            _ => None,
        }
    }

    /// The raw message behind what is selected, and the place in it.
    pub(in crate::browser) fn message(&self) -> Option<(MessageId, Option<SourceLocation>)> {
        match self {
            Self::Entry(screen) => Some(origin(&screen.entry)),
            Self::Trace(items) => items.selected().map(|item| (item.message, None)),
            Self::Conflicts(conflicts) => conflicts.selected()?.message.map(|message| (message, None)),
            Self::DeadLetters(letters) => letters.selected().map(|letter| (letter.message, letter.location.clone())),
            _ => None,
        }
    }
}

/// The raw message of an entry, and the place in it.
pub(in crate::browser) fn origin(entry: &EntryView) -> (MessageId, Option<SourceLocation>) {
    (entry.provenance.message, Some(entry.provenance.location.clone()))
}

/// One entry with its history.
pub(in crate::browser) struct EntryScreen {
    /// The entry as it stands.
    pub(in crate::browser) entry: EntryView,
    /// All versions, newest first; `None` until they are loaded.
    pub(in crate::browser) versions: Option<Vec<EntryView>>,
    /// Where the reader is.
    pub(in crate::browser) scroll: Scroll,
}
