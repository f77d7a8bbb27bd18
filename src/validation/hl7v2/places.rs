//! Offsets of the text that was read to bytes, lines and columns of what was given.

use super::finding::Finding;
use crate::validation::instance::Position;

/// Gives findings their places in the bytes, and sorts them by place. `base` is where the message
/// begins in the bytes; `single` says that each character of its text was one byte.
pub(super) fn place(findings: &mut [Finding], bytes: &[u8], base: usize, text: Option<&str>) {
    findings.sort_by_key(|finding| finding.offset);
    let (mut characters, mut counted) = (0, 0);
    for finding in findings.iter_mut() {
        let mut offset = finding.offset;
        if let Some(text) = text {
            // Decoded from a single-byte set: characters of the text are bytes of the message.
            let upto = floor(text, offset);
            characters += text[counted.min(upto)..upto].chars().count();
            counted = upto.max(counted);
            offset = characters;
        }
        finding.offset = (base + offset).min(bytes.len());
    }
    let mut place = Places { bytes, at: 0, position: Position { line: 1, column: 1 }, single: text.is_some() };
    for finding in findings {
        place.advance(finding.offset);
        finding.position = place.position;
    }
}

fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

struct Places<'b> {
    bytes: &'b [u8],
    at: usize,
    position: Position,
    single: bool,
}

impl Places<'_> {
    fn advance(&mut self, offset: usize) {
        while self.at < offset {
            let byte = self.bytes[self.at];
            self.at += 1;
            let ends = match byte {
                b'\r' => self.bytes.get(self.at) != Some(&b'\n'),
                b'\n' => true,
                _ => false,
            };
            if ends {
                self.position = Position { line: self.position.line.saturating_add(1), column: 1 };
            } else if self.single || byte & 0xC0 != 0x80 {
                self.position.column = self.position.column.saturating_add(1);
            }
        }
    }
}

/// The line and column of an offset, both from 1.
pub(super) fn position(bytes: &[u8], offset: usize) -> Position {
    let mut place = Places { bytes, at: 0, position: Position { line: 1, column: 1 }, single: false };
    place.advance(offset.min(bytes.len()));
    place.position
}
