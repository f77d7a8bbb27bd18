//! A stream of messages into the store, batch by batch.

use std::fmt;
use std::io::{self, BufRead};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use jiff::Timestamp;

use super::pieces::Pieces;
use super::receive::{self, Death, Piece};
use super::totals::Totals;
use crate::audit::Agent;
use crate::interchange::hl7v2::{Dialect, Framed, Limits};
use crate::record::NhsNumber;
use crate::record::SourceLocation;
use crate::store::StoreError;
use crate::store::sqlite::SqliteStore;

/// The most messages in one commit, where nobody says otherwise.
const BATCH: usize = 1_000;
/// How long the store is left to others between two commits.
const LET_OTHERS_IN: Duration = Duration::from_millis(3);
/// The most bytes in one commit.
const BATCH_BYTES: usize = 16 << 20;

/// Why a run ended before its stream did. What was committed before stays.
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    /// The stream could not be read.
    #[error("the stream could not be read after {0} bytes")]
    Read(u64, #[source] io::Error),
    /// The store failed; the messages of the last batch were not kept.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The caller asked to stop; every message read so far was kept.
    #[error("interrupted; what was read so far is kept")]
    Interrupted(Totals),
}

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Where in the stream, in bytes.
    pub offset: u64,
    /// The counts so far.
    pub totals: Totals,
}

/// When messages count as received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reception {
    /// By the store's own clock.
    Now,
    /// When its source sent it, and never earlier than the one before it. For building a store from
    /// history, such as the demo.
    WhenSent,
    /// All at this time: what came then does not say when it was sent. For building from history.
    At(Timestamp),
}

/// How to take a stream in.
#[derive(Clone)]
pub struct Ingest<'a> {
    /// What the stream is, for dead letters: a file's name, or where it came from.
    pub origin: &'a str,
    /// Who takes it in.
    pub agent: Agent,
    /// The dialect, where it is not to be recognised message by message.
    pub dialect: Option<&'static Dialect>,
    /// Bounds for one message.
    pub limits: Limits,
    /// When each message counts as received.
    pub received: Reception,
    /// The most messages in one commit. While one is open every other process waits, also to look:
    /// a search writes its audit event. More of them in one write each page of the file less often.
    pub batch: usize,
    /// Whose record was asked for, where the stream answers a question: what it says of anybody else is
    /// not taken in.
    pub asked: Option<NhsNumber>,
    /// Set from outside to stop after the message at hand.
    pub stop: Option<&'a AtomicBool>,
}

impl fmt::Debug for Ingest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ingest({})", self.origin)
    }
}

impl<'a> Ingest<'a> {
    /// The usual way: dialects recognised, usual bounds, the store's clock.
    pub fn new(origin: &'a str, agent: Agent) -> Self {
        Self {
            origin,
            agent,
            dialect: None,
            limits: Limits::default(),
            received: Reception::Now,
            batch: BATCH,
            asked: None,
            stop: None,
        }
    }

    /// As many messages in one commit as is good for building a store that nobody looks at yet.
    pub const BULK: usize = 10_000;

    /// Takes in a whole stream. `progress` is told after each commit.
    ///
    /// # Errors
    /// Where the stream or the store fails, or the caller asks to stop. What cannot be read in the
    /// stream is no error: it becomes a dead letter.
    pub fn run(
        &self,
        store: &mut SqliteStore,
        stream: impl BufRead,
        mut progress: impl FnMut(Progress),
    ) -> Result<Totals, FeedError> {
        let processing = SqliteStore::processing("ingest");
        let mut reader = Pieces::of(stream, self.limits).map_err(|error| FeedError::Read(0, error))?;
        let mut totals = Totals::default();
        let (mut offset, mut clock) = (0, Arrival::of(self));
        loop {
            // Read before the store is held: a stream that comes slowly must keep nobody waiting.
            let (pieces, ended) = self.gather(&mut reader).map_err(|error| FeedError::Read(offset, error))?;
            let (mut writer, mut batch) = (store.write(&processing)?, Totals::default());
            for framed in &pieces {
                offset = framed.offset() + framed.bytes().len() as u64;
                batch.count(receive::receive(&mut writer, self, &mut clock, &piece(framed))?);
            }
            writer.commit()?;
            totals += batch;
            progress(Progress { offset, totals });
            if ended {
                return Ok(totals);
            }
            if self.stopped() {
                return Err(FeedError::Interrupted(totals));
            }
            // Whoever waits to look gets in here; SQLite keeps no queue.
            std::thread::sleep(LET_OTHERS_IN);
        }
    }

