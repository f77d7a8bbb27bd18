//! Takes down what is sent and what comes.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::record::{Direction, Exchange};
use crate::conformance::hash::sha256;
use crate::conformance::script::Redactor;

/// The most bytes that are kept of one message; the hash is of all that is kept.
const MOST_KEPT: usize = 1 << 20;

/// Takes down what is sent and what comes; copies share what they take down.
#[derive(Clone)]
pub(super) struct Recorder {
    began: Instant,
    redactor: Redactor,
    taken: Arc<Mutex<Taken>>,
}

struct Taken {
    turn: usize,
    exchanges: Vec<Exchange>,
}

/// What is taken down.
pub(super) struct Note<'a> {
    pub(super) at: Instant,
    pub(super) actor: &'a str,
    pub(super) direction: Direction,
    pub(super) transport: &'static str,
    pub(super) connection: u64,
    pub(super) label: String,
    pub(super) size: u64,
    pub(super) defects: Vec<String>,
    pub(super) bytes: &'a [u8],
}

impl Recorder {
    pub(super) fn new(redactor: Redactor) -> Self {
        let taken = Taken { turn: 0, exchanges: Vec::new() };
        Self { began: Instant::now(), redactor, taken: Arc::new(Mutex::new(taken)) }
    }

    /// Microseconds of the run at a moment.
    pub(super) fn micros(&self, at: Instant) -> u64 {
        u64::try_from(at.saturating_duration_since(self.began).as_micros()).unwrap_or(u64::MAX)
    }

    /// What comes from now on belongs to this turn.
    pub(super) fn turn(&self, turn: usize) {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).turn = turn;
    }

    pub(super) fn take(&self, note: Note<'_>) {
        // Secrets are taken out before the end is cut off, which could leave half of one.
        let hidden = if self.redactor.is_idle() { None } else { self.redactor.bytes(note.bytes) };
        let whole = hidden.as_deref().unwrap_or(note.bytes);
        let bytes = &whole[..whole.len().min(MOST_KEPT)];
        let sha256 = sha256(bytes);
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let exchange = Exchange {
            at_us: self.micros(note.at),
            turn: taken.turn,
            actor: note.actor.to_owned(),
            direction: note.direction,
            transport: note.transport.to_owned(),
            connection: note.connection,
            label: self.redactor.text(&note.label),
            size: note.size,
            sha256,
            defects: note.defects,
            redacted: hidden.is_some(),
            bytes: STANDARD.encode(bytes),
        };
        taken.exchanges.push(exchange);
    }

    /// All that was taken down, in order of time.
    pub(super) fn finish(self) -> Vec<Exchange> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let mut exchanges = std::mem::take(&mut taken.exchanges);
        exchanges.sort_by_key(|exchange| exchange.at_us);
        exchanges
    }
}
