//! What the browser is started with.

use std::sync::Arc;

use jiff::Timestamp;

use crate::access::Purpose;
use crate::coding::Marker;
use crate::store::{Clock, PatientRef, SystemClock};

/// A person worth opening, for the first screen of a demo.
#[derive(Debug, Clone)]
pub struct Story {
    /// What is told, such as `A merge of two numbers`.
    pub title: String,
    /// What to look at and which key shows it.
    pub hint: String,
    /// Whose record.
    pub patient: PatientRef,
}

/// How the browser starts.
#[derive(Clone)]
pub struct Start {
    /// The purpose until another is chosen.
    pub purpose: Purpose,
    /// The incident that record operations serve, where it was given.
    pub incident: Option<String>,
    /// The opening list of a demo; empty for a real store.
    pub stories: Vec<Story>,
    /// Whether to use colour. Words and signs carry the meaning either way.
    pub colour: bool,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Begins the id of every request of this session in the audit; unique to the session.
    pub session: String,
    /// The global arguments that name this store and user again, such as `--store demo --as a.patel`.
    pub arguments: String,
    /// Show what the store knew then; `None` is now.
    pub as_of: Option<Timestamp>,
    /// Show what was true then; `None` is no restriction.
    pub valid_at: Option<Timestamp>,
    /// The terminologies whose terms are shown beside a record, and in which codes are looked up.
    pub marker: Option<Arc<Marker>>,
}

impl Default for Start {
    fn default() -> Self {
        Self {
            purpose: Purpose::default(),
            incident: None,
            stories: Vec::new(),
            colour: true,
            clock: Arc::new(SystemClock),
            session: "browser".to_owned(),
            arguments: String::new(),
            as_of: None,
            valid_at: None,
            marker: None,
        }
    }
}
