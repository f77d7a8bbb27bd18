//! Finds segments and fields in the text of a message.

use std::cell::RefCell;

use super::{Delimiters, Limits, Rejection, RejectionReason};

/// Where one segment stands, in bytes of the text, and which starts of fields are its own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub name: [u8; 3],
    pub start: u32,
    pub end: u32,
    pub first: u32,
    pub last: u32,
    /// Whether lines that are no segments were joined to it.
    pub joined: bool,
}

/// The segments of a text, and the starts of all their fields.
#[derive(Debug, Default)]
pub(super) struct Index {
    pub spans: Vec<Span>,
    pub starts: Vec<u32>,
}

impl Index {
    /// Indexes a text in one pass.
    pub(super) fn build(text: &str, delimiters: &Delimiters, limits: &Limits) -> Result<Self, Rejection> {
        let bytes = text.as_bytes();
        let mut indexer = Indexer { text, delimiters, limits, index: Self::with_room_for(bytes.len()) };
        let mut line = Line { start: 0, first: 0 };
        indexer.index.starts.push(0);
        for at in Boundaries::new(bytes, delimiters.field) {
            if bytes[at] == delimiters.field {
                if indexer.index.starts.len() - line.first > limits.fields {
                    return Err(indexer.rejected(line, RejectionReason::TooManyFields(limits.fields)));
                }
                indexer.index.starts.push(offset(at + 1));
            } else {
                indexer.end_line(line, at)?;
                line = Line { start: at + 1, first: indexer.index.starts.len() };
                indexer.index.starts.push(offset(line.start));
            }
        }
        indexer.end_line(line, bytes.len())?;
        Ok(indexer.index)
    }

    /// An index whose memory served a message before, where there is one: taking and giving back
    /// so much memory for every message costs more than filling it.
    fn with_room_for(length: usize) -> Self {
        let (spans, starts) = SPARE.take();
        let mut index = Self { spans, starts };
        index.spans.reserve(length / 128 + 4);
        index.starts.reserve(length / 5 + 16);
        index
    }
}

thread_local! {
    static SPARE: RefCell<(Vec<Span>, Vec<u32>)> = const { RefCell::new((Vec::new(), Vec::new())) };
}

/// More memory than this is not kept for the next message.
const SPARE_FIELDS: usize = 64 * 1024;

impl Drop for Index {
    fn drop(&mut self) {
        if self.starts.capacity() == 0 || self.starts.capacity() > SPARE_FIELDS {
            return;
        }
        let (mut spans, mut starts) = (std::mem::take(&mut self.spans), std::mem::take(&mut self.starts));
        spans.clear();
        starts.clear();
        // While a thread ends there is nothing to keep them in.
        let _ = SPARE.try_with(|kept| kept.replace((spans, starts)));
    }
}

/// The places of field delimiters and line ends. They stand a few bytes apart, so that a mask of
/// eight bytes at a time beats a search for each.
struct Boundaries<'b> {
    bytes: &'b [u8],
    field: u64,
    /// The start of the eight bytes at hand.
    base: usize,
    /// A high bit for each byte of them that is a boundary and was not given yet.
    found: u64,
    next: usize,
    delimiter: u8,
}

const ONES: u64 = 0x0101_0101_0101_0101;
const CARRIAGE_RETURNS: u64 = ONES * 0x0D;
const LINE_FEEDS: u64 = ONES * 0x0A;
const LOW_BITS: u64 = 0x7F7F_7F7F_7F7F_7F7F;

/// The high bit of every byte that is zero, and no other.
const fn zeros(word: u64) -> u64 {
    !(((word & LOW_BITS) + LOW_BITS) | word | LOW_BITS)
}

impl<'b> Boundaries<'b> {
    fn new(bytes: &'b [u8], delimiter: u8) -> Self {
        Self { bytes, field: ONES * u64::from(delimiter), base: 0, found: 0, next: 0, delimiter }
    }
}

impl Iterator for Boundaries<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        while self.found == 0 {
            let Some(chunk) = self.bytes.get(self.next..).and_then(|rest| rest.first_chunk::<8>()) else {
                let rest = self.bytes.get(self.next..)?;
                let is_boundary = |byte: &u8| matches!(*byte, b'\r' | b'\n') || *byte == self.delimiter;
                let at = rest.iter().position(is_boundary)? + self.next;
                self.next = at + 1;
                return Some(at);
            };
            let word = u64::from_le_bytes(*chunk);
            self.base = self.next;
            self.next += 8;
            let breaks = zeros(word ^ CARRIAGE_RETURNS) | zeros(word ^ LINE_FEEDS);
            self.found = zeros(word ^ self.field) | breaks;
        }
        let at = self.base + (self.found.trailing_zeros() / 8) as usize;
        self.found &= self.found - 1;
        Some(at)
    }
}

