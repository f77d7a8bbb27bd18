//! Cuts a stream into frames.

use std::io;

use tokio_util::bytes::{Buf, Bytes, BytesMut};
use tokio_util::codec::Decoder;

use super::frame::{END, Frame, FrameDefect, RETURN, START};

/// How many bytes are kept of noise, and of a payload that is too long.
const KEPT: usize = 4 * 1024;

/// Where in the stream the decoder stands.
#[derive(Debug)]
enum State {
    /// Between frames.
    Outside,
    /// After a start byte, which is the first byte of the buffer.
    Inside,
    /// In a payload that is too long; what is kept of it, and how long it is so far.
    Skipping { head: Bytes, size: u64 },
}

/// Cuts a stream into frames. Every byte of the stream is in exactly one of them.
#[derive(Debug)]
pub struct FrameDecoder {
    limit: usize,
    state: State,
    /// How much of the buffer has been searched.
    searched: usize,
    end_inside: bool,
}

impl FrameDecoder {
    /// A decoder for payloads of at most so many bytes.
    pub const fn new(payload_bytes: usize) -> Self {
        Self { limit: payload_bytes, state: State::Outside, searched: 0, end_inside: false }
    }

    /// What is left, where no more will come: the connection ended, or the peer fell silent. Ends with
    /// `None`.
    pub fn rest(&mut self, buffer: &mut BytesMut) -> Option<Frame> {
        if let Some(frame) = self.next(buffer) {
            return Some(frame);
        }
        let ended = buffer.last() == Some(&END);
        match std::mem::replace(&mut self.state, State::Outside) {
            State::Skipping { head, size } => {
                let size = size + buffer.len() as u64;
                buffer.clear();
                self.searched = 0;
                Some(Frame {
                    raw: head.clone(),
                    payload: head,
                    size,
                    defects: vec![FrameDefect::CutOff, FrameDefect::TooLarge],
                })
            }
            State::Outside if buffer.is_empty() => None,
            State::Outside if ended && buffer.len() > 1 => {
                let defects = vec![FrameDefect::MissingStart, FrameDefect::MissingReturn];
                Some(self.take(buffer, 0, 1, buffer.len(), defects))
            }
            State::Outside => Some(self.noise(buffer, buffer.len())),
            State::Inside if ended => Some(self.take(buffer, 1, 1, buffer.len(), vec![FrameDefect::MissingReturn])),
            State::Inside => Some(self.take(buffer, 1, 0, buffer.len(), vec![FrameDefect::CutOff])),
        }
    }

    fn next(&mut self, buffer: &mut BytesMut) -> Option<Frame> {
        loop {
            let Some(at) = memchr::memchr2(START, END, &buffer[self.searched..]).map(|at| at + self.searched) else {
                return self.none_found(buffer);
            };
            if buffer[at] == START {
                if let Some(frame) = self.at_start(buffer, at) {
                    return Some(frame);
                }
                continue;
            }
            let Some(&after) = buffer.get(at + 1) else {
                // The carriage return may come late.
                self.searched = at;
                return None;
            };
            if let Some(frame) = self.at_end(buffer, at, after) {
                return Some(frame);
            }
        }
    }

    /// A start byte: the frame before it, where one is open, or noise.
    fn at_start(&mut self, buffer: &mut BytesMut, at: usize) -> Option<Frame> {
        match self.state {
            State::Outside if at > 0 => Some(self.noise(buffer, at)),
            State::Outside => {
                self.state = State::Inside;
                self.searched = 1;
                None
            }
            State::Inside => Some(self.take(buffer, 1, 0, at, vec![FrameDefect::MissingEnd])),
            State::Skipping { .. } => Some(self.skipped(buffer, at, vec![FrameDefect::MissingEnd])),
        }
    }

