//! A raw message as lines of fields, to be shown with one of them highlighted.

use super::limits::SHOWN_FIELDS;
use super::mask::is_hidden;
use super::message::open;
use super::outline::{Outline, is_line};
use super::xml::{Element, name};
use crate::interchange::hl7v2::{FieldText, HIDDEN, Mask, SegmentLine};

/// The most lines that a message which cannot be taken apart is shown as.
const RAW_LINES: usize = 100_000;

/// Every meaningful element of a message with its attributes and texts.
///
/// The ordinals are those of [`SourceLocation`](crate::record::SourceLocation). A field is one
/// attribute or one text with the path to it; what stands in an element that has a line of its own
/// is shown there. A message that cannot be taken apart is shown as the lines of its text.
pub fn lines(bytes: &[u8]) -> Vec<SegmentLine> {
    masked_lines(bytes, Mask::default())
}

/// As [`lines`], with parts hidden. A message that cannot be taken apart is hidden as a whole
/// under any mask: nobody can say what stands where in it.
pub fn masked_lines(bytes: &[u8], mask: Mask) -> Vec<SegmentLine> {
    let lines = open(bytes, |opened| {
        let outline = Outline::of(opened);
        let numbered = outline.lines.iter().zip(1u32..);
        let mut left = SHOWN_FIELDS;
        Ok(numbered.map(|(line, ordinal)| of_element(line.element, line.bytes, ordinal, mask, &mut left)).collect())
    });
    lines.unwrap_or_else(|_| unread(bytes, mask))
}

/// A line in the making.
struct Writer<'l> {
    line: SegmentLine,
    mask: Mask,
    /// How many fields more the message is shown with.
    left: &'l mut usize,
    /// Whether the line goes on in the raw message.
    cut: bool,
}

impl<'l> Writer<'l> {
    fn new(name: &str, ordinal: u32, mask: Mask, left: &'l mut usize) -> Self {
        let line = SegmentLine { name: name.to_owned(), ordinal, fields: Vec::new(), text: name.to_owned() };
        Self { line, mask, left, cut: false }
    }

    /// Adds a field, with the path to it but for the line's own name.
    fn push(&mut self, path: &[&str], value: &str) {
        let number = u16::try_from(self.line.fields.len() + 1).ok().filter(|_| *self.left > 0);
        let Some(number) = number else {
            if !self.cut {
                self.line.text.push_str(" | [the rest of the line is in the raw message]");
            }
            self.cut = true;
            return;
        };
        *self.left -= 1;
        let line = &mut self.line;
        let hidden = is_hidden(path, self.mask);
        let text = if hidden { HIDDEN } else { value };
        line.text.push_str(" | ");
        let shown = path.get(1..).unwrap_or_default();
        let shown = &shown[shown.len().saturating_sub(6)..];
        if !shown.is_empty() {
            line.text.push_str(&shown.join("/"));
            line.text.push_str(": ");
        }
        let start = line.text.len();
        line.text.push_str(text);
        line.fields.push(FieldText { number, text: text.to_owned(), range: start..line.text.len(), hidden });
    }

    fn element<'a>(&mut self, element: Element<'a>, path: &mut Vec<&'a str>) {
        for attribute in element.attributes() {
            path.push(attribute.name());
            self.push(path, attribute.value());
            path.pop();
        }
        for node in element.children() {
            if node.is_element() {
                if !is_line(node) {
                    path.push(name(node));
                    self.element(node, path);
                    path.pop();
                }
            } else if let Some(text) = node.text().map(str::trim).filter(|text| node.is_text() && !text.is_empty()) {
                self.push(path, text);
            }
        }
    }
}

fn of_element(element: Element<'_>, bytes: Option<&[u8]>, ordinal: u32, mask: Mask, left: &mut usize) -> SegmentLine {
    let mut writer = Writer::new(name(element), ordinal, mask, left);
    let mut path = vec![name(element)];
    writer.element(element, &mut path);
    if let Some(bytes) = bytes {
        writer.push(&[name(element), "content"], &format!("{} bytes", bytes.len()));
    }
    writer.line
}

fn unread(bytes: &[u8], mask: Mask) -> Vec<SegmentLine> {
    let text = String::from_utf8_lossy(bytes);
    let hide = mask.whereabouts || mask.clinical;
    let line = |(text, ordinal): (&str, u32)| {
        let text = if hide { HIDDEN } else { text };
        let field = FieldText { number: 1, text: text.to_owned(), range: 0..text.len(), hidden: hide };
        SegmentLine { name: "?".to_owned(), ordinal, fields: vec![field], text: text.to_owned() }
    };
    text.lines().zip(1u32..).take(if hide { 1 } else { RAW_LINES }).map(line).collect()
}
