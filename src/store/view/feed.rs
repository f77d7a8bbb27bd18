//! A feed and its counts.

use jiff::Timestamp;
use serde::Serialize;

/// A feed: who sends, by which dialect, and what became of what was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FeedSummary {
    /// The feed's name: application and facility, such as `POOLE-LAB/RD3`.
    pub name: String,
    /// The organisation, an ODS code where it is one.
    pub organisation: String,
    /// The sending system.
    pub system: String,
    /// The dialect by which its messages are read.
    pub dialect: String,
    /// Messages in.
    pub received: u64,
    /// Applied.
    pub applied: u64,
    /// Seen before, byte for byte.
    pub duplicate: u64,
    /// The same number with another body.
    pub conflict: u64,
    /// Could not be read.
    pub dead: u64,
    /// When the last one came.
    pub last_received: Option<Timestamp>,
    /// When the source says that it wrote its last one.
    pub last_stated: Option<Timestamp>,
}
