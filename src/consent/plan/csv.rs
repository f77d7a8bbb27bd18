//! Rows of CSV after RFC 4180, as spreadsheets write it.

use std::io::BufRead;

use csv_core::{ReadRecordResult, Reader};
use jiff::Timestamp;

use super::columns::{COLUMNS, Values, proposal};
use super::source::{LONGEST, SourceError};
use super::{Mistake, Proposal, Rejection, RejectionCode};

/// Rows of CSV.
pub struct CsvRows<R> {
    reader: R,
    core: Reader,
    record: Record,
    /// For each value of a row the column that it is of.
    columns: Vec<usize>,
    /// The line that is read next.
    line: u64,
    row: u64,
    now: Timestamp,
}

/// One record, and where its values end.
struct Record {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    length: usize,
    count: usize,
    line: u64,
    too_long: bool,
}

impl<R: BufRead> CsvRows<R> {
    pub(super) fn open(reader: R, line: u64, now: Timestamp) -> Result<Self, SourceError> {
        // One value more than there are columns, so that a row with too many is told from one that fits.
        let record = Record { bytes: vec![0; LONGEST], ends: vec![0; 256], length: 0, count: 0, line, too_long: false };
        let mut rows = Self { reader, core: Reader::new(), record, columns: Vec::new(), line, row: 0, now };
        if !rows.read()? || rows.record.too_long {
            return Err(SourceError::Head);
        }
        rows.columns = rows.record.head()?;
        Ok(rows)
    }

    /// Reads one record; false at the end.
    fn read(&mut self) -> Result<bool, SourceError> {
        if !self.skip_line_ends()? {
            return Ok(false);
        }
        let record = &mut self.record;
        (record.length, record.count, record.too_long, record.line) = (0, 0, false, self.line);
        loop {
            let ahead = self.reader.fill_buf()?;
            let at_end = ahead.is_empty();
            if record.length >= record.bytes.len() || record.count >= record.ends.len() {
                // What is left of a row that is too long is read and let go.
                (record.length, record.count, record.too_long) = (0, 0, true);
            }
            let (bytes, ends) = (&mut record.bytes[record.length..], &mut record.ends[record.count..]);
            let (result, read, written, ended) = self.core.read_record(ahead, bytes, ends);
            self.line += u64::try_from(memchr::memchr_iter(b'\n', &ahead[..read]).count()).unwrap_or(0);
            self.reader.consume(read);
            record.length += written;
            record.count += ended;
            match result {
                ReadRecordResult::Record => return Ok(true),
                ReadRecordResult::End => return Ok(false),
                ReadRecordResult::OutputFull => (record.length, record.too_long) = (0, true),
                ReadRecordResult::OutputEndsFull => (record.count, record.too_long) = (0, true),
                ReadRecordResult::InputEmpty if at_end => return Ok(true),
                ReadRecordResult::InputEmpty => {}
            }
        }
    }

    /// Passes over the ends of lines, so that the line of a record is the one on which it begins.
    fn skip_line_ends(&mut self) -> Result<bool, SourceError> {
        loop {
            let ahead = self.reader.fill_buf()?;
            match ahead.first() {
                None => return Ok(false),
                Some(b'\n') => self.line += 1,
                Some(b'\r') => {}
                Some(_) => return Ok(true),
            }
            self.reader.consume(1);
        }
    }

    pub(super) fn next(&mut self) -> Option<Result<Result<Proposal, Rejection>, SourceError>> {
        match self.read() {
            Err(error) => Some(Err(error)),
            Ok(false) => None,
            Ok(true) => {
                self.row += 1;
                let (row, line) = (self.row, self.record.line);
                let values = self.record.values(&self.columns, self.line);
                let made = values.and_then(|values| proposal(&values, row, line, self.now));
                Some(Ok(made.map_err(|mistake| mistake.at(row, line))))
            }
        }
    }
}

impl Record {
    fn parts(&self) -> impl Iterator<Item = &[u8]> {
        let mut from = 0;
        self.ends[..self.count].iter().map(move |end| {
            let part = self.bytes.get(from..*end).unwrap_or_default();
            from = *end;
            part
        })
    }

    /// To which line it goes.
    fn to(&self, after: u64) -> String {
        let last = after.saturating_sub(1).max(self.line);
        format!(", to line {last}: is a quotation mark not closed? Nothing of these lines is taken in")
    }

    /// The columns that the head names.
    fn head(&self) -> Result<Vec<usize>, SourceError> {
        let mut columns = Vec::with_capacity(self.count);
        for part in self.parts() {
            let name = std::str::from_utf8(part).map_err(|_| SourceError::Head)?;
            let plain = name.trim().to_ascii_lowercase().replace(' ', "_");
            let Some(column) = COLUMNS.iter().position(|known| *known == plain) else {
                let name = name.chars().take(40).collect();
                return Err(SourceError::UnknownColumn { name, known: COLUMNS.join(", ") });
            };
            if columns.contains(&column) {
                return Err(SourceError::RepeatedColumn(COLUMNS[column]));
            }
            columns.push(column);
        }
        match (0..2).find(|needed| !columns.contains(needed)) {
            Some(missing) => Err(SourceError::MissingColumn(COLUMNS[missing])),
            None => Ok(columns),
        }
    }

    /// The values, where the row ends on the line on which it begins; `after` is the line that is read
    /// next. A row that runs on over other lines has most likely swallowed them, and whoever they are
    /// about: it is never taken in.
    fn values(&self, columns: &[usize], after: u64) -> Result<Values<'_>, Mistake> {
        if self.too_long {
            return Err(Mistake::new(
                "",
                RejectionCode::TooLong,
                format!("longer than {LONGEST} bytes{}", self.to(after)),
            ));
        }
        let bytes = self.bytes.get(..self.length).unwrap_or_default();
        if memchr::memchr2(b'\n', b'\r', bytes).is_some() {
            return Err(Mistake::new(
                "",
                RejectionCode::Shape,
                format!("a value runs over several lines{}", self.to(after)),
            ));
        }
        if self.count != columns.len() {
            let message = format!("{} values, the head has {}", self.count, columns.len());
            return Err(Mistake::new("", RejectionCode::Shape, message));
        }
        let mut values = [""; COLUMNS.len()];
        for (part, column) in self.parts().zip(columns) {
            let wrong = |_| Mistake::new(COLUMNS[*column], RejectionCode::Encoding, "not UTF-8");
            values[*column] = std::str::from_utf8(part).map_err(wrong)?;
        }
        Ok(values)
    }
}