    /// The messages of one commit, and whether the stream ended with them.
    fn gather(&self, reader: &mut Pieces<impl BufRead>) -> io::Result<(Vec<Framed>, bool)> {
        let (mut pieces, mut bytes) = (Vec::new(), 0);
        while pieces.len() < self.batch && bytes < BATCH_BYTES && !self.stopped() {
            let Some(framed) = reader.next()? else { return Ok((pieces, true)) };
            bytes += framed.bytes().len();
            pieces.push(framed);
        }
        Ok((pieces, false))
    }

    fn stopped(&self) -> bool {
        self.stop.is_some_and(|stop| stop.load(Ordering::Relaxed))
    }
}

/// The clock of one run.
pub(super) struct Arrival {
    reception: Reception,
    last: Option<Timestamp>,
}

impl Arrival {
    const fn of(ingest: &Ingest<'_>) -> Self {
        Self { reception: ingest.received, last: None }
    }

    /// When a message that was sent then counts as received, by a clock that shows `now`.
    pub(super) fn received(&mut self, sent: Option<Timestamp>, now: Timestamp) -> Timestamp {
        match self.reception {
            Reception::Now => now,
            Reception::At(at) => at,
            Reception::WhenSent => {
                let at = sent.or(self.last).unwrap_or(now).max(self.last.unwrap_or(Timestamp::MIN));
                self.last = Some(at);
                at
            }
        }
    }
}

/// A piece of the stream: a message, or why it is none.
fn piece(framed: &Framed) -> Piece<'_> {
    let unplaced = |reason| Some(Death { reason, location: None });
    let problem = match framed {
        Framed::Message { .. } => None,
        Framed::Truncated { bytes, .. } => Some(broken_off(bytes)),
        Framed::TooLarge { size, .. } => unplaced(format!(
            "the message has {size} bytes, more than one message may have; only its beginning is kept; \
             ask the sender to send it in parts"
        )),
        Framed::Noise { size, .. } => unplaced(format!("{size} bytes between messages that are none")),
    };
    Piece { offset: framed.offset(), bytes: framed.bytes(), problem }
}

/// Where a message that has no end breaks off: the last of its lines, and the field of that.
fn broken_off(bytes: &[u8]) -> Death {
    let why = "the stream breaks off inside this message: its last segment or its frame has no end";
    let lines: Vec<&[u8]> = bytes
        .split(|byte| matches!(byte, b'\r' | b'\n'))
        .map(<[u8]>::trim_ascii)
        .filter(|line| !line.is_empty())
        .collect();
    let last = lines.last().copied().unwrap_or_default();
    let name = last.get(..3).filter(|name| name.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()));
    let (Some(name), Some(delimiter)) = (name, lines.first().and_then(|line| line.iter().find(|byte| **byte == b'|')))
    else {
        return Death { reason: why.to_owned(), location: None };
    };
    let segment = String::from_utf8_lossy(name).into_owned();
    let fields = memchr::memchr_iter(*delimiter, last).count() + usize::from(&*segment == "MSH");
    let field = u16::try_from(fields).ok().filter(|field| *field > 0);
    let place = field.map_or_else(|| segment.clone(), |field| format!("{segment}-{field}"));
    let ordinal = u32::try_from(lines.len()).unwrap_or(u32::MAX);
    Death {
        reason: format!("line {ordinal}, {place}: {why}"),
        location: Some(SourceLocation { segment, ordinal, set_id: None, field }),
    }
}
