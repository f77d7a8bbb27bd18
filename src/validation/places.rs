//! Lines and columns of a text of any size, in little memory and time.

use super::instance::Position;

/// How many bytes are counted together.
const BLOCK: usize = 4096;

/// A text with what stands before each of its blocks.
pub(super) struct Places<'t> {
    text: &'t str,
    blocks: Vec<Count>,
}

/// How far a text has come.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    lines: u32,
    /// Characters since the line began.
    column: u32,
}

impl Count {
    fn over(mut self, bytes: &[u8]) -> Self {
        for byte in bytes {
            if *byte == b'\n' {
                self.lines = self.lines.saturating_add(1);
                self.column = 0;
            } else if byte & 0xC0 != 0x80 {
                self.column = self.column.saturating_add(1);
            }
        }
        self
    }
}

impl<'t> Places<'t> {
    /// The places of a text.
    pub(super) fn of(text: &'t str) -> Self {
        let mut count = Count::default();
        let mut blocks = Vec::with_capacity(text.len() / BLOCK + 1);
        for block in text.as_bytes().chunks(BLOCK) {
            blocks.push(count);
            count = count.over(block);
        }
        Self { text, blocks }
    }

    /// The place of an offset in bytes: line and column in characters, both from 1.
    pub(super) fn position(&self, offset: usize) -> Position {
        let offset = offset.min(self.text.len());
        let number = (offset / BLOCK).min(self.blocks.len().saturating_sub(1));
        let start = number * BLOCK;
        let before = self.blocks.get(number).copied().unwrap_or_default();
        let count = before.over(self.text.as_bytes().get(start..offset).unwrap_or_default());
        Position { line: count.lines + 1, column: count.column + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validation::instance::Lines;

    #[test]
    fn the_same_as_counting_line_by_line() {
        let text = "a\né\n".repeat(3000) + &"é".repeat(9000) + "\n\nz";
        let (places, lines) = (Places::of(&text), Lines::of(&text));
        for (offset, _) in text.char_indices().step_by(37).chain([(0, ' '), (text.len(), ' ')]) {
            assert_eq!(places.position(offset), lines.position(offset), "{offset}");
        }
        assert_eq!(Places::of("").position(5), Position { line: 1, column: 1 });
    }
}
