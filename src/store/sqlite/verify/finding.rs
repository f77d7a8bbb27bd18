//! What a check of the log finds.

use jiff::Timestamp;
use serde::Serialize;

use super::CheckedCheckpoint;

/// The most breaks that are named one by one.
const MOST: usize = 1_000;

/// What kind of break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BreakKind {
    /// The content of an event is not what was hashed.
    Content,
    /// A hash of the tree is not what its events give.
    Hash,
    /// An event stands where another one was.
    Order,
    /// An event, or its hashes, are gone.
    Missing,
    /// An event was erased, and no erasure is in the log.
    Erasure,
    /// The log is shorter than a checkpoint says, or its root is another.
    Checkpoint,
    /// A checkpoint is not signed as it should be, or cannot be read.
    Signature,
    /// Something in the store has no event, or an event has nothing in the store.
    Cross,
}

impl BreakKind {
    /// Its name.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Content => "content",
            Self::Hash => "hash",
            Self::Order => "order",
            Self::Missing => "missing",
            Self::Erasure => "erasure",
            Self::Checkpoint => "checkpoint",
            Self::Signature => "signature",
            Self::Cross => "cross-check",
        }
    }
}

/// One place where the log is not what it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Break {
    /// The event, by its number; none where it is about more than one.
    pub sequence: Option<u64>,
    /// What kind.
    pub kind: BreakKind,
    /// What the event tells of, by the name of its action, where it can be said.
    pub action: Option<String>,
    /// The earliest time at which it can have been done: when the event was written, or a checkpoint made.
    pub since: Option<Timestamp>,
    /// In words.
    pub what: String,
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Verification {
    /// How many events the log has.
    pub events: u64,
    /// How many of them are erased.
    pub erased: u64,
    /// The root over all of them, in base64; none where it cannot be said.
    pub root: Option<String>,
    /// Every checkpoint that was looked at.
    pub checkpoints: Vec<CheckedCheckpoint>,
    /// How many breaks there are.
    pub broken: u64,
    /// The first of them.
    pub breaks: Vec<Break>,
    /// How often the clock stood earlier than at the event before.
    pub clock_set_back: u64,
    /// The first of these events, by number.
    pub clock_first: Option<u64>,
}

impl Verification {
    /// Whether nothing is broken.
    pub const fn is_sound(&self) -> bool {
        self.broken == 0
    }

    /// Up to which event everything is as it was written. None where a checkpoint tells of other events
    /// and every event fits its hash, so that nothing says where they begin to differ.
    pub fn sound_until(&self) -> Option<u64> {
        let first = self.breaks.iter().filter_map(|found| found.sequence).min();
        let mut differing =
            self.checkpoints.iter().filter(|checkpoint| !checkpoint.fits && checkpoint.size <= self.events);
        if differing.any(|checkpoint| first.is_none_or(|first| first > checkpoint.size)) {
            return None;
        }
        Some(first.map_or(self.events, |first| first.saturating_sub(1).min(self.events)))
    }

    /// Takes down a break.
    pub(super) fn broken(&mut self, found: Break) {
        self.broken += 1;
        if self.breaks.len() < MOST {
            self.breaks.push(found);
        }
    }

    /// Puts what is about one event first, by its number.
    pub(super) fn order(&mut self) {
        self.breaks.sort_by_key(|found| (found.sequence.unwrap_or(u64::MAX), found.kind));
    }
}
