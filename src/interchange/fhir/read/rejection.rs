//! Why a FHIR message cannot be read, and where.

use std::fmt;

use crate::record::SourceLocation;

/// A message that cannot be read. Names the place, never what stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// A JSON pointer (RFC 6901) to the element, as far as it is known; empty for the whole message.
    pub pointer: String,
    /// Which line of the message, from 1; 0 where no line is meant.
    pub line: u32,
    /// Which character of the line, from 1; 0 where none is meant.
    pub column: u32,
    /// The type of the resource, or `Bundle` where the message as a whole is meant.
    pub resource: String,
    /// Which resource of the message, from 1 in document order, the bundle and contained ones counted.
    pub ordinal: u32,
    /// What is wrong.
    pub reason: RejectionReason,
}

impl Rejection {
    /// A refusal of the message as a whole.
    pub(super) fn whole(reason: RejectionReason) -> Self {
        Self { pointer: String::new(), line: 0, column: 0, resource: "Bundle".to_owned(), ordinal: 1, reason }
    }

    /// The place as entries of the record name theirs.
    pub fn location(&self) -> SourceLocation {
        SourceLocation { segment: self.resource.clone(), ordinal: self.ordinal, set_id: None, field: None }
    }
}

impl fmt::Display for Rejection {
    /// Writes `line 3, column 9, /entry/2/resource/subject: ...`, as far as known.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut place = Vec::new();
        if self.line > 0 {
            place.push(format!("line {}", self.line));
        }
        if self.column > 0 {
            place.push(format!("column {}", self.column));
        }
        if !self.pointer.is_empty() {
            place.push(self.pointer.clone());
        }
        if place.is_empty() {
            place.push(self.resource.clone());
        }
        write!(f, "{}: {}", place.join(", "), self.reason)
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
    /// The bytes are not UTF-8.
    #[error("the text is not valid UTF-8")]
    CharacterSet,
    /// The JSON is not well formed.
    #[error("the JSON is not well formed: {0}")]
    Json(&'static str),
    /// The XML is not well formed, or uses what is refused, such as a document type declaration.
    #[error("the XML is not well formed, or declares a document type or entities, which are refused")]
    Xml,
    /// An XML document beyond the limit.
    #[error("the XML is longer than {0} bytes")]
    TooLong(usize),
    /// An object names a member twice.
    #[error("an object names one of its members twice, and which one counts cannot be told")]
    DuplicateKey,
    /// Nesting beyond the limit.
    #[error("the message is nested more than {0} levels deep")]
    TooDeep(usize),
    /// More resources than the limit.
    #[error("the message holds more than {0} resources")]
    TooManyResources(usize),
    /// It is not a FHIR resource or bundle.
    #[error("this is not a FHIR resource: there is no resourceType")]
    NotFhir,
    /// A resource that is an answer about something else than a record.
    #[error("a message that holds only {0} says nothing of a record")]
    NothingToRead(String),
    /// The message speaks of more than one patient.
    #[error("the message speaks of more than one patient, and what belongs to whom cannot be told")]
    MoreThanOnePatient,
    /// An export of several identities of one person, which is read by `statements`.
    #[error("the message holds what {0} sources know of one person, which are read one by one")]
    SeveralIdentities(usize),
    /// Nobody is named.
    #[error("there is no patient")]
    NoPatient,
    /// There is no number by which the patient could be known.
    #[error("there is no number by which the patient could be known")]
    NoIdentifier,
    /// Encapsulated content is not valid base64.
    #[error("the encapsulated content is not valid base64")]
    Base64,
}

impl RejectionReason {
    /// A short name that is stable, for counting.
    pub const fn slug(&self) -> &'static str {
        match self {
            Self::CharacterSet => "character-set",
            Self::Json(_) => "json",
            Self::Xml => "xml",
            Self::TooLong(_) => "too-long",
            Self::DuplicateKey => "duplicate-key",
            Self::TooDeep(_) => "too-deep",
            Self::TooManyResources(_) => "too-many-resources",
            Self::NotFhir => "not-fhir",
            Self::NothingToRead(_) => "nothing-to-read",
            Self::MoreThanOnePatient => "more-than-one-patient",
            Self::SeveralIdentities(_) => "several-identities",
            Self::NoPatient => "no-patient",
            Self::NoIdentifier => "no-identifier",
            Self::Base64 => "base64",
        }
    }

    /// What a person can do about it.
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::CharacterSet => "ask the sender to send UTF-8, as FHIR demands",
            Self::Json(_) | Self::Xml => "check whether the message was cut off or changed on its way",
            Self::DuplicateKey => "ask the sender to write each element once",
            Self::TooDeep(_) | Self::TooManyResources(_) | Self::TooLong(_) => {
                "ask the sender whether this message is meant, or to send it in parts"
            }
            Self::NotFhir => "check that the feed sends FHIR resources or bundles",
            Self::NothingToRead(_) => {
                "ask the sender for the record itself; an OperationOutcome tells why it was refused"
            }
            Self::MoreThanOnePatient => "ask the sender to send one bundle for each patient",
            Self::SeveralIdentities(_) => "ingest the export as a whole, one statement for each source",
            Self::NoPatient => "ask the sender to put the Patient into the bundle, or the NHS number into `subject`",
            Self::NoIdentifier => "ask the sender to put the NHS number or a local number into Patient.identifier",
            Self::Base64 => "ask the sender to send the content again",
        }
    }
}
