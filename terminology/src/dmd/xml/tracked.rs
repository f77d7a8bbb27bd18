//! Where in a file the reader is.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::atomic::{AtomicBool, Ordering};

use memchr::{memchr_iter, memrchr};

use crate::load::{Progress, Told};

/// The most bytes of one piece: a tag, the text between two, a comment.
pub(super) const MOST: usize = 64 << 10;

/// A line and a column, both from 1; the column counts characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: u64,
    pub(super) column: u64,
}

impl Place {
    /// The place after these bytes.
    pub(super) fn after(self, bytes: &[u8]) -> Self {
        let characters = |bytes: &[u8]| bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count() as u64;
        match memrchr(b'\n', bytes) {
            None => Self { column: self.column + characters(bytes), ..self },
            Some(last) => Self {
                line: self.line + memchr_iter(b'\n', bytes).count() as u64,
                column: 1 + characters(&bytes[last + 1..]),
            },
        }
    }
}

/// Why reading stopped, beside the errors of the file itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stopped {
    /// A piece is longer than it may be.
    TooLong,
    /// The caller asked.
    Asked,
}

/// A reader that knows its place, tells how far it is, and gives up on a piece without end.
pub(super) struct Tracked<'r> {
    reader: BufReader<&'r mut dyn Read>,
    file: &'r str,
    told: Told<'r>,
    stop: &'r AtomicBool,
    place: Place,
    piece: usize,
    stopped: Option<Stopped>,
}

impl<'r> Tracked<'r> {
    pub(super) fn new(reader: &'r mut dyn Read, file: &'r str, told: Told<'r>, stop: &'r AtomicBool) -> Self {
        let reader = BufReader::with_capacity(64 << 10, reader);
        Self { reader, file, told, stop, place: Place { line: 1, column: 1 }, piece: 0, stopped: None }
    }

    /// The place of what is read next, which begins a piece.
    pub(super) fn begin(&mut self) -> Place {
        self.piece = 0;
        self.place
    }

    pub(super) fn stopped(&self) -> Option<Stopped> {
        self.stopped
    }

    fn give_up(&mut self, why: Stopped) -> io::Error {
        self.stopped = Some(why);
        io::Error::other("reading was stopped")
    }
}

impl Read for Tracked<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let length = available.len().min(buffer.len());
        buffer[..length].copy_from_slice(&available[..length]);
        self.consume(length);
        Ok(length)
    }
}

impl BufRead for Tracked<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.piece > MOST {
            return Err(self.give_up(Stopped::TooLong));
        }
        if self.reader.buffer().is_empty() {
            if self.stop.load(Ordering::Relaxed) {
                return Err(self.give_up(Stopped::Asked));
            }
            let bytes = self.reader.fill_buf()?.len() as u64;
            (self.told)(Progress::Read { file: self.file, bytes });
        }
        Ok(self.reader.buffer())
    }

    fn consume(&mut self, length: usize) {
        let consumed = self.reader.buffer().get(..length).unwrap_or_default();
        self.place = self.place.after(consumed);
        self.piece += length;
        self.reader.consume(length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_lines_and_characters() {
        let begin = Place { line: 3, column: 5 };
        assert_eq!(begin.after(b""), begin);
        assert_eq!(begin.after("½ é".as_bytes()), Place { line: 3, column: 8 });
        assert_eq!(begin.after("ab\r\ncd\n\né".as_bytes()), Place { line: 6, column: 2 });
    }
}