    /// An end byte: the end of the frame, or a byte inside it.
    fn at_end(&mut self, buffer: &mut BytesMut, at: usize, after: u8) -> Option<Frame> {
        let (tail, missing) = match after {
            RETURN => (2, None),
            START => (1, Some(FrameDefect::MissingReturn)),
            _ if at == 0 => return Some(self.noise(buffer, 1)),
            _ => {
                self.end_inside = true;
                self.searched = at + 1;
                return None;
            }
        };
        let mut defects: Vec<FrameDefect> = missing.into_iter().collect();
        match self.state {
            State::Outside if at == 0 => Some(self.noise(buffer, tail)),
            State::Outside => {
                defects.push(FrameDefect::MissingStart);
                Some(self.take(buffer, 0, tail, at + tail, defects))
            }
            State::Inside => Some(self.take(buffer, 1, tail, at + tail, defects)),
            State::Skipping { .. } => Some(self.skipped(buffer, at + tail, defects)),
        }
    }

    /// Nothing ends here; what is more than the limit is not kept.
    fn none_found(&mut self, buffer: &mut BytesMut) -> Option<Frame> {
        self.searched = buffer.len();
        match &mut self.state {
            State::Outside if buffer.len() > self.limit => Some(self.noise(buffer, buffer.len())),
            State::Inside if buffer.len() > self.limit + 1 => {
                let head = Bytes::copy_from_slice(&buffer[..buffer.len().min(KEPT)]);
                self.state = State::Skipping { head, size: buffer.len() as u64 };
                buffer.clear();
                self.searched = 0;
                None
            }
            State::Skipping { size, .. } => {
                *size += buffer.len() as u64;
                buffer.clear();
                self.searched = 0;
                None
            }
            State::Outside | State::Inside => None,
        }
    }

    fn noise(&mut self, buffer: &mut BytesMut, size: usize) -> Frame {
        let raw = buffer.split_to(size.min(KEPT)).freeze();
        buffer.advance(size - raw.len());
        self.searched = 0;
        self.end_inside = false;
        Frame { payload: raw.clone(), raw, size: size as u64, defects: vec![FrameDefect::Noise] }
    }

    fn skipped(&mut self, buffer: &mut BytesMut, length: usize, mut defects: Vec<FrameDefect>) -> Frame {
        buffer.advance(length);
        self.searched = 0;
        self.end_inside = false;
        defects.push(FrameDefect::TooLarge);
        let (head, size) = match std::mem::replace(&mut self.state, State::Outside) {
            State::Skipping { head, size } => (head, size),
            State::Outside | State::Inside => (Bytes::new(), 0),
        };
        Frame { raw: head.clone(), payload: head, size: size + length as u64, defects }
    }

    fn take(
        &mut self,
        buffer: &mut BytesMut,
        before: usize,
        after: usize,
        length: usize,
        mut defects: Vec<FrameDefect>,
    ) -> Frame {
        let mut raw = buffer.split_to(length).freeze();
        let mut payload = raw.slice(before.min(length)..length.saturating_sub(after).max(before.min(length)));
        self.state = State::Outside;
        self.searched = 0;
        if std::mem::take(&mut self.end_inside) {
            defects.push(FrameDefect::EndInside);
        }
        if payload.is_empty() {
            defects.push(FrameDefect::Empty);
        }
        if payload.len() > self.limit {
            defects.push(FrameDefect::TooLarge);
            raw = Bytes::copy_from_slice(&raw[..raw.len().min(KEPT)]);
            payload = raw.clone();
        }
        defects.sort_unstable();
        Frame { raw, payload, size: length as u64, defects }
    }
}

impl Decoder for FrameDecoder {
    type Item = Frame;
    type Error = io::Error;

    fn decode(&mut self, buffer: &mut BytesMut) -> io::Result<Option<Frame>> {
        Ok(self.next(buffer))
    }

    fn decode_eof(&mut self, buffer: &mut BytesMut) -> io::Result<Option<Frame>> {
        Ok(self.rest(buffer))
    }
}
