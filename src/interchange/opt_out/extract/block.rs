//! Rows that are judged together. Their numbers lie far apart in the sets that are asked: one after
//! the other would wait for the memory each time.

use std::io::Write;

use super::{ExtractError, Row, Rule, Tally, Unusable};
use crate::interchange::opt_out::rule::Verdict;
use crate::record::NhsNumber;

/// How many rows make a block, and how many bytes are enough for one.
const ROWS: usize = 512;
const BYTES: usize = 1 << 16;

/// Rows that wait to be judged.
#[derive(Default)]
pub(super) struct Block {
    bytes: Vec<u8>,
    rows: Vec<Waiting>,
}

struct Waiting {
    line: u64,
    /// Where its bytes end.
    end: usize,
    number: Result<NhsNumber, Unusable>,
}

impl Block {
    /// Takes a row.
    pub(super) fn push(&mut self, row: &Row<'_>) {
        self.bytes.extend_from_slice(row.raw);
        self.rows.push(Waiting { line: row.line, end: self.bytes.len(), number: row.number });
    }

    /// Whether it is time to judge.
    pub(super) const fn is_full(&self) -> bool {
        self.rows.len() >= ROWS || self.bytes.len() >= BYTES
    }

    /// Judges every row and writes those that stay; then the block is empty.
    pub(super) fn judge(
        &mut self,
        rule: &Rule<'_>,
        tally: &mut Tally,
        out: &mut impl Write,
    ) -> Result<(), ExtractError> {
        let judge = |row: &Waiting| row.number.and_then(|number| rule.judge(number));
        let verdicts: Vec<Result<Verdict, Unusable>> = self.rows.iter().map(judge).collect();
        let mut begin = 0;
        for (row, verdict) in self.rows.drain(..).zip(verdicts) {
            if tally.count(row.line, verdict) {
                out.write_all(&self.bytes[begin..row.end]).map_err(ExtractError::Write)?;
            }
            begin = row.end;
        }
        self.bytes.clear();
        Ok(())
    }
}
