//! Files of messages: one or many, framed by MLLP or not, in batches or not.

use super::finding::{Finding, Place, Report, Severity};
use super::places::position;
use super::rule::Rule;
use super::{Validator, text};
use crate::interchange::hl7v2::{Framed, MessageReader};

/// What was found of one message of a file, or of the file itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileReport {
    /// Which message of the file, from 1; none where the file itself is meant.
    pub number: Option<u32>,
    /// The line on which it begins.
    pub line: u32,
    /// What was found; places are those of the file.
    pub report: Report,
}

/// Whether bytes are messages of HL7 v2, by how they begin.
pub fn looks_like_hl7v2(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let start = bytes.iter().position(|byte| !matches!(byte, 0x0B | 0x0C | b'\r' | b'\n' | b' ' | b'\t'));
    let begin = start.map_or(&[][..], |start| &bytes[start..]);
    let names: [&[u8]; 3] = [b"MSH", b"FHS", b"BHS"];
    names.iter().any(|name| begin.starts_with(name))
        && begin.get(3).is_none_or(|next| !next.is_ascii_alphanumeric() && !next.is_ascii_whitespace())
}

/// Validates every message of a file, and looks at its frames and batches.
pub fn validate_file(validator: &Validator, bytes: &[u8]) -> Vec<FileReport> {
    let mut reports = Vec::new();
    let mut whole = Report::default();
    let mut reader = MessageReader::with_limits(bytes, text::limits());
    let mut place = Lines { bytes, at: 0, line: 1 };
    let mut number = 0;
    // Reading from memory does not fail.
    while let Ok(Some(framed)) = reader.next_message() {
        let offset = usize::try_from(framed.offset()).unwrap_or(bytes.len()).min(bytes.len());
        let length = framed.bytes().len();
        match framed {
            Framed::Noise { size, .. } => {
                whole.findings.push(finding(bytes, offset, Rule::Frame, Severity::Error, {
                    format!("expected a message, found {size} bytes that belong to none")
                }));
                continue;
            }
            Framed::TooLarge { size, .. } => {
                whole.findings.push(finding(bytes, offset, Rule::Limit, Severity::NotCheckable, {
                    format!("a message of {size} bytes is not checked")
                }));
                continue;
            }
            Framed::Truncated { .. } if in_frame(bytes, offset) => {
                let end = offset + length;
                whole.findings.push(finding(bytes, end, Rule::Frame, Severity::Error, {
                    "expected the end of the MLLP frame (1C 0D), found none".to_owned()
                }));
            }
            Framed::Truncated { .. } | Framed::Message { .. } => {}
        }
        number += 1;
        let line = place.advance(offset);
        let kept = bytes.get(offset..offset + length).unwrap_or_default();
        let mut report = validator.validate(kept);
        move_to(&mut report.findings, bytes, offset, line);
        reports.push(FileReport { number: Some(number), line, report });
    }
    whole.findings.extend(batches(bytes));
    if number == 0 {
        whole.findings.push(finding(
            bytes,
            0,
            Rule::NoHeader,
            Severity::Error,
            "expected a message, found none".to_owned(),
        ));
    }
    if !whole.findings.is_empty() {
        whole.findings.sort_by_key(|finding| finding.offset);
        "file".clone_into(&mut whole.message_type);
        reports.push(FileReport { number: None, line: 1, report: whole });
    }
    reports
}

/// Findings of a message at their places in the file.
fn move_to(findings: &mut [Finding], bytes: &[u8], offset: usize, line: u32) {
    let column = position(&bytes[line_start(bytes, offset)..], offset - line_start(bytes, offset)).column;
    for finding in findings {
        finding.offset += offset;
        if finding.position.line == 1 {
            finding.position.column += column - 1;
        }
        finding.position.line = finding.position.line.saturating_add(line - 1);
    }
}

fn line_start(bytes: &[u8], offset: usize) -> usize {
    memchr::memrchr2(b'\r', b'\n', &bytes[..offset]).map_or(0, |end| end + 1)
}

