//! One door for all wire formats: tells them apart, and reads, shows and opens each in the same
//! terms.
//!
//! Owns nothing of any format: what a message means is in the module of its format.

use super::hl7v2::{self, Dialect, Limits, Mask, SegmentLine};
use super::{fhir, itk};
use crate::record::{MessageHeader, SourceLocation, Statement};

/// The name under which feeds of the Interoperability Toolkit are known.
const ITK: &str = "itk-2";
/// The name under which feeds of FHIR are known.
const FHIR: &str = "fhir";
/// How much of the beginning of a message tells its format.
pub const BEGINNING: usize = 4_096;

/// A wire format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// HL7 v2, in pipes and hats.
    Hl7v2,
    /// XML: the Interoperability Toolkit and HL7 CDA.
    Itk,
    /// FHIR, in JSON or XML.
    Fhir,
}

impl Format {
    /// The format of a message, by its beginning: the first [`BEGINNING`] bytes tell.
    pub fn of(bytes: &[u8]) -> Self {
        let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
        match start.first() {
            _ if fhir::read::recognises(bytes) => Self::Fhir,
            Some(b'<') => Self::Itk,
            _ => Self::Hl7v2,
        }
    }
}

/// Whether a line is a whole FHIR bundle in JSON, so that a stream of such lines holds a message a
/// line. Other resources one a line are one message.
pub fn is_whole_bundle(line: &[u8]) -> bool {
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line).trim_ascii();
    let beginning = &line[..line.len().min(BEGINNING)];
    let named = |words: &[u8]| memchr::memmem::find(beginning, words).is_some();
    line.starts_with(b"{")
        && line.ends_with(b"}")
        && (named(br#""resourceType":"Bundle""#) || named(br#""resourceType": "Bundle""#))
}

/// A message that was read.
#[derive(Debug)]
pub struct Read {
    /// What it says.
    pub statement: Statement,
    /// What it says of the same person as other sources know them: only an export of a whole record
    /// speaks for more than one.
    pub others: Vec<Statement>,
    /// By which dialect it was read.
    pub dialect: &'static str,
}

/// Why a message could not be read, and where. It names no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The place, the reason and, where there is one, what can be done, in words.
    pub reason: String,
    /// The place, where it can be named.
    pub location: Option<SourceLocation>,
}

/// What can be told of a message that cannot be read further.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// Who sent it, and which.
    pub header: MessageHeader,
    /// The dialect that its sender speaks.
    pub dialect: &'static str,
}

impl From<hl7v2::Rejection> for Unread {
    fn from(rejection: hl7v2::Rejection) -> Self {
        let reason = rejection.to_string();
        let location = SourceLocation {
            segment: rejection.segment,
            ordinal: rejection.ordinal,
            set_id: None,
            field: rejection.field,
        };
        Self { reason, location: Some(location) }
    }
}

impl From<fhir::read::Rejection> for Unread {
    fn from(rejection: fhir::read::Rejection) -> Self {
        let reason = format!("{rejection}; {}", rejection.reason.hint());
        Self { reason, location: Some(rejection.location()) }
    }
}

impl From<itk::Rejection> for Unread {
    fn from(rejection: itk::Rejection) -> Self {
        // An element has no segment's place; its line and column are in the words.
        Self { reason: format!("{rejection}; {}", rejection.reason.hint()), location: None }
    }
}

/// Reads one message, by the dialect given or by the one that it is recognised to be.
///
/// # Errors
/// Where the message cannot be read, with the place.
pub fn read(bytes: &[u8], dialect: Option<&'static Dialect>, limits: &Limits) -> Result<Read, Unread> {
    match Format::of(bytes) {
        Format::Fhir => {
            let mut statements = fhir::read::statements(bytes)?.into_iter();
            let nothing = || Unread { reason: "the message says nothing of anybody".to_owned(), location: None };
            let statement = statements.next().ok_or_else(nothing)?;
            Ok(Read { statement, others: statements.collect(), dialect: FHIR })
        }
        Format::Itk => Ok(Read { statement: itk::interpret(bytes)?, others: Vec::new(), dialect: ITK }),
        Format::Hl7v2 => {
            let message = hl7v2::Message::parse_within(bytes, limits)?;
            let dialect = dialect.unwrap_or_else(|| Dialect::recognise(&message));
            let statement = hl7v2::interpret(&message, dialect)?;
            Ok(Read { statement, others: Vec::new(), dialect: &dialect.name })
        }
    }
}

