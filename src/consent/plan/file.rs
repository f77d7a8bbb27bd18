//! A plan as a file: a head, one line for each row, and an end with the hash of all before it.
//!
//! Every line is a JSON object. The hash is SHA-256 over the bytes of every line before the end,
//! line feeds included: exactly what is applied is what a second user approved.

use std::io::{BufRead, Read, Write};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::source::LONGEST;
use super::{PlanRow, PlanTotals, Rejection};

/// The version of the form that is written.
const VERSION: u32 = 1;
/// The longest line: a row with everything in it escaped.
const LONGEST_LINE: usize = 8 * LONGEST;

/// The first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanHead {
    /// The version of the form.
    pub dcr_consent_plan: u32,
    /// The store that it was made for, by when that was made.
    pub store: String,
    /// What it was made from.
    pub source: String,
    /// When it was made.
    pub made: Timestamp,
    /// Who made it.
    pub made_by: String,
    /// The plan that it takes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reverses: Option<String>,
}

impl PlanHead {
    /// A head of the version that is written.
    pub const fn new(store: String, source: String, made: Timestamp, made_by: String) -> Self {
        Self { dcr_consent_plan: VERSION, store, source, made, made_by, reverses: None }
    }
}

/// A line between the first and the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlanLine {
    /// A row that was not taken in, and why.
    Rejected(Rejection),
    /// A row.
    Row(Box<PlanRow>),
}

#[derive(Serialize, Deserialize)]
struct RejectedLine {
    rejected: Rejection,
}

/// The last line.
#[derive(Serialize, Deserialize)]
struct PlanEnd {
    end: PlanMade,
}

/// A whole plan: its name, its hash and what it comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanMade {
    /// Its name: the first twelve digits of the hash.
    pub id: String,
    /// SHA-256 of everything before the last line, in hexadecimal digits.
    pub hash: String,
    /// What it comes to.
    pub totals: PlanTotals,
}

/// Why a plan's file is not read.
#[derive(Debug, thiserror::Error)]
pub enum PlanFileError {
    /// It is something else.
    #[error("line {0}: this is no consent plan, or it was changed by hand")]
    NotAPlan(u64),
    /// Another version of dcr wrote it.
    #[error("the plan has version {0}, this dcr reads version {VERSION}")]
    Version(u32),
    /// Its end is not there: it was not written to its end.
    #[error("the plan's end is missing: it was not written to its end, or was cut off")]
    Cut,
    /// The hash is another.
    #[error("the plan's hash does not fit its content: it was changed after it was made")]
    Changed,
    /// It cannot be read or written.
    #[error("the plan's file cannot be read or written")]
    Io(#[from] std::io::Error),
}

/// Writes a plan line by line.
pub struct PlanWriter<W> {
    writer: W,
    hash: Sha256,
    line: Vec<u8>,
    totals: PlanTotals,
}

impl<W: Write> PlanWriter<W> {
    /// Begins a plan.
    pub fn begin(writer: W, head: &PlanHead) -> Result<Self, PlanFileError> {
        let mut plan = Self { writer, hash: Sha256::new(), line: Vec::new(), totals: PlanTotals::default() };
        plan.write(head)?;
        Ok(plan)
    }

    /// Writes a row.
    pub fn row(&mut self, row: &PlanRow) -> Result<(), PlanFileError> {
        self.totals.count(row);
        self.write(row)
    }

    /// Writes a row that was not taken in.
    pub fn reject(&mut self, rejected: &Rejection) -> Result<(), PlanFileError> {
        self.totals.reject();
        self.write(&RejectedLine { rejected: rejected.clone() })
    }

    /// Writes the end.
    pub fn end(mut self) -> Result<(PlanMade, W), PlanFileError> {
        let hash: [u8; 32] = self.hash.clone().finalize().into();
        let made = made(hash, self.totals);
        self.write(&PlanEnd { end: made.clone() })?;
        self.writer.flush()?;
        Ok((made, self.writer))
    }

