//! Rows of a table, written fast into one entry of a zip.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use snomed_ct_parsing::rf2::MemberId;
use zip::ZipWriter;

/// How many bytes are gathered before they are compressed.
const GATHERED: usize = 1 << 20;

/// An entry that is being written.
pub(crate) struct Lines<'a> {
    zip: &'a mut ZipWriter<BufWriter<File>>,
    buffer: Vec<u8>,
    /// How many rows were written.
    pub(crate) rows: u64,
    /// How many bytes were written.
    pub(crate) bytes: u64,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(zip: &'a mut ZipWriter<BufWriter<File>>) -> Self {
        Self { zip, buffer: Vec::with_capacity(GATHERED + 4096), rows: 0, bytes: 0 }
    }

    /// Adds text.
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        self.buffer.extend_from_slice(text.as_bytes());
        self
    }

    /// Adds text and goes on to the next column.
    pub(crate) fn column(&mut self, text: &str) -> &mut Self {
        self.text(text).tab()
    }

    /// Adds a number and goes on to the next column.
    pub(crate) fn number(&mut self, number: u64) -> &mut Self {
        self.digits(number).tab()
    }

    /// Adds a number.
    pub(crate) fn digits(&mut self, mut number: u64) -> &mut Self {
        let mut digits = [0_u8; 20];
        let mut at = digits.len();
        loop {
            at -= 1;
            digits[at] = b'0' + u8::try_from(number % 10).unwrap_or_default();
            number /= 10;
            if number == 0 {
                break;
            }
        }
        self.buffer.extend_from_slice(&digits[at..]);
        self
    }

    /// Adds the identifier of a member and goes on to the next column.
    pub(crate) fn member(&mut self, id: MemberId) -> &mut Self {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = [b'-'; 36];
        let mut number = id.get();
        for at in (0..36).rev().filter(|at| !matches!(at, 8 | 13 | 18 | 23)) {
            text[at] = DIGITS[usize::try_from(number & 15).unwrap_or_default()];
            number >>= 4;
        }
        self.buffer.extend_from_slice(&text);
        self.tab()
    }

    /// Adds 0 or 1 and goes on to the next column.
    pub(crate) fn flag(&mut self, flag: bool) -> &mut Self {
        self.column(if flag { "1" } else { "0" })
    }

    fn tab(&mut self) -> &mut Self {
        self.buffer.push(b'\t');
        self
    }

    /// Ends a row.
    pub(crate) fn end(&mut self) -> io::Result<()> {
        self.buffer.extend_from_slice(b"\r\n");
        self.rows += 1;
        if self.buffer.len() > GATHERED { self.flush() } else { Ok(()) }
    }

    /// Ends the first line, which is no row.
    pub(crate) fn header(&mut self, columns: &str) -> io::Result<()> {
        self.text(columns).end()?;
        self.rows = 0;
        Ok(())
    }

    /// Writes bytes as they are.
    pub(crate) fn raw(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.buffer.extend_from_slice(bytes);
        self.flush()
    }

    /// Writes what is gathered.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.bytes += self.buffer.len() as u64;
        self.zip.write_all(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }
}
