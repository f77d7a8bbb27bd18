//! What a log sends to a witness, and what a witness does with it (the request of C2SP tlog-witness).
//!
//! A witness keeps the last checkpoint that it cosigned and nothing else. It cosigns a checkpoint only
//! where that is shown to continue the last one.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;

use super::{
    Checkpoint, CheckpointError, Hash, KeyKind, Note, NoteError, ProofError, Signature, SignatureError, SignerKey,
    VerifierKey, verify_consistency,
};

/// The most hashes of a proof: a tree of 2^64 leaves needs no more.
const MOST_HASHES: usize = 63;

/// Why a witness does not cosign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WitnessError {
    /// The request cannot be read.
    #[error("line {0} is not what a request to a witness has there")]
    Line(usize),
    /// The checkpoint is no signed note.
    #[error("the checkpoint is no signed note")]
    Note(#[from] NoteError),
    /// The checkpoint cannot be read.
    #[error("the checkpoint cannot be read")]
    Checkpoint(#[from] CheckpointError),
    /// The log did not sign it.
    #[error("the log did not sign the checkpoint")]
    Signature(#[from] SignatureError),
    /// The checkpoint is of a log of another name.
    #[error("the checkpoint is of another log than the last one")]
    Origin,
    /// The request begins elsewhere than at the last checkpoint.
    #[error("the request continues from {found} events; the last checkpoint that was cosigned has {expected}")]
    Old {
        /// Where the request begins.
        found: u64,
        /// Where it should.
        expected: u64,
    },
    /// The log is not a continuation of what was cosigned before.
    #[error("the log is not shown to continue what was cosigned before")]
    Inconsistent(#[from] ProofError),
    /// The key signs notes and does not cosign.
    #[error("the key is not one of a witness")]
    Kind,
}

/// A checkpoint to be cosigned, with the proof that it continues an earlier one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WitnessRequest {
    /// How many events the earlier one covers; 0 where there was none.
    pub old: u64,
    /// The proof.
    pub proof: Vec<Hash>,
    /// The checkpoint, signed by the log.
    pub checkpoint: Note,
}

impl WitnessRequest {
    /// The cosignature of the checkpoint, where it continues the `last` one.
    ///
    /// # Errors
    /// Where the log did not sign it, or it is not shown to continue the last one.
    pub fn cosign(
        &self,
        last: Option<&Checkpoint>,
        log: &VerifierKey,
        witness: &SignerKey,
        now: Timestamp,
    ) -> Result<(Checkpoint, Signature), WitnessError> {
        if witness.verifier().kind() != KeyKind::Cosignature || log.kind() != KeyKind::Note {
            return Err(WitnessError::Kind);
        }
        log.verify(&self.checkpoint)?;
        let checkpoint: Checkpoint = self.checkpoint.text.parse()?;
        let (size, root) = last.map_or((0, Hash::of_nothing()), |last| (last.size, last.root));
        if checkpoint.origin != log.name() || last.is_some_and(|last| last.origin != checkpoint.origin) {
            return Err(WitnessError::Origin);
        }
        if self.old != size {
            return Err(WitnessError::Old { found: self.old, expected: size });
        }
        verify_consistency((size, root), (checkpoint.size, checkpoint.root), &self.proof)?;
        let signature = witness.sign(&self.checkpoint.text, now);
        Ok((checkpoint, signature))
    }
}

impl fmt::Display for WitnessRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old)?;
        for hash in &self.proof {
            writeln!(f, "{}", STANDARD.encode(hash.0))?;
        }
        write!(f, "\n{}", self.checkpoint)
    }
}

impl FromStr for WitnessRequest {
    type Err = WitnessError;

    fn from_str(text: &str) -> Result<Self, WitnessError> {
        let (head, checkpoint) = text.split_once("\n\n").ok_or(WitnessError::Line(1))?;
        let mut lines = head.split('\n');
        let old = lines.next().and_then(|line| line.strip_prefix("old ")?.parse().ok());
        let old = old.ok_or(WitnessError::Line(1))?;
        let mut proof = Vec::new();
        for (number, line) in lines.enumerate() {
            let hash = STANDARD.decode(line).ok().and_then(|bytes| Hash::read(&bytes));
            let hash = hash.filter(|_| number < MOST_HASHES);
            proof.push(hash.ok_or(WitnessError::Line(number + 2))?);
        }
        Ok(Self { old, proof, checkpoint: Note::read(checkpoint)? })
    }
}
