//! Why a message cannot be read, and where.

use std::fmt;

/// A message that cannot be read. Names the place, never what stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// The path of the element, such as `Envelope/Body/DistributionEnvelope/header`; empty where
    /// the text cannot be taken apart into elements.
    pub element: String,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// Which payload the line and column are counted in, from 1, where it was encoded; else they
    /// are those of the message.
    pub payload: Option<u32>,
    /// What is wrong.
    pub reason: RejectionReason,
}

impl fmt::Display for Rejection {
    /// Writes `line 3, column 7, Envelope/Body: ...`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(payload) = self.payload {
            write!(f, "payload {payload}, ")?;
        }
        write!(f, "line {}, column {}", self.line, self.column)?;
        if !self.element.is_empty() {
            write!(f, ", {}", self.element)?;
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
    /// The text is not UTF-8, or says that it is in another character set (WS-STD-01).
    #[error("the text is not UTF-8")]
    CharacterSet,
    /// There is a document type declaration, by which entities could be declared.
    #[error("a document type declaration is not accepted")]
    DocumentType,
    /// Elements are nested deeper than the limit.
    #[error("elements are nested deeper than {0}")]
    TooDeep(usize),
    /// More of something than the limit.
    #[error("there are more than {0} {1}")]
    TooMany(usize, &'static str),
    /// It is not well-formed XML.
    #[error("this is not well-formed XML: {0}")]
    NotWellFormed(&'static str),
    /// The root or the payload is nothing that is read; the name where it is a plain one.
    #[error("{0} is not read")]
    Unsupported(String),
    /// It acknowledges or refuses another message.
    #[error("{0} is an acknowledgement, and an acknowledgement is no record")]
    Acknowledgement(String),
    /// An element or attribute that is needed is absent.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// It speaks of more than one, and what belongs to whom cannot be told.
    #[error("the message holds more than one {0}, and what belongs to whom cannot be told")]
    MoreThanOne(&'static str),
    /// A count is not the number of what it counts.
    #[error("the count of the {0} is not their number")]
    Count(&'static str),
    /// The manifest names other payloads than there are.
    #[error("the manifest and the payloads disagree")]
    Manifest,
    /// The payload is encrypted.
    #[error("the payload is encrypted")]
    Encrypted,
    /// The payload is said to be base64 and is not.
    #[error("the payload is not valid base64")]
    Base64,
    /// The payload is said to be compressed, and cannot be decompressed with gzip.
    #[error("the payload cannot be decompressed with gzip")]
    Compression,
    /// The payload grows beyond any sensible size when it is decompressed.
    #[error("the payload grows beyond {0} bytes when it is decoded")]
    Expansion(usize),
    /// There is no number by which the patient could be known.
    #[error("there is no number by which the patient could be known")]
    NoIdentifier,
    /// The envelope speaks of a nullification, and the document does not, or the other way round.
    #[error("the envelope speaks of a nullification, and the document is an ordinary one")]
    NullificationUnclear,
}

impl RejectionReason {
    /// A short name that is stable, for counting.
    pub const fn slug(&self) -> &'static str {
        match self {
            Self::CharacterSet => "character-set",
            Self::DocumentType => "document-type",
            Self::TooDeep(_) => "too-deep",
            Self::TooMany(..) => "too-many",
            Self::NotWellFormed(_) => "not-well-formed",
            Self::Unsupported(_) => "unsupported",
            Self::Acknowledgement(_) => "acknowledgement",
            Self::Missing(_) => "missing",
            Self::MoreThanOne(_) => "more-than-one",
            Self::Count(_) => "count",
            Self::Manifest => "manifest",
            Self::Encrypted => "encrypted",
            Self::Base64 => "base64",
            Self::Compression => "compression",
            Self::Expansion(_) => "expansion",
            Self::NoIdentifier => "no-identifier",
            Self::NullificationUnclear => "nullification-unclear",
        }
    }

    /// What a person can do about it.
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::CharacterSet => "ask the sender to send UTF-8, as the standard requires",
            Self::DocumentType => "ask the sender to leave the document type declaration out",
            Self::TooDeep(_) | Self::TooMany(..) | Self::Expansion(_) => "ask the sender whether this message is meant",
            Self::NotWellFormed(_) => "check whether the message was cut off or changed on its way",
            Self::Unsupported(_) => "leave this message out of the feed, or ask for it to be supported",
            Self::Acknowledgement(_) => "route acknowledgements to whoever sent the message they are about",
            Self::Missing(_) | Self::Count(_) | Self::Manifest => "ask the sender to correct the distribution envelope",
            Self::MoreThanOne(_) => "ask the sender to send one message for each patient",
            Self::Encrypted => "decrypt the message before it is taken in",
            Self::Base64 | Self::Compression => "check the manifest's base64 and compressed flags with the sender",
            Self::NoIdentifier => "ask the sender to send the NHS number or a number of their own",
            Self::NullificationUnclear => "ask the sender which document is to be taken back",
        }
    }
}
