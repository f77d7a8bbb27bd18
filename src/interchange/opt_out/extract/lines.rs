//! Whole lines of a stream, each within a bound.

use std::io::BufRead;

use super::{ExtractError, ExtractFault};

/// The longest record.
pub(super) const LONGEST: usize = 64 << 20;

/// Reads lines, counted from 1.
pub(super) struct Lines<R> {
    input: R,
    /// The number of the last line that was read.
    pub(super) line: u64,
}

impl<R: BufRead> Lines<R> {
    pub(super) const fn new(input: R) -> Self {
        Self { input, line: 0 }
    }

    /// Adds the next line, its end included, to what `into` holds; says whether there was one.
    pub(super) fn next(&mut self, into: &mut Vec<u8>) -> Result<bool, ExtractError> {
        let before = into.len();
        loop {
            let chunk = match self.input.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(source) => return Err(ExtractError::Read { line: self.line, source }),
            };
            if chunk.is_empty() {
                let any = into.len() > before;
                self.line += u64::from(any);
                return Ok(any);
            }
            let end = memchr::memchr(b'\n', chunk).map(|place| place + 1);
            let taken = end.unwrap_or(chunk.len());
            if into.len() + taken > LONGEST {
                return Err(self.fault(self.line + 1, ExtractFault::TooLong(LONGEST)));
            }
            into.extend_from_slice(&chunk[..taken]);
            self.input.consume(taken);
            if end.is_some() {
                self.line += 1;
                return Ok(true);
            }
        }
    }

    #[expect(clippy::unused_self, reason = "reads as what went wrong with these lines")]
    pub(super) const fn fault(&self, line: u64, fault: ExtractFault) -> ExtractError {
        ExtractError::Place { line, fault }
    }
}

/// A line without its end.
pub(super) fn trimmed(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// A line without a byte order mark.
pub(super) fn without_mark(line: &[u8]) -> &[u8] {
    line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line)
}