fn in_frame(bytes: &[u8], offset: usize) -> bool {
    offset.checked_sub(1).is_some_and(|before| bytes[before] == 0x0B)
}

fn finding(bytes: &[u8], offset: usize, rule: Rule, severity: Severity, message: String) -> Finding {
    Finding {
        severity,
        rule,
        place: Place::default(),
        offset,
        position: position(bytes, offset),
        message,
        profile: None,
        proposal: None,
    }
}

/// The lines of a file, counted as far as was asked.
struct Lines<'b> {
    bytes: &'b [u8],
    at: usize,
    line: u32,
}

impl Lines<'_> {
    fn advance(&mut self, offset: usize) -> u32 {
        let piece = &self.bytes[self.at.min(offset)..offset];
        let ends = memchr::memchr2_iter(b'\r', b'\n', piece).filter(|end| {
            let place = self.at + end;
            piece[*end] == b'\n' || self.bytes.get(place + 1) != Some(&b'\n')
        });
        self.line = self.line.saturating_add(u32::try_from(ends.count()).unwrap_or(u32::MAX));
        self.at = self.at.max(offset);
        self.line
    }
}

/// What is open while the lines of a file are read.
#[derive(Default)]
struct Open {
    within_file: bool,
    within_batch: bool,
    messages: u64,
    batches: u64,
}

/// Batch and file headers against their trailers (HL7 v2.5 section 2.10.3).
fn batches(bytes: &[u8]) -> Vec<Finding> {
    let mut found = Vec::new();
    if ![&b"FHS"[..], b"BHS", b"BTS", b"FTS"].iter().any(|name| memchr::memmem::find(bytes, name).is_some()) {
        return found;
    }
    let mut open = Open::default();
    let mut start = 0;
    while start < bytes.len() {
        let end = memchr::memchr2(b'\r', b'\n', &bytes[start..]).map_or(bytes.len(), |end| start + end);
        let line = &bytes[start..end];
        let skipped = line.iter().take_while(|byte| matches!(byte, 0x0B | 0x0C)).count();
        if let Some(message) = batch_line(&mut open, &line[skipped..]) {
            found.push(finding(bytes, start + skipped, Rule::Batch, Severity::Error, message));
        }
        start = end + 1;
    }
    let end = bytes.len();
    let mut unfinished = |open: bool, text: &str| {
        if open {
            found.push(finding(bytes, end, Rule::Batch, Severity::Error, text.to_owned()));
        }
    };
    unfinished(open.within_batch, "expected BTS at the end of the batch, found none");
    unfinished(open.within_file, "expected FTS at the end of the file, found none");
    found
}

fn batch_line(open: &mut Open, line: &[u8]) -> Option<String> {
    let (name, rest) = line.split_first_chunk::<3>()?;
    let separator = *rest.first().unwrap_or(&b'|');
    let count = || {
        let field = rest.get(1..)?.split(|byte| *byte == separator).next()?;
        std::str::from_utf8(field).ok()?.trim().parse::<u64>().ok()
    };
    let counted = |said: Option<u64>, found: u64, what: &str| {
        said.filter(|said| *said != found).map(|said| format!("{said} {what} are announced, and {found} are there"))
    };
    match name {
        b"MSH" => open.messages += 1,
        b"FHS" => {
            let again = std::mem::replace(&mut open.within_file, true);
            open.batches = 0;
            return again.then(|| "expected FTS before another file begins, found none".to_owned());
        }
        b"BHS" => {
            let again = std::mem::replace(&mut open.within_batch, true);
            (open.messages, open.batches) = (0, open.batches + 1);
            return again.then(|| "expected BTS before another batch begins, found none".to_owned());
        }
        b"BTS" if !std::mem::replace(&mut open.within_batch, false) => {
            return Some("BTS ends a batch that did not begin".to_owned());
        }
        b"BTS" => return counted(count(), open.messages, "messages"),
        b"FTS" if !std::mem::replace(&mut open.within_file, false) => {
            return Some("FTS ends a file that did not begin".to_owned());
        }
        b"FTS" => return counted(count(), open.batches, "batches"),
        _ => {}
    }
    None
}
