//! What became of the messages of one run.

use std::ops::AddAssign;

use serde::Serialize;

use crate::store::sqlite::MessageOutcome;

/// Counts of one run: `received` is always the sum of the four others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Totals {
    /// Messages in.
    pub received: u64,
    /// Applied.
    pub applied: u64,
    /// Came before, word for word.
    pub duplicate: u64,
    /// The number came before, with another body.
    pub conflict: u64,
    /// Could not be read.
    pub dead: u64,
}

impl Totals {
    /// Counts one message.
    pub(super) const fn count(&mut self, outcome: MessageOutcome) {
        self.received += 1;
        match outcome {
            MessageOutcome::Applied => self.applied += 1,
            MessageOutcome::Duplicate => self.duplicate += 1,
            MessageOutcome::Conflict => self.conflict += 1,
            MessageOutcome::Dead => self.dead += 1,
        }
    }
}

impl AddAssign for Totals {
    fn add_assign(&mut self, other: Self) {
        self.received += other.received;
        self.applied += other.applied;
        self.duplicate += other.duplicate;
        self.conflict += other.conflict;
        self.dead += other.dead;
    }
}
