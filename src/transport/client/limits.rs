//! How long and how much.

use std::time::Duration;

/// The bounds of each exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// For making the connection, TLS included.
    pub connect: Duration,
    /// Between two pieces of an answer.
    pub read: Duration,
    /// For a whole answer.
    pub total: Duration,
    /// The most bytes of an answer, unpacked.
    pub bytes: usize,
    /// How often a question is asked at most, where the server says that it is busy.
    pub tries: u32,
    /// The pause before the second try; each further one doubles it.
    pub first_pause: Duration,
    /// The longest pause, also where the server asks for a longer one: then it counts as busy.
    pub longest_pause: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            read: Duration::from_secs(30),
            total: Duration::from_mins(2),
            bytes: 64 << 20,
            tries: 5,
            first_pause: Duration::from_millis(500),
            longest_pause: Duration::from_mins(1),
        }
    }
}

/// Certificates beyond those of the machine, in PEM.
#[derive(Clone, Default)]
pub struct TlsFiles {
    /// Authorities to trust besides those of the machine.
    pub authorities: Option<Vec<u8>>,
    /// The client's own certificate and its key.
    pub identity: Option<Vec<u8>>,
}

impl std::fmt::Debug for TlsFiles {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TlsFiles(‹masked›)")
    }
}
