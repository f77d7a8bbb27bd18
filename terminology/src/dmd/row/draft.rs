//! Rows being made.

use jiff::civil::Date;

use super::cursor::is_text;
use crate::dmd::layout::Table;

/// A row being made.
#[derive(Debug, Default)]
pub(in crate::dmd) struct Draft {
    present: u64,
    numbers: [u64; 32],
    texts: [(usize, usize); 32],
    words: String,
}

impl Draft {
    pub(in crate::dmd) fn clear(&mut self) {
        self.present = 0;
        self.words.clear();
    }

    pub(in crate::dmd) fn has(&self, position: usize) -> bool {
        self.present & (1 << position) != 0
    }

    pub(in crate::dmd) fn is_empty(&self) -> bool {
        self.present == 0
    }

    /// Forgets an element.
    pub(in crate::dmd) fn forget(&mut self, position: usize) {
        self.present &= !(1 << position);
    }

    pub(in crate::dmd) fn number(&mut self, position: usize, number: u64) {
        self.present |= 1 << position;
        self.numbers[position] = number;
    }

    pub(in crate::dmd) fn date(&mut self, position: usize, date: Date) {
        let part = |part: i8| u64::from(part.unsigned_abs());
        let year = u64::from(date.year().unsigned_abs());
        self.number(position, year * 10_000 + part(date.month()) * 100 + part(date.day()));
    }

    pub(in crate::dmd) fn text(&mut self, position: usize, text: &str) {
        self.present |= 1 << position;
        let begin = self.words.len();
        self.words.push_str(text);
        self.texts[position] = (begin, self.words.len());
    }

    /// The number of the key, which is the first element.
    pub(in crate::dmd) fn key(&self) -> u64 {
        self.numbers[0]
    }

    pub(in crate::dmd) fn encode(&self, table: Table, out: &mut Vec<u8>) {
        number(self.present, out);
        for (position, field) in table.fields().iter().enumerate().filter(|(position, _)| self.has(*position)) {
            if is_text(field.kind) {
                let (begin, end) = self.texts[position];
                number((end - begin) as u64, out);
                out.extend_from_slice(&self.words.as_bytes()[begin..end]);
            } else {
                number(self.numbers[position], out);
            }
        }
    }
}

pub(super) fn number(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(u8::try_from(number & 0x7F).unwrap_or_default() | 0x80);
        number >>= 7;
    }
    out.push(u8::try_from(number).unwrap_or_default());
}
