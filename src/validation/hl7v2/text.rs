//! The bytes of a message before any field is read: delimiters, character set and lines.
//!
//! Where the bytes themselves are wrong, what is wrong is blanked out in a copy, so that the rest can
//! still be checked: every place stays where it was.

use std::borrow::Cow;

use super::charset::{self, Declared, Problem};
use super::collect::{At, Collector, Draft};
use super::definitions::Name;
use super::finding::Severity;
use super::rule::Rule;
use crate::interchange::hl7v2::{Limits, Message, Rejection, RejectionReason};

/// The largest message that is checked, in bytes.
pub(super) const MOST_BYTES: usize = 128 << 20;
/// How many wrong lines are blanked out before the rest is given up.
const MOST_WRONG_LINES: usize = 20;

/// Bounds that let a message be large: what is too large is said of it, and not of its sender.
pub(super) const fn limits() -> Limits {
    Limits { message_bytes: MOST_BYTES, segments: 500_000, fields: 2_000, repetitions: 10_000, noise_bytes: 4 * 1024 }
}

/// The message without frame and line ends around it, and where it begins.
pub(super) fn unframed(bytes: &[u8]) -> (usize, &[u8]) {
    let mark = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    let edge = |byte: &u8| matches!(byte, 0x0B | 0x0C | 0x1C | b'\r' | b'\n');
    let start = bytes[mark..].iter().position(|byte| !edge(byte)).map_or(bytes.len(), |at| mark + at);
    let end = bytes.iter().rposition(|byte| !edge(byte)).map_or(start, |last| last + 1).max(start);
    (start, &bytes[start..end])
}

/// Looks at MSH-1 and MSH-2; whether a message can be read by them.
pub(super) fn delimiters(bytes: &[u8], found: &mut Collector<'_>) -> bool {
    if !bytes.starts_with(b"MSH") {
        found.add(Draft::error(Rule::NoHeader, At::default(), 0), || "expected MSH at the beginning".to_owned());
        return false;
    }
    let at = At::field(*b"MSH", 1, 2);
    let Some(&field) = bytes.get(3) else {
        found.add(Draft::error(Rule::Delimiters, at, 3), || "expected the delimiters, found the end".to_owned());
        return false;
    };
    let rest = &bytes[4..];
    let end = rest.iter().position(|byte| *byte == field || matches!(byte, b'\r' | b'\n')).unwrap_or(rest.len());
    let declared = &rest[..end];
    let mut seen = vec![field];
    for (place, byte) in declared.iter().take(4).enumerate() {
        let usable = byte.is_ascii_punctuation();
        if !usable || seen.contains(byte) {
            let draft = Draft::error(Rule::Delimiters, at, 4 + place).proposing("declare MSH|^~\\&");
            found.add(draft, || {
                let what =
                    if usable { "one that is declared already" } else { "a letter, a digit or a control character" };
                format!("expected delimiters that can be told apart, found {what}")
            });
            return false;
        }
        seen.push(*byte);
    }
    if !field.is_ascii_punctuation() {
        found.add(Draft::error(Rule::Delimiters, At { field: 1, ..at }, 3), || {
            "expected a sign as the field separator, found a letter, a digit or a control character".to_owned()
        });
        return false;
    }
    if declared.len() != 4 {
        let draft = Draft::error(Rule::Delimiters, at, 4).proposing("declare MSH|^~\\&");
        let count = declared.len();
        found.add(draft, || format!("expected four encoding characters, found {count}"));
    }
    true
}

/// Puts MSH-18 to the bytes. The bytes as they can be read, those that cannot made `?`.
pub(super) fn character_set<'b>(bytes: &'b [u8], found: &mut Collector<'_>) -> Cow<'b, [u8]> {
    let field = bytes.get(3).copied().unwrap_or(b'|');
    let (declared, start) = charset::declared(bytes, field);
    let Some(problem) = charset::problem(bytes, declared) else { return Cow::Borrowed(bytes) };
    let place = |offset| {
        let (name, ordinal, number): (Name, u32, u16) = charset::field_of(bytes, offset, field);
        At::field(name, ordinal, number)
    };
    let (rule, severity, offset, message) = match problem {
        Problem::Unknown => (
            Rule::CharacterSetUnknown,
            Severity::NotCheckable,
            start,
            "the character set that MSH-18 names is not known, so the bytes are not checked against it",
        ),
        Problem::NotAscii(at) => {
            (Rule::CharacterSet, Severity::Error, at, "expected ASCII by MSH-18, found a byte above 7F")
        }
        Problem::Undeclared(at) => (
            Rule::CharacterSet,
            Severity::Error,
            at,
            "expected ASCII, as MSH-18 declares nothing, found a byte above 7F",
        ),
        Problem::NotUtf8(at) => {
            (Rule::CharacterSet, Severity::Error, at, "expected UTF-8 by MSH-18, found a byte that is none")
        }
        Problem::LooksUtf8(at) => {
            (Rule::CharacterSet, Severity::Warning, at, "a part of ISO 8859 is declared, and the bytes look like UTF-8")
        }
        Problem::ControlByte(at) => (
            Rule::CharacterSet,
            Severity::Warning,
            at,
            "a part of ISO 8859 is declared, and a byte from 80 to 9F is no letter in it: it looks like Windows-1252",
        ),
    };
    let at = if problem == Problem::Unknown { At::field(*b"MSH", 1, 18) } else { place(offset) };
    let draft = Draft::error(rule, at, offset).weighing(severity);
    let utf8 = std::str::from_utf8(bytes).is_ok();
    let draft = match problem {
        Problem::Undeclared(_) | Problem::NotAscii(_) | Problem::LooksUtf8(_) if utf8 => {
            draft.proposing("declare `UNICODE UTF-8` in MSH-18")
        }
        _ => draft,
    };
    found.add(draft, || message.to_owned());
    if declared == Declared::Utf8 { Cow::Owned(readable(bytes)) } else { Cow::Borrowed(bytes) }
}

