//! What has come to an actor and was not asked for yet.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Instant;

use tokio::sync::mpsc;

use crate::conformance::check::Received;

/// How much may wait for one actor; a peer that sends more is not read until some is taken.
pub(super) const MOST_WAITING: usize = 1_000;

/// Something that came.
#[derive(Debug)]
pub(super) struct Arrival {
    pub(super) at: Instant,
    pub(super) connection: u64,
    pub(super) kind: ArrivalKind,
}

#[derive(Debug)]
pub(super) enum ArrivalKind {
    /// A message or an answer.
    Message(Box<Received>),
    /// The peer ended the connection, or it broke; why.
    Ended(String),
}

/// What has come to an actor.
pub(super) struct Inbox {
    queue: mpsc::Receiver<Arrival>,
    pub(super) waiting: VecDeque<Arrival>,
}

impl Inbox {
    pub(super) fn new() -> (mpsc::Sender<Arrival>, Self) {
        let (sender, queue) = mpsc::channel(MOST_WAITING);
        (sender, Self { queue, waiting: VecDeque::new() })
    }

    /// Takes in what has come by now.
    pub(super) fn look(&mut self) {
        while self.waiting.len() < MOST_WAITING
            && let Ok(arrival) = self.queue.try_recv()
        {
            self.waiting.push_back(arrival);
        }
    }

    /// Waits for one more to come; `false` where none did before the deadline.
    pub(super) async fn wait(&mut self, deadline: tokio::time::Instant) -> bool {
        match tokio::time::timeout_at(deadline, self.queue.recv()).await {
            Ok(Some(arrival)) => {
                self.waiting.push_back(arrival);
                true
            }
            Ok(None) | Err(_) => false,
        }
    }
}

/// Certificates that all messages of a connection share.
pub(super) type Certificates = Arc<Vec<Vec<u8>>>;
