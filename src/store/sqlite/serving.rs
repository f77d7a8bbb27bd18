//! The store as it is served.

use super::SqliteStore;
use crate::audit::{Action, Agent, Event, EventOutcome};
use crate::store::StoreError;

impl SqliteStore {
    /// Writes to the audit that the store is served from now on, or no longer: an administrative act.
    /// Whether `agent` may is for the caller to have checked.
    ///
    /// # Errors
    /// Where the audit cannot be written: then nothing may be served.
    pub fn record_serving(&mut self, what: &str, agent: &Agent) -> Result<(), StoreError> {
        let now = self.context.now();
        let event = Event {
            detail: Some(what.to_owned()),
            ..Event::new(now, Action::Administration, EventOutcome::Success, agent.clone())
        };
        self.commit_event(&event).map(|_proof| ())
    }
}
