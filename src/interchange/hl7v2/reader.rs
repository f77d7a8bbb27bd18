//! Cuts a stream into messages.

use std::collections::VecDeque;
use std::io::{self, BufRead};

use super::{Framed, Limits};

const START_BLOCK: u8 = 0x0B;
const END_BLOCK: u8 = 0x1C;

/// Reads messages from a stream that holds one or many, in MLLP frames or bare.
///
/// A bare message begins with `MSH` and a delimiter at the start of a line and lasts until the
/// next; inside a frame only the frame counts. Lines end with CR, LF or CRLF. Byte order marks,
/// blank lines, form feeds and the segments of batches (FHS, BHS, BTS, FTS) are skipped. Memory
/// stays within [`Limits::message_bytes`], whatever the stream holds.
pub struct MessageReader<R> {
    input: R,
    limits: Limits,
    /// The offset of the next byte that `input` gives.
    offset: u64,
    /// The line being read, as far as it came in pieces.
    line: Vec<u8>,
    line_offset: u64,
    line_size: u64,
    current: Option<Current>,
    noise: Option<Noise>,
    /// A frame is open, and no message has begun in it yet.
    frame_open: bool,
    ready: VecDeque<Framed>,
    done: bool,
}

struct Current {
    offset: u64,
    bytes: Vec<u8>,
    /// Its length, also where it is too long to keep.
    size: u64,
    framed: bool,
}

struct Noise {
    offset: u64,
    bytes: Vec<u8>,
    size: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum LineEnd {
    Break(u8),
    Block,
    Stream,
}

impl<R: BufRead> MessageReader<R> {
    /// Reads within the usual limits.
    pub fn new(input: R) -> Self {
        Self::with_limits(input, Limits::default())
    }

    /// Reads within limits of the caller's.
    pub fn with_limits(input: R, limits: Limits) -> Self {
        Self {
            input,
            limits,
            offset: 0,
            line: Vec::new(),
            line_offset: 0,
            line_size: 0,
            current: None,
            noise: None,
            frame_open: false,
            ready: VecDeque::new(),
            done: false,
        }
    }

    /// The next piece of the stream; `None` at its end.
    pub fn next_message(&mut self) -> io::Result<Option<Framed>> {
        loop {
            if let Some(ready) = self.ready.pop_front() {
                return Ok(Some(ready));
            }
            if self.done {
                return Ok(None);
            }
            self.read_some()?;
        }
    }

    /// Takes in what the input has at hand.
    fn read_some(&mut self) -> io::Result<()> {
        let mut buffer = std::mem::take(&mut self.line);
        let chunk = match self.input.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {
                self.line = buffer;
                return Ok(());
            }
            Err(error) => {
                self.line = buffer;
                return Err(error);
            }
        };
        if chunk.is_empty() {
            self.done = true;
            self.line = buffer;
            self.end_of_stream();
            return Ok(());
        }
        let length = chunk.len();
        let room = self.limits.message_bytes.saturating_add(64);
        let mut state = Lines {
            limits: &self.limits,
            current: &mut self.current,
            noise: &mut self.noise,
            frame_open: &mut self.frame_open,
            ready: &mut self.ready,
        };
        let mut start = 0;
        for at in memchr::memchr3_iter(b'\r', b'\n', END_BLOCK, chunk) {
            let end = if chunk[at] == END_BLOCK { LineEnd::Block } else { LineEnd::Break(chunk[at]) };
            let piece = &chunk[start..at];
            if self.line_size == 0 {
                state.line(piece, piece.len() as u64, self.offset + start as u64, end);
            } else {
                keep(&mut buffer, piece, room);
                state.line(&buffer, self.line_size + piece.len() as u64, self.line_offset, end);
                buffer.clear();
                self.line_size = 0;
            }
            start = at + 1;
        }
        let rest = &chunk[start..];
        if !rest.is_empty() {
            if self.line_size == 0 {
                self.line_offset = self.offset + start as u64;
            }
            // What a message that is skipped already has no room for need not be held.
            let skipping = self.current.as_ref().is_some_and(|current| current.size > room as u64);
            keep(&mut buffer, rest, if skipping { self.limits.noise_bytes } else { room });
            self.line_size += rest.len() as u64;
        }
        self.line = buffer;
        self.offset += length as u64;
        self.input.consume(length);
        Ok(())
    }

    fn end_of_stream(&mut self) {
        let line = std::mem::take(&mut self.line);
        let mut state = Lines {
            limits: &self.limits,
            current: &mut self.current,
            noise: &mut self.noise,
            frame_open: &mut self.frame_open,
            ready: &mut self.ready,
        };
        let cut = !is_blank(&line);
        state.line(&line, self.line_size, self.line_offset, LineEnd::Stream);
        state.finish(if cut { LineEnd::Stream } else { LineEnd::Break(b'\r') });
        state.finish_noise();
    }
}

