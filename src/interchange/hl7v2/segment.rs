//! One segment of a message.

use super::element::NULL;
use super::{Delimiters, Element, Presence};
use crate::record::SourceLocation;

/// A segment: a name and fields, as a view into its message.
#[derive(Clone, Copy)]
pub struct Segment<'m> {
    pub(super) text: &'m str,
    pub(super) name: [u8; 3],
    pub(super) ordinal: u32,
    /// The start of each field in `text`; the first is the name's.
    pub(super) starts: &'m [u32],
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) delimiters: &'m Delimiters,
}

impl std::fmt::Debug for Segment<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Segment({}, {} fields)", self.name(), self.field_count())
    }
}

/// Whether the first field of a segment is a set id (HL7 v2 type SI).
const fn has_set_id(name: [u8; 3]) -> bool {
    matches!(
        &name,
        b"PID"
            | b"NK1"
            | b"PV1"
            | b"OBR"
            | b"OBX"
            | b"NTE"
            | b"AL1"
            | b"DG1"
            | b"PR1"
            | b"TXA"
            | b"GT1"
            | b"IN1"
            | b"IAM"
            | b"SPM"
            | b"TQ1"
            | b"AIS"
            | b"AIL"
            | b"AIP"
            | b"AIG"
            | b"RGS"
            | b"ACC"
            | b"DRG"
            | b"FT1"
            | b"DB1"
            | b"IN3"
            | b"SAC"
    )
}

impl<'m> Segment<'m> {
    /// The three characters of its name.
    pub fn name(&self) -> &'m str {
        let start = self.start as usize;
        self.text.get(start..start + 3).unwrap_or("?")
    }

    /// Whether it has this name.
    pub fn is(&self, name: &str) -> bool {
        name.as_bytes() == self.name
    }

    /// Which segment of the message it is, from 1.
    pub const fn ordinal(&self) -> u32 {
        self.ordinal
    }

    /// Where it begins in [`Message::text`](super::Message::text).
    pub const fn start(&self) -> usize {
        self.start as usize
    }

    /// The three bytes of its name.
    pub const fn name_bytes(&self) -> [u8; 3] {
        self.name
    }

    /// The whole segment as it stands in the message, without its end.
    pub fn raw(&self) -> &'m str {
        &self.text[self.start as usize..self.end as usize]
    }

    /// How many fields it has, the name not counted.
    pub fn field_count(&self) -> usize {
        if self.is_header() { self.starts.len() } else { self.starts.len() - 1 }
    }

    const fn is_header(&self) -> bool {
        matches!(&self.name, b"MSH" | b"FHS" | b"BHS")
    }

    /// Where a field stands in [`Message::text`](super::Message::text); `None` beyond the last.
    pub fn field_range(&self, number: usize) -> Option<std::ops::Range<usize>> {
        let mut piece = number;
        if self.is_header() {
            // MSH-1 is the delimiter itself.
            if number == 1 {
                let at = self.start as usize + 3;
                return Some(at..at + 1);
            }
            piece = number.checked_sub(1)?;
        }
        let start = *self.starts.get(piece)? as usize;
        let end = self.starts.get(piece + 1).map_or(self.end as usize, |next| *next as usize - 1);
        Some(start..end)
    }

    /// A field, from 1, with all its repetitions; empty where there is none.
    pub fn field(&self, number: usize) -> Element<'m> {
        let raw = self.field_range(number).map_or("", |range| &self.text[range]);
        Element::new(raw, self.delimiters)
    }

    /// Whether a field is there, empty, `""` or valued.
    pub fn presence(&self, number: usize) -> Presence {
        match self.field_range(number).map(|range| &self.text[range]) {
            None => Presence::Absent,
            Some(raw) if raw.trim().is_empty() => Presence::Empty,
            Some(NULL) => Presence::Null,
            Some(_) => Presence::Valued,
        }
    }

    /// The set id in its first field, for segments that have one.
    pub fn set_id(&self) -> Option<String> {
        if has_set_id(self.name) { self.field(1).value_string() } else { None }
    }

    /// Its place, or the place of one of its fields.
    pub fn location(&self, field: Option<u16>) -> SourceLocation {
        SourceLocation { segment: self.name().to_owned(), ordinal: self.ordinal, set_id: self.set_id(), field }
    }
}
