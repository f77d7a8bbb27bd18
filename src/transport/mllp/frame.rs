//! One frame, and what can be wrong with it.

use std::fmt;

use tokio_util::bytes::Bytes;

/// Begins a frame (vertical tab).
pub const START: u8 = 0x0B;
/// Ends the payload of a frame (file separator).
pub const END: u8 = 0x1C;
/// Ends a frame, after [`END`].
pub const RETURN: u8 = 0x0D;

/// What is wrong with a frame, or with bytes that are in none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum FrameDefect {
    /// A payload with an end and no start byte.
    MissingStart,
    /// A new frame begins before the end byte of this one.
    MissingEnd,
    /// No carriage return follows the end byte.
    MissingReturn,
    /// An end byte stands inside the payload.
    EndInside,
    /// Bytes between frames.
    Noise,
    /// The connection ended inside the frame.
    CutOff,
    /// The payload is longer than the limit; only its beginning was kept.
    TooLarge,
    /// There is nothing between start and end.
    Empty,
}

impl FrameDefect {
    /// Every defect.
    pub const ALL: [Self; 8] = [
        Self::MissingStart,
        Self::MissingEnd,
        Self::MissingReturn,
        Self::EndInside,
        Self::Noise,
        Self::CutOff,
        Self::TooLarge,
        Self::Empty,
    ];

    /// Its name, which is stable.
    pub const fn name(self) -> &'static str {
        match self {
            Self::MissingStart => "missing-start",
            Self::MissingEnd => "missing-end",
            Self::MissingReturn => "missing-return",
            Self::EndInside => "end-inside",
            Self::Noise => "noise",
            Self::CutOff => "cut-off",
            Self::TooLarge => "too-large",
            Self::Empty => "empty",
        }
    }

    /// The same in a sentence.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::MissingStart => "the start byte 0x0B is missing",
            Self::MissingEnd => "a new frame begins before the end byte 0x1C",
            Self::MissingReturn => "no carriage return follows the end byte",
            Self::EndInside => "an end byte 0x1C stands inside the payload",
            Self::Noise => "bytes stand between frames",
            Self::CutOff => "the connection ended inside the frame",
            Self::TooLarge => "the payload is longer than the limit",
            Self::Empty => "the frame holds nothing",
        }
    }
}

/// One piece of a stream: a frame, or bytes that are in none.
#[derive(Clone, PartialEq, Eq)]
pub struct Frame {
    /// The bytes as they came, start and end bytes included; of [`FrameDefect::TooLarge`] and
    /// [`FrameDefect::Noise`] only the first.
    pub raw: Bytes,
    /// What lies between start and end byte.
    pub payload: Bytes,
    /// How many bytes there were in all.
    pub size: u64,
    /// What is wrong with it, in the order of [`FrameDefect::ALL`].
    pub defects: Vec<FrameDefect>,
}

impl Frame {
    /// Whether its payload is whole, so that it can be read as a message.
    pub fn is_whole(&self) -> bool {
        use FrameDefect::{CutOff, Empty, Noise, TooLarge};
        !self.defects.iter().any(|defect| matches!(defect, CutOff | Empty | Noise | TooLarge))
    }
}

impl fmt::Debug for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Frame({} bytes, {:?})", self.size, self.defects)
    }
}

/// A payload in its frame.
pub fn framed(payload: &[u8]) -> Vec<u8> {
    let mut frame = Vec::with_capacity(payload.len() + 3);
    frame.push(START);
    frame.extend_from_slice(payload);
    frame.extend_from_slice(&[END, RETURN]);
    frame
}