/// Appends as much of `piece` as there is room for.
fn keep(buffer: &mut Vec<u8>, piece: &[u8], room: usize) {
    let free = room.saturating_sub(buffer.len()).min(piece.len());
    buffer.extend_from_slice(&piece[..free]);
}

fn is_blank(line: &[u8]) -> bool {
    line.iter().all(|byte| matches!(*byte, b' ' | b'\t' | 0x0C | START_BLOCK))
}

/// What is done with each line.
struct Lines<'r> {
    limits: &'r Limits,
    current: &'r mut Option<Current>,
    noise: &'r mut Option<Noise>,
    frame_open: &'r mut bool,
    ready: &'r mut VecDeque<Framed>,
}

impl Lines<'_> {
    /// Takes in one line; `size` is its length, of which `line` may hold only the beginning.
    fn line(&mut self, line: &[u8], size: u64, offset: u64, end: LineEnd) {
        let (mut content, mut offset, mut size) = (line, offset, size);
        if offset == 0
            && let Some(rest) = content.strip_prefix(b"\xEF\xBB\xBF")
        {
            (content, offset, size) = (rest, offset + 3, size - 3);
        }
        while let Some((first, rest)) = content.split_first()
            && matches!(*first, START_BLOCK | 0x0C)
        {
            if *first == START_BLOCK {
                self.finish(LineEnd::Break(b'\r'));
                *self.frame_open = true;
            }
            (content, offset, size) = (rest, offset + 1, size - 1);
        }
        let framed = self.current.as_ref().is_some_and(|current| current.framed);
        if !framed && begins_with(content, &[b"MSH"], false) {
            self.finish(LineEnd::Break(b'\r'));
            self.finish_noise();
            *self.current =
                Some(Current { offset, bytes: Vec::with_capacity(2048), size: 0, framed: *self.frame_open });
            *self.frame_open = false;
            self.append(content, size, end);
        } else if !framed && begins_with(content, &[b"FHS", b"BHS", b"BTS", b"FTS"], true) {
            self.finish(LineEnd::Break(b'\r'));
        } else if self.current.is_some() {
            self.append(content, size, end);
        } else if !is_blank(content) {
            self.add_noise(content, size, offset);
        }
        if end == LineEnd::Block {
            self.finish(LineEnd::Block);
            *self.frame_open = false;
        }
    }

    fn append(&mut self, content: &[u8], size: u64, end: LineEnd) {
        let Some(current) = self.current else { return };
        current.size += size + 1;
        if current.size > self.limits.message_bytes as u64 + 1 {
            // Only its beginning is kept from here on.
            keep(&mut current.bytes, content, self.limits.noise_bytes);
            current.bytes.truncate(self.limits.noise_bytes);
            current.bytes.shrink_to_fit();
            return;
        }
        current.bytes.extend_from_slice(content);
        if let LineEnd::Break(byte) = end {
            current.bytes.push(byte);
        }
    }

    /// Ends the message at hand, if there is one.
    fn finish(&mut self, end: LineEnd) {
        let Some(Current { offset, mut bytes, size, framed }) = self.current.take() else { return };
        let framed_and_open = framed && end != LineEnd::Block;
        let piece = if size > self.limits.message_bytes as u64 + 1 {
            Framed::TooLarge { offset, size, head: bytes }
        } else {
            while matches!(bytes.last(), Some(b'\r' | b'\n' | 0x0C)) {
                bytes.pop();
            }
            if framed_and_open || end == LineEnd::Stream {
                Framed::Truncated { offset, bytes }
            } else {
                Framed::Message { offset, bytes }
            }
        };
        self.ready.push_back(piece);
    }

    fn add_noise(&mut self, content: &[u8], size: u64, offset: u64) {
        let limit = self.limits.noise_bytes;
        let noise = self.noise.get_or_insert_with(|| Noise { offset, bytes: Vec::new(), size: 0 });
        if noise.size > 0 {
            keep(&mut noise.bytes, b"\n", limit);
        }
        keep(&mut noise.bytes, content, limit);
        noise.size += size;
    }

    fn finish_noise(&mut self) {
        if let Some(Noise { offset, bytes, size }) = self.noise.take() {
            self.ready.push_back(Framed::Noise { offset, size, bytes });
        }
    }
}

/// Whether a line begins with one of the names and a delimiter, or is, where allowed, the name alone.
fn begins_with(line: &[u8], names: &[&[u8; 3]], alone: bool) -> bool {
    names.iter().any(|name| line.starts_with(*name)) && line.get(3).map_or(alone, u8::is_ascii_punctuation)
}
