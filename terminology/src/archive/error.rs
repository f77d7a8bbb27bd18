//! Why a file or an archive cannot be read.

use std::io;

/// Why a file or an archive cannot be read, and which.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The file cannot be read.
    #[error("{0} cannot be read")]
    Io(String, #[source] io::Error),
    /// The file is no zip, or is cut short.
    #[error("{0} is no whole zip: {1}")]
    Zip(String, String),
    /// An entry whose path leads out of the archive. Nothing of such an archive is read.
    #[error("{0}: the path of an entry leads out of the archive; nothing of it was read")]
    Climbs(String),
    /// An entry that is encrypted.
    #[error("{0} is encrypted")]
    Encrypted(String),
    /// Something is more than it may be.
    #[error("{place}: {what} than {limit}")]
    TooMuch {
        /// Where.
        place: String,
        /// What is too much, as a comparison: `it unfolds to more bytes`.
        what: &'static str,
        /// How much it may be.
        limit: u64,
    },
}
