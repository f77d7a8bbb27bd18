//! What became of a row that was applied.

use serde::{Deserialize, Serialize};

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowStatus {
    /// It is done.
    Applied,
    /// It was kept already.
    Unchanged,
    /// It was not taken in.
    Rejected,
    /// It is kept for somebody who is not registered yet, and holds from the moment they are.
    Held,
    /// It waits for a second user.
    PendingApproval,
    /// What it was planned for has changed since.
    Conflict,
}

impl RowStatus {
    /// The word in files and output.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Unchanged => "unchanged",
            Self::Rejected => "rejected",
            Self::Held => "held",
            Self::PendingApproval => "pending_approval",
            Self::Conflict => "conflict",
        }
    }

    /// The status of that word.
    pub fn of(word: &str) -> Option<Self> {
        let all = [Self::Applied, Self::Unchanged, Self::Rejected, Self::Held, Self::PendingApproval, Self::Conflict];
        all.into_iter().find(|status| status.word() == word)
    }
}

/// One row and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowOutcome {
    /// The row's number in the plan.
    pub row: u64,
    /// The line of the file that it came from.
    pub line: u64,
    /// Its key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<super::RowKey>,
    /// What became of it.
    pub status: RowStatus,
    /// What kind of thing happened, a stable word: an operation, or why not.
    pub code: &'static str,
    /// The same as a sentence; empty where the status says it all.
    pub message: String,
    /// The number of the statement that it became.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement: Option<i64>,
}

/// How many rows became what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct OutcomeTotals {
    /// Done, those of this run and those of runs before.
    pub applied: u64,
    /// Kept already.
    pub unchanged: u64,
    /// Not taken in.
    pub rejected: u64,
    /// Kept for somebody who is not registered yet.
    pub held: u64,
    /// Waiting for a second user.
    pub pending_approval: u64,
    /// Changed since.
    pub conflict: u64,
}

impl OutcomeTotals {
    /// Counts a row.
    pub const fn count(&mut self, status: RowStatus) {
        let counter = match status {
            RowStatus::Applied => &mut self.applied,
            RowStatus::Unchanged => &mut self.unchanged,
            RowStatus::Rejected => &mut self.rejected,
            RowStatus::Held => &mut self.held,
            RowStatus::PendingApproval => &mut self.pending_approval,
            RowStatus::Conflict => &mut self.conflict,
        };
        *counter += 1;
    }
}