/// Reads again what was read once by the dialect of this name: of what it says, what `wanted` wants.
pub fn read_again(bytes: &[u8], dialect: &str, wanted: impl Fn(&Statement) -> bool) -> Option<Statement> {
    let read = read(bytes, Dialect::named(dialect), &Limits::default()).ok()?;
    if read.others.is_empty() {
        return Some(read.statement);
    }
    std::iter::once(read.statement).chain(read.others).find(wanted)
}

/// What the head of a message tells, where the rest cannot be read.
pub fn envelope(bytes: &[u8], dialect: Option<&'static Dialect>) -> Option<Envelope> {
    match Format::of(bytes) {
        Format::Fhir => return Some(Envelope { header: fhir::read::header(bytes)?, dialect: FHIR }),
        Format::Itk => return Some(Envelope { header: itk::header(bytes)?, dialect: ITK }),
        Format::Hl7v2 => {}
    }
    let end = bytes.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(bytes.len()).min(4_096);
    let message = hl7v2::Message::parse(&bytes[..end]).ok()?;
    let segment = message.header();
    let text =
        |field: usize| segment.field(field).component(1).text().map(std::borrow::Cow::into_owned).unwrap_or_default();
    let header = MessageHeader {
        application: text(3),
        facility: text(4),
        control_id: text(10),
        sent_text: text(7),
        sent: None,
        trigger: message.trigger(),
        version: text(12),
    };
    Some(Envelope { header, dialect: &dialect.unwrap_or_else(|| Dialect::recognise(&message)).name })
}

/// A raw message as lines of fields, masked; nothing where it cannot be taken apart.
pub fn masked_lines(bytes: &[u8], mask: Mask) -> Option<Vec<SegmentLine>> {
    match Format::of(bytes) {
        // A message that cannot be taken apart has no lines.
        Format::Fhir => return Some(fhir::read::masked_lines(bytes, mask)).filter(|lines| !lines.is_empty()),
        Format::Itk => return Some(itk::masked_lines(bytes, mask)),
        Format::Hl7v2 => {}
    }
    let message = hl7v2::Message::parse(bytes).ok()?;
    Some(hl7v2::masked_lines(&message, mask))
}

/// What is encapsulated at a place of a message, decoded.
pub fn attachment(bytes: &[u8], location: &SourceLocation) -> Option<Vec<u8>> {
    match Format::of(bytes) {
        Format::Fhir => return fhir::read::attachment(bytes, location),
        Format::Itk => return itk::attachment(bytes, location),
        Format::Hl7v2 => {}
    }
    hl7v2::attachment(&hl7v2::Message::parse(bytes).ok()?, location)
}

/// Whether two messages of one number say the same: but for how their lines end and, of an
/// envelope that was sent again, for what it was wrapped in.
pub fn same_body(one: &[u8], other: &[u8]) -> bool {
    if Format::of(one) == Format::Itk {
        return itk::same_body(one, other);
    }
    let lines = |bytes: &[u8]| -> Vec<Vec<u8>> {
        bytes.split(|byte| matches!(byte, b'\r' | b'\n')).filter(|line| !line.is_empty()).map(<[u8]>::to_vec).collect()
    };
    one.len().abs_diff(other.len()) < 1 << 16 && lines(one) == lines(other)
}

/// Where a message speaks of the encounter.
pub fn encounter_place(bytes: &[u8]) -> Option<SourceLocation> {
    let message = hl7v2::Message::parse(bytes).ok()?;
    message.segment("PV1").or_else(|| message.segment("SCH")).map(|segment| segment.location(None))
}
