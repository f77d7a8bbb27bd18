//! Why a message cannot be read, and where.

use std::fmt;

/// A message that cannot be read. Names the place, never what stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// The segment's name; `MSH` where the message as a whole is meant, `?` where it has no name.
    pub segment: String,
    /// Which segment of the message, from 1.
    pub ordinal: u32,
    /// Which line of the message, from 1, blank ones counted.
    pub line: u32,
    /// The field, from 1, where one is meant.
    pub field: Option<u16>,
    /// What is wrong.
    pub reason: RejectionReason,
}

impl fmt::Display for Rejection {
    /// Writes `line 3, PID-3: ...`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, {}", self.line, self.segment)?;
        if let Some(field) = self.field {
            write!(f, "-{field}")?;
        }
        write!(f, ": {}", self.reason)
    }
}

impl std::error::Error for Rejection {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.reason)
    }
}

/// What is wrong with a message.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RejectionReason {
    /// It does not begin with MSH and a delimiter.
    #[error("the message does not begin with MSH")]
    NoHeader,
    /// MSH-1 and MSH-2 declare delimiters that cannot be told apart.
    #[error("the delimiters of MSH-1 and MSH-2 cannot be told apart")]
    Delimiters,
    /// A second MSH in what was framed as one message.
    #[error("a second MSH stands inside the message")]
    SecondHeader,
    /// A line is not a segment.
    #[error("the line does not begin with the name of a segment")]
    SegmentName,
    /// The text is not in the character set that MSH-18 declares.
    #[error("the text is not valid {0}, which MSH-18 declares")]
    CharacterSet(&'static str),
    /// The message is longer than the limit.
    #[error("the message is longer than {0} bytes")]
    TooLong(usize),
    /// More segments than the limit.
    #[error("the message has more than {0} segments")]
    TooManySegments(usize),
    /// More fields in one segment than the limit.
    #[error("the segment has more than {0} fields")]
    TooManyFields(usize),
    /// More repetitions in one field than the limit.
    #[error("the field has more than {0} repetitions")]
    TooManyRepetitions(usize),
    /// The message type and event are not among those that are read.
    #[error("the message type and event {0} are not read")]
    UnsupportedEvent(String),
    /// A segment that the event needs is absent.
    #[error("the segment {0} is missing")]
    MissingSegment(&'static str),
    /// The message speaks of more than one patient, or of more than one merge.
    #[error("the message holds more than one {0}, and what belongs to whom cannot be told")]
    MoreThanOne(&'static str),
    /// There is no number by which the patient could be known.
    #[error("there is no number by which the patient could be known")]
    NoIdentifier,
    /// A merge does not say which number it retires.
    #[error("the merge does not say which number it retires")]
    NothingToMerge,
}

impl RejectionReason {
    /// A short name that is stable, for counting.
    pub const fn slug(&self) -> &'static str {
        match self {
            Self::NoHeader => "no-header",
            Self::Delimiters => "delimiters",
            Self::SecondHeader => "second-header",
            Self::SegmentName => "segment-name",
            Self::CharacterSet(_) => "character-set",
            Self::TooLong(_) => "too-long",
            Self::TooManySegments(_) => "too-many-segments",
            Self::TooManyFields(_) => "too-many-fields",
            Self::TooManyRepetitions(_) => "too-many-repetitions",
            Self::UnsupportedEvent(_) => "unsupported-event",
            Self::MissingSegment(_) => "missing-segment",
            Self::MoreThanOne(_) => "more-than-one",
            Self::NoIdentifier => "no-identifier",
            Self::NothingToMerge => "nothing-to-merge",
        }
    }

    /// What a person can do about it.
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::NoHeader | Self::SecondHeader => "check how the sender ends segments and frames messages",
            Self::Delimiters => "ask the sender to declare five different delimiters, usually |^~\\&",
            Self::SegmentName => "ask the sender to escape line breaks in text as \\.br\\",
            Self::CharacterSet(_) => "ask the sender to correct MSH-18 or the text",
            Self::TooLong(_) | Self::TooManySegments(_) | Self::TooManyFields(_) | Self::TooManyRepetitions(_) => {
                "ask the sender whether this message is meant"
            }
            Self::UnsupportedEvent(_) => "leave this event out of the feed, or ask for it to be supported",
            Self::MissingSegment(_) | Self::MoreThanOne(_) => "ask the sender to send one complete message per event",
            Self::NoIdentifier => "ask the sender which field carries the patient's number, and check the dialect",
            Self::NothingToMerge => "ask the sender to fill MRG-1",
        }
    }
}