/// Messages are far shorter than 4 GiB: the limit on their length is checked before.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[derive(Clone, Copy)]
struct Line {
    start: usize,
    /// The first of its starts of fields.
    first: usize,
}

struct Indexer<'t> {
    text: &'t str,
    delimiters: &'t Delimiters,
    limits: &'t Limits,
    index: Index,
}

impl Indexer<'_> {
    fn end_line(&mut self, line: Line, end: usize) -> Result<(), Rejection> {
        let content = &self.text.as_bytes()[line.start..end];
        if content.iter().all(|byte| matches!(byte, b' ' | b'\t' | 0x0B | 0x0C | 0x1C)) {
            self.index.starts.truncate(line.first);
            return Ok(());
        }
        match segment_name(content, self.delimiters.field) {
            Some(name) => self.add(name, line, end),
            None => self.join(line, end, content),
        }?;
        if end - line.start > self.limits.repetitions { self.check_repetitions(line, end) } else { Ok(()) }
    }

    fn add(&mut self, name: [u8; 3], line: Line, end: usize) -> Result<(), Rejection> {
        if self.index.spans.len() == self.limits.segments {
            return Err(self.rejected(line, RejectionReason::TooManySegments(self.limits.segments)));
        }
        if &name == b"MSH" && !self.index.spans.is_empty() {
            return Err(self.rejected(line, RejectionReason::SecondHeader));
        }
        let last = offset(self.index.starts.len());
        let (start, end, first) = (offset(line.start), offset(end), offset(line.first));
        self.index.spans.push(Span { name, start, end, first, last, joined: false });
        Ok(())
    }

    /// A line break inside the text of a result or a comment was not escaped: the line belongs to
    /// the segment before. Anywhere else a line that is no segment is not guessed at.
    fn join(&mut self, line: Line, end: usize, content: &[u8]) -> Result<(), Rejection> {
        let looks_like_a_segment = content.get(3) == Some(&self.delimiters.field);
        match self.index.spans.last_mut() {
            Some(before) if matches!(&before.name, b"OBX" | b"NTE") && !looks_like_a_segment => {
                self.index.starts.remove(line.first);
                before.end = offset(end);
                before.last = offset(self.index.starts.len());
                before.joined = true;
                Ok(())
            }
            _ => Err(self.rejected(line, RejectionReason::SegmentName)),
        }
    }

    fn check_repetitions(&self, line: Line, end: usize) -> Result<(), Rejection> {
        let limit = self.limits.repetitions;
        // Only a field longer than the limit can have more repetitions than that.
        let starts = self.index.starts.get(line.first..).unwrap_or_default();
        let is_header = self.index.spans.last().is_some_and(|span| &span.name == b"MSH");
        for (place, start) in starts.iter().enumerate() {
            let stop = starts.get(place + 1).map_or(end, |next| *next as usize - 1);
            let field = &self.text.as_bytes()[*start as usize..stop];
            if field.len() > limit && memchr::memchr_iter(self.delimiters.repetition, field).count() >= limit {
                let mut rejection = self.rejected(line, RejectionReason::TooManyRepetitions(limit));
                rejection.ordinal = rejection.ordinal.saturating_sub(1);
                rejection.field = u16::try_from(place + usize::from(is_header)).ok();
                return Err(rejection);
            }
        }
        Ok(())
    }

    fn rejected(&self, line: Line, reason: RejectionReason) -> Rejection {
        let content = &self.text.as_bytes()[line.start..];
        let name = segment_name(content, self.delimiters.field);
        let name = name.and_then(|name| String::from_utf8(name.to_vec()).ok());
        let segment = name.unwrap_or_else(|| "?".to_owned());
        let ordinal = offset(self.index.spans.len() + 1);
        Rejection { segment, ordinal, line: line_number(self.text.as_bytes(), line.start), field: None, reason }
    }
}

/// The name of a segment: a capital and two capitals or digits, then a delimiter or the end.
pub(super) fn segment_name(line: &[u8], field: u8) -> Option<[u8; 3]> {
    let name: [u8; 3] = line.get(..3)?.try_into().ok()?;
    let good = name[0].is_ascii_uppercase() && name[1..].iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let ends = line.get(3).is_none_or(|next| *next == field || matches!(next, b'\r' | b'\n'));
    (good && ends).then_some(name)
}

/// The line of the text, from 1, in which a byte stands; CR, LF and CRLF each end a line.
pub(super) fn line_number(bytes: &[u8], at: usize) -> u32 {
    let before = &bytes[..at.min(bytes.len())];
    let breaks = memchr::memchr2_iter(b'\r', b'\n', before)
        .filter(|&place| before[place] == b'\r' || place == 0 || before[place - 1] != b'\r')
        .count();
    offset(breaks).saturating_add(1)
}
