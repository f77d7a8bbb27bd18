//! A receipt: one event, the proof that it is in the log, and the checkpoint that says which log. It is
//! checked with nothing but itself and a public key.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{
    Checkpoint, CheckpointError, Hash, Note, NoteError, ProofError, ReadLeaf, SignatureError, VerifierKey,
    verify_inclusion,
};

/// How a receipt begins (C2SP tlog-proof).
const BEGINNING: &str = "c2sp.org/tlog-proof@v1";
/// The longest receipt that is read, in bytes.
const LONGEST: usize = 4 << 20;

/// Why a receipt shows nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// It is not a receipt.
    #[error("line {0} is not what a receipt has there")]
    Line(usize),
    /// It is longer than anything that is read.
    #[error("it is longer than {LONGEST} bytes")]
    Long,
    /// Its checkpoint is no signed note.
    #[error("its checkpoint is no signed note: {0}")]
    Note(#[from] NoteError),
    /// Its checkpoint cannot be read.
    #[error("its checkpoint cannot be read: {0}")]
    Checkpoint(#[from] CheckpointError),
    /// Its checkpoint is not signed by the key.
    #[error("its checkpoint does not hold: {0}")]
    Signature(#[from] SignatureError),
    /// The event is not shown to be in the log.
    #[error("the event is not shown to be in the log: {0}")]
    Proof(#[from] ProofError),
}

/// One event, and the proof that it is in a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The bytes of the event, as [`super::Leaf::write`] writes them.
    pub event: Vec<u8>,
    /// Which leaf it is, from 0.
    pub index: u64,
    /// The proof.
    pub proof: Vec<Hash>,
    /// The signed checkpoint.
    pub checkpoint: Note,
}

impl Receipt {
    /// Checks all of it, and returns what the checkpoint says.
    ///
    /// # Errors
    /// Where anything does not hold.
    pub fn verify(&self, key: &VerifierKey) -> Result<Checkpoint, ReceiptError> {
        key.verify(&self.checkpoint)?;
        let checkpoint: Checkpoint = self.checkpoint.text.parse()?;
        verify_inclusion(self.index, checkpoint.size, Hash::of_leaf(&self.event), &self.proof, checkpoint.root)?;
        Ok(checkpoint)
    }
}

impl Receipt {
    /// The event; none where the bytes are no event of this tool.
    pub fn read_event(&self) -> Option<ReadLeaf> {
        ReadLeaf::read(&self.event)
    }
}

impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{BEGINNING}\nextra {}\nindex {}", STANDARD.encode(&self.event), self.index)?;
        for hash in &self.proof {
            writeln!(f, "{}", STANDARD.encode(hash.0))?;
        }
        write!(f, "\n{}", self.checkpoint)
    }
}

impl FromStr for Receipt {
    type Err = ReceiptError;

    fn from_str(text: &str) -> Result<Self, ReceiptError> {
        if text.len() > LONGEST {
            return Err(ReceiptError::Long);
        }
        let (head, checkpoint) = text.split_once("\n\n").ok_or(ReceiptError::Line(1))?;
        let mut lines = head.split('\n');
        if lines.next() != Some(BEGINNING) {
            return Err(ReceiptError::Line(1));
        }
        let event = lines.next().and_then(|line| STANDARD.decode(line.strip_prefix("extra ")?).ok());
        let index = lines.next().and_then(|line| line.strip_prefix("index ")?.parse().ok());
        let (event, index) = (event.ok_or(ReceiptError::Line(2))?, index.ok_or(ReceiptError::Line(3))?);
        let mut proof = Vec::new();
        for (number, line) in lines.enumerate() {
            let hash = STANDARD.decode(line).ok().and_then(|bytes| Hash::read(&bytes));
            proof.push(hash.ok_or(ReceiptError::Line(number + 4))?);
        }
        Ok(Self { event, index, proof, checkpoint: Note::read(checkpoint)? })
    }
}
