//! One message as text with an index of its segments and fields.

use std::borrow::Cow;

use super::index::{Index, line_number, segment_name};
use super::{Delimiters, Element, Limits, Rejection, RejectionReason, Segment, charset};
use crate::record::{Defect, SourceLocation};

/// One HL7 v2 message. Finding a field copies nothing; only text in a single-byte character set is
/// decoded as a whole.
pub struct Message<'a> {
    text: Cow<'a, str>,
    delimiters: Delimiters,
    index: Index,
    defects: Vec<Defect>,
}

impl std::fmt::Debug for Message<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Message({} bytes, {} segments)", self.text.len(), self.index.spans.len())
    }
}

impl<'a> Message<'a> {
    /// Reads one message, with or without its frame, within the usual limits.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, Rejection> {
        Self::parse_within(bytes, &Limits::default())
    }

    /// Reads one message within limits of the caller's.
    pub fn parse_within(bytes: &'a [u8], limits: &Limits) -> Result<Self, Rejection> {
        let bytes = unframed(bytes);
        if bytes.len() > limits.message_bytes.min(u32::MAX as usize - 1) {
            return Err(of_message(RejectionReason::TooLong(limits.message_bytes)));
        }
        if !bytes.starts_with(b"MSH") {
            return Err(of_message(RejectionReason::NoHeader));
        }
        let Some(mut delimiters) = Delimiters::declared(bytes) else {
            return Err(Rejection { field: Some(2), ..of_message(RejectionReason::Delimiters) });
        };
        let decoded = charset::decode(bytes, &delimiters).map_err(|charset::NotUtf8(at)| {
            let place = place_of(bytes, at, &delimiters);
            Rejection { reason: RejectionReason::CharacterSet("UTF-8"), ..place }
        })?;
        delimiters.charset = decoded.charset;
        delimiters.escapes = has_escapes(&decoded.text, &delimiters);
        let mut defects = Vec::new();
        if let Some((problem, at)) = decoded.problem {
            let place = place_of(bytes, at, &delimiters);
            let location =
                SourceLocation { segment: place.segment, ordinal: place.ordinal, set_id: None, field: place.field };
            defects.push(Defect { location, problem: problem.to_owned() });
        }
        let index = Index::build(&decoded.text, &delimiters, limits)?;
        let mut message = Self { text: decoded.text, delimiters, index, defects };
        message.report_joined_lines();
        Ok(message)
    }

    fn report_joined_lines(&mut self) {
        let joined = (0..self.index.spans.len()).filter(|place| self.index.spans[*place].joined);
        let defects: Vec<Defect> = joined
            .map(|place| Defect {
                location: self.at(place).location(None),
                problem: "a line break inside the text is not escaped".to_owned(),
            })
            .collect();
        self.defects.extend(defects);
    }

    /// The text of the message, to which every range refers. The same bytes as came in, where they
    /// were UTF-8.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What MSH-1 and MSH-2 declare.
    pub const fn delimiters(&self) -> &Delimiters {
        &self.delimiters
    }

    /// What was odd about the text as such, before any field was read.
    pub fn defects(&self) -> &[Defect] {
        &self.defects
    }

    /// How many segments there are.
    pub fn segment_count(&self) -> usize {
        self.index.spans.len()
    }

    fn at(&self, place: usize) -> Segment<'_> {
        let span = &self.index.spans[place];
        Segment {
            text: &self.text,
            name: span.name,
            ordinal: u32::try_from(place + 1).unwrap_or(u32::MAX),
            starts: &self.index.starts[span.first as usize..span.last as usize],
            start: span.start,
            end: span.end,
            delimiters: &self.delimiters,
        }
    }

    /// The segments in order.
    pub fn segments(&self) -> impl Iterator<Item = Segment<'_>> {
        (0..self.index.spans.len()).map(|place| self.at(place))
    }

    /// The segment of an ordinal, from 1.
    pub fn segment_at(&self, ordinal: u32) -> Option<Segment<'_>> {
        let place = usize::try_from(ordinal).ok()?.checked_sub(1)?;
        (place < self.index.spans.len()).then(|| self.at(place))
    }

    /// The first segment of a name.
    pub fn segment(&self, name: &str) -> Option<Segment<'_>> {
        self.named(name).next()
    }

    /// Every segment of a name, in order.
    pub fn named<'m>(&'m self, name: &str) -> impl Iterator<Item = Segment<'m>> {
        let wanted: Option<[u8; 3]> = name.as_bytes().try_into().ok();
        (0..self.index.spans.len())
            .filter(move |place| Some(self.index.spans[*place].name) == wanted)
            .map(|place| self.at(place))
    }

    /// MSH.
    pub fn header(&self) -> Segment<'_> {
        self.at(0)
    }

    /// A field of the first segment of a name; empty where there is none.
    pub fn field(&self, segment: &str, number: usize) -> Element<'_> {
        self.segment(segment).map_or(Element::new("", &self.delimiters), |found| found.field(number))
    }

    /// The line of the message, from 1, on which a segment begins.
    pub fn line_of(&self, segment: &Segment<'_>) -> u32 {
        line_number(self.text.as_bytes(), segment.start as usize)
    }

    /// The message type and event, such as `ADT^A01`; where MSH-9 has no event, EVN-1's.
    pub fn trigger(&self) -> String {
        let kind = self.header().field(9);
        let code = kind.component(1).value().unwrap_or_default();
        let event = kind.component(2).value().or_else(|| self.field("EVN", 1).value());
        event.map_or_else(|| code.clone().into_owned(), |event| format!("{code}^{event}"))
    }

    /// A rejection that names one of its segments.
    pub(super) fn rejection(&self, segment: &Segment<'_>, field: Option<u16>, reason: RejectionReason) -> Rejection {
        let line = self.line_of(segment);
        Rejection { segment: segment.name().to_owned(), ordinal: segment.ordinal(), line, field, reason }
    }
}

