//! How much of anything is read before it is refused.

/// Bounds on one message, and on what is kept of what is not one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one message; a longer one is skipped to its end and reported.
    pub message_bytes: usize,
    /// Segments of one message.
    pub segments: usize,
    /// Fields of one segment.
    pub fields: usize,
    /// Repetitions of one field.
    pub repetitions: usize,
    /// Bytes kept of what lies between messages, and of the beginning of one that is too long.
    pub noise_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            message_bytes: 64 * 1024 * 1024,
            segments: 50_000,
            fields: 2_000,
            repetitions: 10_000,
            noise_bytes: 4 * 1024,
        }
    }
}
