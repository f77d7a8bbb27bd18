//! Checkpoints (C2SP tlog-checkpoint): how long a log was, and what its root was.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Hash;

/// Why a text is no checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// The first line, the log's name, is missing or empty.
    #[error("line 1 should be the name of the log")]
    Origin,
    /// The second line is no count.
    #[error("line 2 should be the number of events, in decimal digits")]
    Size,
    /// The third line is no hash.
    #[error("line 3 should be the root, 32 bytes in base64")]
    Root,
    /// A line that is empty, or the last without its end.
    #[error("a line is empty, or the last one has no end")]
    Shape,
}

/// How long a log was, and what its root was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The name of the log.
    pub origin: String,
    /// How many events.
    pub size: u64,
    /// The root of their tree.
    pub root: Hash,
    /// Lines that follow, whatever they mean.
    pub extensions: Vec<String>,
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.size, STANDARD.encode(self.root.0))?;
        self.extensions.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

impl FromStr for Checkpoint {
    type Err = CheckpointError;

    fn from_str(text: &str) -> Result<Self, CheckpointError> {
        let text = text.strip_suffix('\n').ok_or(CheckpointError::Shape)?;
        let mut lines = text.split('\n');
        let origin = lines.next().filter(|line| !line.is_empty()).ok_or(CheckpointError::Origin)?;
        let digits = lines.next().ok_or(CheckpointError::Size)?;
        let size = digits.parse::<u64>().map_err(|_| CheckpointError::Size)?;
        // One number, one spelling: no sign, no zeros before it.
        if digits != size.to_string() {
            return Err(CheckpointError::Size);
        }
        let root = lines.next().and_then(|line| STANDARD.decode(line).ok()).and_then(|bytes| Hash::read(&bytes));
        let extensions: Vec<String> = lines.map(ToOwned::to_owned).collect();
        if extensions.iter().any(String::is_empty) {
            return Err(CheckpointError::Shape);
        }
        Ok(Self { origin: origin.to_owned(), size, root: root.ok_or(CheckpointError::Root)?, extensions })
    }
}