    fn write(&mut self, value: &impl Serialize) -> Result<(), PlanFileError> {
        self.line.clear();
        serde_json::to_writer(&mut self.line, value).map_err(std::io::Error::from)?;
        self.line.push(b'\n');
        self.hash.update(&self.line);
        self.writer.write_all(&self.line)?;
        Ok(())
    }
}

fn made(hash: [u8; 32], totals: PlanTotals) -> PlanMade {
    let hash = super::RowKey(hash).to_string();
    PlanMade { id: hash[..12].to_owned(), hash, totals }
}

/// Reads a plan line by line.
pub struct PlanReader<R> {
    reader: R,
    head: PlanHead,
    hash: Sha256,
    line: Vec<u8>,
    number: u64,
    totals: PlanTotals,
    made: Option<PlanMade>,
}

impl<R: BufRead> PlanReader<R> {
    /// Begins to read a plan.
    pub fn open(reader: R) -> Result<Self, PlanFileError> {
        let head = PlanHead::new(String::new(), String::new(), Timestamp::UNIX_EPOCH, String::new());
        let (hash, totals) = (Sha256::new(), PlanTotals::default());
        let mut plan = Self { reader, head, hash, line: Vec::new(), number: 0, totals, made: None };
        if !plan.read()? {
            return Err(PlanFileError::NotAPlan(1));
        }
        plan.head = serde_json::from_slice(&plan.line).map_err(|_| PlanFileError::NotAPlan(1))?;
        if plan.head.dcr_consent_plan != VERSION {
            return Err(PlanFileError::Version(plan.head.dcr_consent_plan));
        }
        plan.hash.update(&plan.line);
        Ok(plan)
    }

    /// The first line.
    pub const fn head(&self) -> &PlanHead {
        &self.head
    }

    /// What the whole is; none until the end was read and found to fit.
    pub const fn made(&self) -> Option<&PlanMade> {
        self.made.as_ref()
    }

    /// The next line; none at an end that fits what came before it.
    pub fn line(&mut self) -> Result<Option<PlanLine>, PlanFileError> {
        if self.made.is_some() {
            return Ok(None);
        }
        if !self.read()? {
            return Err(PlanFileError::Cut);
        }
        let number = self.number;
        let wrong = |_| PlanFileError::NotAPlan(number);
        if self.line.starts_with(b"{\"end\":") {
            let PlanEnd { end } = serde_json::from_slice(&self.line).map_err(wrong)?;
            let hash: [u8; 32] = self.hash.clone().finalize().into();
            if end != made(hash, self.totals) || !self.reader.fill_buf()?.is_empty() {
                return Err(PlanFileError::Changed);
            }
            self.made = Some(end);
            return Ok(None);
        }
        let line = if self.line.starts_with(b"{\"rejected\":") {
            let RejectedLine { rejected } = serde_json::from_slice(&self.line).map_err(wrong)?;
            self.totals.reject();
            PlanLine::Rejected(rejected)
        } else {
            let row: PlanRow = serde_json::from_slice(&self.line).map_err(wrong)?;
            self.totals.count(&row);
            PlanLine::Row(Box::new(row))
        };
        self.hash.update(&self.line);
        Ok(Some(line))
    }

    /// The hash of everything read so far.
    pub fn hash_so_far(&self) -> [u8; 32] {
        self.hash.clone().finalize().into()
    }

    fn read(&mut self) -> Result<bool, PlanFileError> {
        self.line.clear();
        let most = u64::try_from(LONGEST_LINE).unwrap_or(u64::MAX);
        self.reader.by_ref().take(most).read_until(b'\n', &mut self.line)?;
        self.number += 1;
        match self.line.last() {
            None => Ok(false),
            Some(b'\n') => Ok(true),
            Some(_) if self.line.len() >= LONGEST_LINE => Err(PlanFileError::NotAPlan(self.number)),
            Some(_) => Err(PlanFileError::Cut),
        }
    }
}

impl<W> std::fmt::Debug for PlanWriter<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PlanWriter")
    }
}

impl<R> std::fmt::Debug for PlanReader<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PlanReader")
    }
}
