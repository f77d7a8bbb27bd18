//! A raw message as lines of fields, to be shown with one of them highlighted.

use std::ops::Range;

use super::mask::{HIDDEN, is_hidden};
use super::{Mask, Message, Segment};

/// One segment as it stands in the message.
#[derive(Clone, PartialEq, Eq)]
pub struct SegmentLine {
    /// Its name.
    pub name: String,
    /// Which segment of the message it is, from 1; [`SourceLocation`](crate::record::SourceLocation)
    /// names it so.
    pub ordinal: u32,
    /// Its fields, from the first; the name is not among them.
    pub fields: Vec<FieldText>,
    /// The whole line, the name and delimiters included; line breaks inside it stay.
    pub text: String,
}

/// One field as it stands in the message.
#[derive(Clone, PartialEq, Eq)]
pub struct FieldText {
    /// The field, from 1.
    pub number: u16,
    /// Its text, escapes and delimiters and all, or [`HIDDEN`].
    pub text: String,
    /// Where it stands in [`SegmentLine::text`], in bytes.
    pub range: Range<usize>,
    /// Whether something is hidden here.
    pub hidden: bool,
}

impl SegmentLine {
    /// A field by its number.
    pub fn field(&self, number: u16) -> Option<&FieldText> {
        self.fields.iter().find(|field| field.number == number)
    }
}

impl std::fmt::Debug for SegmentLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SegmentLine({} {}, ‹masked›)", self.ordinal, self.name)
    }
}

impl std::fmt::Debug for FieldText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FieldText({}, ‹masked›)", self.number)
    }
}

/// Every segment of a message with its fields.
pub fn lines(message: &Message<'_>) -> Vec<SegmentLine> {
    masked_lines(message, Mask::default())
}

/// Every segment of a message with its fields, some of them hidden.
pub fn masked_lines(message: &Message<'_>, mask: Mask) -> Vec<SegmentLine> {
    message.segments().map(|segment| line(&segment, mask)).collect()
}

fn line(segment: &Segment<'_>, mask: Mask) -> SegmentLine {
    let delimiter = char::from(segment.delimiters.field);
    let mut line = SegmentLine {
        name: segment.name().to_owned(),
        ordinal: segment.ordinal(),
        fields: Vec::with_capacity(segment.field_count()),
        text: segment.name().to_owned(),
    };
    for number in 1..=segment.field_count() {
        let raw = segment.field(number);
        let hidden = raw.is_valued() && is_hidden(segment, number, mask);
        let text = if hidden { HIDDEN } else { raw.raw() };
        // MSH-1 is the delimiter before MSH-2.
        if !(number == 2 && segment.name() == "MSH" || number == 1 && segment.name() == "MSH") {
            line.text.push(delimiter);
        }
        let start = line.text.len();
        line.text.push_str(text);
        let Ok(number) = u16::try_from(number) else { break };
        line.fields.push(FieldText { number, text: text.to_owned(), range: start..line.text.len(), hidden });
    }
    line
}
