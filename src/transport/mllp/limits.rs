//! How much and how long.

use std::time::Duration;

/// Bounds of connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The longest payload, in bytes; a longer one is skipped to its end and reported.
    pub payload_bytes: usize,
    /// How long a connection may take to be made, its TLS handshake included.
    pub connect: Duration,
    /// How long the peer may take nothing of what is written.
    pub write: Duration,
    /// How many connections a listener holds at once; more wait to be accepted.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            payload_bytes: 64 << 20,
            connect: Duration::from_secs(10),
            write: Duration::from_secs(30),
            connections: 256,
        }
    }
}