/// UTF-8 in which every byte that is none stands as `?`.
fn readable(bytes: &[u8]) -> Vec<u8> {
    let mut readable = bytes.to_vec();
    let mut start = 0;
    while let Err(error) = std::str::from_utf8(&readable[start..]) {
        let at = start + error.valid_up_to();
        let length = error.error_len().unwrap_or(readable.len() - at);
        readable[at..at + length].fill(b'?');
        start = at + length;
    }
    readable
}

/// Tells of segments that do not end with CR.
pub(super) fn terminators(bytes: &[u8], found: &mut Collector<'_>) {
    let mut feeds = memchr::memchr_iter(b'\n', bytes);
    let Some(first) = feeds.next() else { return };
    let count = 1 + feeds.count();
    let draft = Draft::error(Rule::SegmentTerminator, At::default(), first)
        .weighing(Severity::Warning)
        .proposing("end every segment with CR (0D) alone");
    found.add(draft, || format!("expected CR (0D) alone at the end of a segment, found LF (0A) at {count} line ends"));
}

/// The bytes of a message that cannot be read with the lines that are no segments blanked out; none
/// where that does not help.
pub(super) fn repaired(bytes: &[u8], rejection: Rejection, found: &mut Collector<'_>) -> Option<Vec<u8>> {
    let (mut bytes, mut rejection) = (bytes.to_vec(), rejection);
    for left in (0..=MOST_WRONG_LINES).rev() {
        let start = line_start(&bytes, rejection.line);
        if !tell(&rejection, start, found) {
            return None;
        }
        if left == 0 {
            let draft = Draft::error(Rule::Limit, At::default(), start).weighing(Severity::NotCheckable);
            found.add(draft, || "very many lines are no segments: the rest is not checked".to_owned());
            return None;
        }
        let end = memchr::memchr2(b'\r', b'\n', &bytes[start..]).map_or(bytes.len(), |end| start + end);
        bytes[start..end].fill(b' ');
        match Message::parse_within(&bytes, &limits()) {
            Ok(_) => return Some(bytes),
            Err(other) => rejection = other,
        }
    }
    None
}

/// Tells why a message cannot be read; whether the line can be left out.
fn tell(rejection: &Rejection, start: usize, found: &mut Collector<'_>) -> bool {
    let name = rejection.segment.as_bytes().first_chunk::<3>().copied().unwrap_or_default();
    let at = At::field(name, 0, rejection.field.unwrap_or_default());
    let (rule, blank) = match rejection.reason {
        RejectionReason::SegmentName => (Rule::Line, true),
        RejectionReason::SecondHeader => (Rule::SecondHeader, true),
        RejectionReason::NoHeader => (Rule::NoHeader, false),
        RejectionReason::Delimiters => (Rule::Delimiters, false),
        RejectionReason::CharacterSet(_) => (Rule::CharacterSet, false),
        _ => (Rule::Limit, false),
    };
    let draft = Draft::error(rule, at, start);
    let draft = if rule == Rule::Line { draft.proposing("escape line breaks in text as \\.br\\") } else { draft };
    found.add(draft, || format!("{}", rejection.reason));
    if !blank {
        let draft = Draft::error(rule, at, start).weighing(Severity::NotCheckable);
        found.add(draft, || "the rest of the message is not checked".to_owned());
    }
    blank
}

/// Where a line begins.
fn line_start(bytes: &[u8], line: u32) -> usize {
    let (mut at, mut left) = (0, line.saturating_sub(1));
    while left > 0 {
        let Some(end) = memchr::memchr2(b'\r', b'\n', &bytes[at..]).map(|end| at + end) else { return at };
        at = end + 1 + usize::from(bytes[end] == b'\r' && bytes.get(end + 1) == Some(&b'\n'));
        left -= 1;
    }
    at.min(bytes.len())
}
