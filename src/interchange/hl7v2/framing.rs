//! What a stream holds: messages, and what is none.

use std::fmt;

/// One piece of a stream. Every byte of a stream that is not white space, a batch header or part
/// of a frame is in some piece.
#[derive(Clone, PartialEq, Eq)]
pub enum Framed {
    /// A whole message, its frame and the line ends after it taken off.
    Message {
        /// Where it begins in the stream.
        offset: u64,
        /// The message as it came.
        bytes: Vec<u8>,
    },
    /// A message that the stream breaks off: it ends without the end of a segment, or its frame
    /// never closes. What is there may be cut in the middle of a number and must not be applied.
    Truncated {
        /// Where it begins in the stream.
        offset: u64,
        /// What there is of it.
        bytes: Vec<u8>,
    },
    /// A message longer than the limit, skipped to its end.
    TooLarge {
        /// Where it begins in the stream.
        offset: u64,
        /// How long it is.
        size: u64,
        /// Its beginning, so that the sender can be told.
        head: Vec<u8>,
    },
    /// Something between messages that is none.
    Noise {
        /// Where it begins in the stream.
        offset: u64,
        /// How long it is.
        size: u64,
        /// Its beginning.
        bytes: Vec<u8>,
    },
}

impl Framed {
    /// Where it begins in the stream.
    pub const fn offset(&self) -> u64 {
        match self {
            Self::Message { offset, .. }
            | Self::Truncated { offset, .. }
            | Self::TooLarge { offset, .. }
            | Self::Noise { offset, .. } => *offset,
        }
    }

    /// The bytes that were kept.
    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::Message { bytes, .. } | Self::Truncated { bytes, .. } | Self::Noise { bytes, .. } => bytes,
            Self::TooLarge { head, .. } => head,
        }
    }
}

impl fmt::Debug for Framed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Self::Message { .. } => "Message",
            Self::Truncated { .. } => "Truncated",
            Self::TooLarge { .. } => "TooLarge",
            Self::Noise { .. } => "Noise",
        };
        write!(f, "{name} at {} ({} bytes kept)", self.offset(), self.bytes().len())
    }
}
