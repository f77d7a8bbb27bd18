//! The pieces of a stream: HL7 v2 holds many messages, an XML document or a FHIR bundle is one, and
//! of bundles one a line each line is one.

use std::io::{self, BufRead, Read};

use crate::interchange::hl7v2::{Framed, Limits, MessageReader};
use crate::interchange::wire::{Format, is_whole_bundle};

/// How much is kept of a document that is too long.
const HEAD: usize = 4_096;

/// The pieces of one stream.
pub(super) enum Pieces<R> {
    /// Messages, one after the other.
    Messages(Box<MessageReader<R>>),
    /// One document, until it is taken.
    Document(Option<Framed>),
    /// Documents, one a line: the next, and the rest of the stream.
    Lines(Option<Framed>, R, usize),
}

impl<R: BufRead> Pieces<R> {
    /// Looks at the beginning and chooses.
    pub(super) fn of(mut stream: R, limits: Limits) -> io::Result<Self> {
        let format = Format::of(stream.fill_buf()?);
        if format == Format::Hl7v2 {
            return Ok(Self::Messages(Box::new(MessageReader::with_limits(stream, limits))));
        }
        let most = limits.message_bytes;
        if format == Format::Fhir {
            let first = line(&mut stream, 0, most)?;
            return match first {
                Some(Framed::Message { bytes, .. }) if !is_whole_bundle(&bytes) => {
                    Ok(Self::Document(Some(document(stream, bytes, most)?)))
                }
                first => Ok(Self::Lines(first, stream, most)),
            };
        }
        Ok(Self::Document(Some(document(stream, Vec::new(), most)?)))
    }

    /// The next piece; nothing at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Framed>> {
        match self {
            Self::Messages(reader) => reader.next_message(),
            Self::Document(document) => Ok(document.take()),
            Self::Lines(next, stream, most) => {
                let taken = next.take();
                if let Some(taken) = &taken {
                    let end = match taken {
                        Framed::TooLarge { offset, size, .. } => offset + size,
                        other => other.offset() + other.bytes().len() as u64,
                    };
                    *next = line(stream, end, *most)?;
                }
                Ok(taken)
            }
        }
    }
}

/// All that is left of a stream, behind what was read of it already.
fn document(mut stream: impl BufRead, mut bytes: Vec<u8>, most: usize) -> io::Result<Framed> {
    let room = u64::try_from(most.saturating_sub(bytes.len())).unwrap_or(u64::MAX).saturating_add(1);
    stream.by_ref().take(room).read_to_end(&mut bytes)?;
    if bytes.len() <= most {
        return Ok(Framed::Message { offset: 0, bytes });
    }
    let size = bytes.len() as u64 + io::copy(&mut stream, &mut io::sink())?;
    bytes.truncate(HEAD);
    Ok(Framed::TooLarge { offset: 0, size, head: bytes })
}

/// The next line that is not empty, with its end; of one that is too long its beginning.
fn line(stream: &mut impl BufRead, mut offset: u64, most: usize) -> io::Result<Option<Framed>> {
    let most = u64::try_from(most).unwrap_or(u64::MAX);
    loop {
        let mut bytes = Vec::new();
        stream.by_ref().take(most.saturating_add(1)).read_until(b'\n', &mut bytes)?;
        if bytes.is_empty() {
            return Ok(None);
        }
        if bytes.len() as u64 > most {
            let size = bytes.len() as u64 + skip_line(stream)?;
            bytes.truncate(HEAD);
            return Ok(Some(Framed::TooLarge { offset, size, head: bytes }));
        }
        if !bytes.trim_ascii().is_empty() {
            return Ok(Some(Framed::Message { offset, bytes }));
        }
        offset += bytes.len() as u64;
    }
}

/// Reads past the rest of a line and says how long it was.
fn skip_line(stream: &mut impl BufRead) -> io::Result<u64> {
    let mut skipped = 0;
    loop {
        let buffer = stream.fill_buf()?;
        let (length, ended) = match memchr::memchr(b'\n', buffer) {
            Some(place) => (place + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        stream.consume(length);
        skipped += length as u64;
        if ended {
            return Ok(skipped);
        }
    }
}