/// Whether there is an escape character after MSH-2, where it is declared.
fn has_escapes(text: &str, delimiters: &Delimiters) -> bool {
    let declared = memchr::memchr_iter(delimiters.field, text.as_bytes()).nth(1).unwrap_or(text.len());
    memchr::memchr(delimiters.escape, &text.as_bytes()[declared..]).is_some()
}

/// Takes off a byte order mark, an MLLP frame and line ends around a message.
fn unframed(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let edge = |byte: &u8| matches!(byte, 0x0B | 0x0C | 0x1C | b'\r' | b'\n');
    let start = bytes.iter().position(|byte| !edge(byte)).unwrap_or(bytes.len());
    let end = bytes.iter().rposition(|byte| !edge(byte)).map_or(start, |last| last + 1);
    &bytes[start..end]
}

fn of_message(reason: RejectionReason) -> Rejection {
    Rejection { segment: "MSH".to_owned(), ordinal: 1, line: 1, field: None, reason }
}

/// The segment, the line and the field in which a byte stands.
fn place_of(bytes: &[u8], at: usize, delimiters: &Delimiters) -> Rejection {
    let (mut ordinal, mut name, mut start) = (0, None, 0);
    for line in bytes[..at].split_inclusive(|byte| matches!(byte, b'\r' | b'\n')) {
        if let Some(found) = segment_name(line, delimiters.field) {
            (ordinal, name) = (ordinal + 1, Some(found));
        }
        start += line.len();
        if matches!(line.last(), Some(b'\r' | b'\n')) {
            continue;
        }
        start -= line.len();
    }
    let fields = memchr::memchr_iter(delimiters.field, &bytes[start..at]).count();
    let is_header = name == Some(*b"MSH");
    let segment = name.and_then(|name| String::from_utf8(name.to_vec()).ok()).unwrap_or_else(|| "?".to_owned());
    let field = u16::try_from(fields + usize::from(is_header)).ok();
    Rejection { segment, ordinal, line: line_number(bytes, at), field, reason: RejectionReason::NoHeader }
}
