//! How much, and for how long.

use std::time::Duration;

/// How much a client may send or hold, and how long it may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Connections open at once. One more is answered with [`Trouble::Crowded`](super::Trouble) or closed.
    pub connections: usize,
    /// Bytes of the request line and the headers; at least 8192.
    pub head: usize,
    /// How many headers.
    pub headers: usize,
    /// Until the whole head is there; also how long an idle connection is kept.
    pub head_time: Duration,
    /// Bytes of the body.
    pub body: usize,
    /// Until the whole body is there.
    pub body_time: Duration,
    /// Until the handler has answered.
    pub answer_time: Duration,
    /// How long writing an answer may stand still.
    pub write_time: Duration,
    /// Until TLS is agreed.
    pub handshake_time: Duration,
    /// How long requests that are under way may take when the server is told to stop.
    pub drain_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 512,
            head: 16 * 1024,
            headers: 64,
            head_time: Duration::from_secs(10),
            body: 1024 * 1024,
            body_time: Duration::from_secs(30),
            answer_time: Duration::from_mins(1),
            write_time: Duration::from_secs(30),
            handshake_time: Duration::from_secs(10),
            drain_time: Duration::from_secs(30),
        }
    }
}
