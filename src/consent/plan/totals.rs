//! What a plan comes to.

use serde::{Deserialize, Serialize};

use super::{Operation, PlanRow};
use crate::consent::Effect;

/// How many rows do what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PlanTotals {
    /// Every row, those that were not taken in too.
    pub rows: u64,
    /// A choice stands where none stood.
    pub add: u64,
    /// A choice stands in the place of another.
    pub change: u64,
    /// A choice stands no more.
    pub remove: u64,
    /// It is kept for the history; what stands stays.
    pub record: u64,
    /// It is kept already.
    pub unchanged: u64,
    /// Not taken in.
    pub rejected: u64,
    /// Of those that are applied, about somebody who is not registered yet.
    pub held: u64,
    /// Of those that are applied, what waits for a second user.
    pub needs_approval: u64,
}

impl PlanTotals {
    /// Counts a row.
    pub fn count(&mut self, row: &PlanRow) {
        self.rows += 1;
        let counter = match row.operation {
            Operation::Add => &mut self.add,
            Operation::Change => &mut self.change,
            Operation::Remove => &mut self.remove,
            Operation::Record => &mut self.record,
            Operation::Unchanged => {
                self.unchanged += 1;
                return;
            }
        };
        *counter += 1;
        self.held += u64::from(row.held);
        self.needs_approval += u64::from(row.effect == Effect::Loosening);
    }

    /// Counts a row that was not taken in.
    pub const fn reject(&mut self) {
        self.rows += 1;
        self.rejected += 1;
    }

    /// How many rows there are to apply.
    pub const fn to_apply(&self) -> u64 {
        self.add + self.change + self.remove + self.record
    }
}
