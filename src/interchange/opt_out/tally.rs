//! What became of an extract, in counts.

use serde::Serialize;

use super::{Unusable, Verdict};

/// How many places are named; the rest is counted.
const NAMED: usize = 100;

/// A record of an extract that cannot be used, or a number of a list that is not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The line on which it begins, from 1. In a bundle in one document, which entry.
    pub line: u64,
    /// Why.
    pub reason: Unusable,
}

/// Counts of records (rows, objects, resources): `read = kept + removed + not_asked + withheld`.
/// Which person is among which is not told: an opt-out is kept nowhere.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Tally {
    /// All of them.
    pub read: u64,
    /// Those that were written.
    pub kept: u64,
    /// Those of people who opted out.
    pub removed: u64,
    /// Those of people about whom the list that was sent did not ask.
    pub not_asked: u64,
    /// Those that cannot be used.
    pub withheld: u64,
    /// The first of those that cannot be used.
    pub problems: Vec<Problem>,
}

impl Tally {
    /// Counts one; says whether it stays.
    pub(super) fn count(&mut self, line: u64, verdict: Result<Verdict, Unusable>) -> bool {
        self.read += 1;
        match verdict {
            Ok(Verdict::Keep) => self.kept += 1,
            Ok(Verdict::Removed) => self.removed += 1,
            Ok(Verdict::NotAsked) => self.not_asked += 1,
            Err(reason) => {
                self.withheld += 1;
                if self.problems.len() < NAMED {
                    self.problems.push(Problem { line, reason });
                }
            }
        }
        verdict == Ok(Verdict::Keep)
    }
}
