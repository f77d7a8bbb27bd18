//! What came, as checks see it.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio_util::bytes::Bytes;

use crate::transport::mllp::FrameDefect;

/// What came: a message, or an answer of HTTP.
#[derive(Clone, Default)]
pub struct Received {
    /// The message or body, without its frame.
    pub body: Bytes,
    /// The bytes as they came.
    pub raw: Bytes,
    /// What is wrong with its frame.
    pub defects: Vec<FrameDefect>,
    /// The status of HTTP.
    pub status: Option<u16>,
    /// The headers of HTTP, in order.
    pub headers: Vec<(String, String)>,
    /// How long it took: since what it answers was sent, or since it was waited for.
    pub duration: Duration,
    /// The certificates of the peer (DER), its own first.
    pub certificates: Arc<Vec<Vec<u8>>>,
}

impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Received({} bytes in {:?})", self.body.len(), self.duration)
    }
}

impl Received {
    /// The body as text, where it is UTF-8.
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.body).ok()
    }
}
