//! What of a script is played, and how.

use std::time::Duration;

use crate::transport::mllp::Limits;

/// What of a script is played, and how.
#[derive(Debug, Clone)]
pub struct Options {
    /// Only these scenarios, by their ids; all where there are none.
    pub only: Vec<String>,
    /// Only scenarios with one of these tags; all where there are none.
    pub tags: Vec<String>,
    /// Whether the first scenario that fails is the last.
    pub fail_fast: bool,
    /// How often everything is played.
    pub repeat: u32,
    /// Hosts besides this machine that may be spoken to.
    pub allow: Vec<String>,
    /// The name of the system that is tested, for reports.
    pub system: String,
    /// Bounds of connections.
    pub limits: Limits,
    /// How long an HTTP server may take.
    pub http: Duration,
    /// How long a manual step is given is the person's to say; this bounds everything else in a turn.
    pub turn: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            only: Vec::new(),
            tags: Vec::new(),
            fail_fast: false,
            repeat: 1,
            allow: Vec::new(),
            system: "the system under test".to_owned(),
            limits: Limits::default(),
            http: Duration::from_mins(1),
            turn: Duration::from_mins(30),
        }
    }
}
