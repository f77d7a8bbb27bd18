//! The two readings of a plan's file: one to its end before anything is done, and one batch by batch,
//! which must meet what the first one met.

use std::io::{BufRead, BufReader, Read, Seek};

use crate::consent::Effect;
use crate::consent::plan::{PlanFileError, PlanHead, PlanLine, PlanMade, PlanReader, PlanRow};
use crate::store::PlanError;

/// The most loosening rows that are kept to be shown to whoever approves them.
pub(super) const SHOWN: usize = 1_000;

/// What the first reading of a plan's file found.
pub(super) struct Survey {
    pub(super) head: PlanHead,
    pub(super) made: PlanMade,
    /// The hash of everything up to the end of each batch.
    hashes: Vec<[u8; 32]>,
    /// The first rows that loosen.
    pub(super) loosening: Vec<PlanRow>,
    /// How many lines make a batch.
    batch: usize,
}

impl Survey {
    /// Reads a plan to its end, and so knows that it is whole, before anything of it is done.
    pub(super) fn of(file: impl Read + Seek, batch: usize) -> Result<Self, PlanError> {
        let mut reader = PlanReader::open(BufReader::with_capacity(1 << 18, file))?;
        let (mut hashes, mut loosening, mut count) = (Vec::new(), Vec::new(), 0_usize);
        while let Some(line) = reader.line()? {
            count += 1;
            if count.is_multiple_of(batch) {
                hashes.push(reader.hash_so_far());
            }
            match line {
                PlanLine::Row(row) if row.effect == Effect::Loosening && loosening.len() < SHOWN => {
                    loosening.push(*row);
                }
                _ => {}
            }
        }
        hashes.push(reader.hash_so_far());
        let head = reader.head().clone();
        let made = reader.made().cloned().ok_or(PlanFileError::Cut)?;
        Ok(Self { head, made, hashes, loosening, batch })
    }
}

/// The second reading.
pub(super) struct Batches<'a, R> {
    reader: PlanReader<R>,
    survey: &'a Survey,
    next: usize,
}

impl<'a, R: BufRead> Batches<'a, R> {
    /// Begins to read what the survey read.
    pub(super) fn open(reader: R, survey: &'a Survey) -> Result<Self, PlanError> {
        Ok(Self { reader: PlanReader::open(reader)?, survey, next: 0 })
    }

    /// The survey.
    pub(super) const fn survey(&self) -> &'a Survey {
        self.survey
    }

    /// Reads a batch, and whether it is the last. It must be what the survey read: a file that changes
    /// in between is refused before anything of the batch is done.
    pub(super) fn read(&mut self) -> Result<(Vec<PlanLine>, bool), PlanError> {
        let most = self.survey.batch;
        let mut lines = Vec::with_capacity(most);
        let mut last = false;
        while lines.len() < most && !last {
            match self.reader.line()? {
                Some(line) => lines.push(line),
                None => last = true,
            }
        }
        if self.survey.hashes.get(self.next) != Some(&self.reader.hash_so_far()) {
            return Err(PlanFileError::Changed.into());
        }
        self.next += 1;
        Ok((lines, last))
    }
}
