//! The pieces of a stream: HL7 v2 holds many messages, an XML document or a FHIR bundle is one.

use std::io::{self, BufRead, Read};

use crate::interchange::hl7v2::{Framed, Limits, MessageReader};
use crate::interchange::wire::Format;

/// How much is kept of a document that is too long.
const HEAD: usize = 4_096;

/// The pieces of one stream.
pub(super) enum Pieces<R> {
    /// Messages, one after the other.
    Messages(Box<MessageReader<R>>),
    /// One document, until it is taken.
    Document(Option<Framed>),
}

impl<R: BufRead> Pieces<R> {
    /// Looks at the first bytes and chooses.
    pub(super) fn of(mut stream: R, limits: Limits) -> io::Result<Self> {
        if Format::of(stream.fill_buf()?).is_framed() {
            return Ok(Self::Messages(Box::new(MessageReader::with_limits(stream, limits))));
        }
        let longest = u64::try_from(limits.message_bytes).unwrap_or(u64::MAX);
        let mut bytes = Vec::new();
        stream.by_ref().take(longest.saturating_add(1)).read_to_end(&mut bytes)?;
        if bytes.len() <= limits.message_bytes {
            return Ok(Self::Document(Some(Framed::Message { offset: 0, bytes })));
        }
        let size = longest + 1 + io::copy(&mut stream, &mut io::sink())?;
        bytes.truncate(HEAD);
        Ok(Self::Document(Some(Framed::TooLarge { offset: 0, size, head: bytes })))
    }

    /// The next piece; nothing at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Framed>> {
        match self {
            Self::Messages(reader) => reader.next_message(),
            Self::Document(document) => Ok(document.take()),
        }
    }
}
