//! Time and randomness, handed in so that a test can fix them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::{fmt, io};

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

/// Gives bytes that nobody can foretell.
pub trait Randomness: Send + Sync {
    /// Fills all of `bytes`.
    ///
    /// # Errors
    /// Where the system gives none.
    fn fill(&self, bytes: &mut [u8]) -> io::Result<()>;
}

/// The randomness of the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemRandomness;

impl Randomness for SystemRandomness {
    fn fill(&self, bytes: &mut [u8]) -> io::Result<()> {
        getrandom::fill(bytes).map_err(io::Error::other)
    }
}

/// Bytes that are the same at each run, for tests: a counter.
#[derive(Debug, Default)]
pub struct Counted(AtomicU64);

impl Randomness for Counted {
    fn fill(&self, bytes: &mut [u8]) -> io::Result<()> {
        let number = self.0.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        for (byte, digit) in bytes.iter_mut().rev().zip(number.iter().rev().chain(std::iter::repeat(&0))) {
            *byte = *digit;
        }
        Ok(())
    }
}

/// What a store needs from outside besides its file.
#[derive(Clone)]
pub struct Context {
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The randomness. Each audit event gets some, so that its hash tells nothing of it.
    pub randomness: Arc<dyn Randomness>,
    /// The releases of terminologies whose terms are shown beside a record, by name. The audit event
    /// of each view names them.
    pub terms_of: Vec<String>,
    /// The call that is served: every audit event that names none of its own names this one.
    pub request: Option<String>,
    /// Where the process is to end without warning; nowhere but in tests.
    pub fault: Fault,
    /// The releases by which entries are labelled as they are taken in; without, the list that is
    /// built in labels alone.
    pub marker: Option<Arc<Marker>>,
}

/// A place at which the process is killed, so that a test outside it can see what is left. For tests
/// alone: `DCR_FAULT=apply:12` kills at the twelfth step of applying a plan.
#[derive(Clone, Default)]
pub struct Fault {
    job: String,
    left: Option<Arc<AtomicU64>>,
}

impl Fault {
    /// Reads a place: the name of a job, a colon and the number of its step, from 1. What is no place
    /// is none.
    pub fn parse(text: &str) -> Self {
        let Some((job, step)) = text.split_once(':') else { return Self::default() };
        let left = step.parse().ok().filter(|step| *step > 0);
        Self { job: job.to_owned(), left: left.map(|step| Arc::new(AtomicU64::new(step))) }
    }

    /// One step of a job: the process is killed here where this is the place.
    pub fn step(&self, job: &str) {
        let Some(left) = self.left.as_ref().filter(|_| self.job == job) else { return };
        if left.fetch_sub(1, Ordering::Relaxed) == 1 {
            // As sudden as anything can be: nothing is flushed, no destructor runs.
            let _sent = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL);
        }
    }
}

impl Default for Context {
    fn default() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            randomness: Arc::new(SystemRandomness),
            terms_of: Vec::new(),
            request: None,
            fault: Fault::default(),
            marker: None,
        }
    }
}

impl Context {
    /// A context in which time stands still and randomness only counts.
    pub fn fixed(now: Timestamp) -> Self {
        Self { clock: Arc::new(now), randomness: Arc::new(Counted::default()), ..Self::default() }
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
