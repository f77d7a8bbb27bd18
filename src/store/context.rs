//! Time and randomness, handed in so that a test can fix them.

use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;

use crate::coding::Marker;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The time now.
    fn now(&self) -> Timestamp;
}

/// The clock of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// A clock that stands still.
impl Clock for Timestamp {
    fn now(&self) -> Timestamp {
        *self
    }
}

/// What a store needs from outside besides its file.
#[derive(Clone)]
pub struct Context {
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The releases of terminologies whose terms are shown beside a record, by name. The audit event
    /// of each view names them.
    pub terms_of: Vec<String>,
    /// The releases by which entries are labelled as they are taken in; without, the list that is
    /// built in labels alone.
    pub marker: Option<Arc<Marker>>,
}

impl Default for Context {
    fn default() -> Self {
        Self { clock: Arc::new(SystemClock), terms_of: Vec::new(), marker: None }
    }
}

impl Context {
    /// A context in which time stands still.
    pub fn fixed(now: Timestamp) -> Self {
        Self { clock: Arc::new(now), terms_of: Vec::new(), marker: None }
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }
}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Context")
    }
}
