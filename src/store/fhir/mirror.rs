//! An embedded store in memory that holds what was fetched of one person, or of the hits of one search.

use std::collections::HashMap;

use serde_json::Value;

use super::chosen::Chosen;
use super::people::id_of;
use super::{Intake, ServerError};
use crate::access::User;
use crate::audit::{Action, Agent, Event};
use crate::store::sqlite::SqliteStore;
use crate::store::{Context, PatientId, StoreError};

/// Such a store, and what is where on the server.
pub(super) struct Mirror {
    pub(super) store: SqliteStore,
    /// The `Patient` behind each source patient, by its id.
    pub(super) remote: HashMap<PatientId, String>,
    /// Whom events are about that name no source patient: each `Patient` by its id, with an NHS number.
    pub(super) about: Vec<(String, Option<String>)>,
    /// The last event that the server has, or need not have.
    seen: i64,
    agent: Agent,
}

impl Mirror {
    /// An empty one, whose source patients are numbered after `last`.
    pub(super) fn new(context: &Context, user: &User, last: i64) -> Result<Self, StoreError> {
        let mut store = SqliteStore::in_memory(context.clone(), user, false)?;
        store.leave_out_patients(last)?;
        let seen = store.last_event()?;
        let agent = Agent {
            user: user.name.clone(),
            full_name: user.full_name.clone(),
            role: user.roles.first().map(|profile| profile.role.0.clone()),
            organisation: user.roles.first().map(|profile| profile.organisation.clone()),
        };
        Ok(Self { store, remote: HashMap::new(), about: Vec::new(), seen, agent })
    }

    /// Takes in what was fetched of one patient, and what they chose.
    pub(super) fn take(
        &mut self,
        patient: &Value,
        message: &Value,
        chosen: &Chosen,
        intake: &Intake,
    ) -> Result<(), StoreError> {
        let last = self.store.last_message()?;
        intake(&mut self.store, message.to_string().as_bytes())?;
        let what = "a question about a person";
        let applied = self.store.applied_after(last)?;
        let applied = applied.map_err(|reason| ServerError::malformed(what, reason))?;
        if applied.is_empty() {
            return Err(ServerError::malformed(what, "nothing in it could be read").into());
        }
        self.remote.extend(applied.into_iter().map(|id| (id, id_of(patient).to_owned())));
        self.state(chosen)
    }

    /// Takes in what somebody chose.
    pub(super) fn state(&mut self, chosen: &Chosen) -> Result<(), StoreError> {
        for held in &chosen.held {
            let source = format!("Consent/{}", held.id);
            self.store.keep_statement(held.number, held.statement.clone(), &source, &self.agent)?;
        }
        self.seen = self.store.last_event()?;
        Ok(())
    }

    /// The user, as the audit names them.
    pub(super) const fn agent(&self) -> &Agent {
        &self.agent
    }

    /// Takes what was written so far as not to be told.
    pub(super) fn forget_events(&mut self) -> Result<(), StoreError> {
        self.seen = self.store.last_event()?;
        Ok(())
    }

    /// The events that the gate wrote since, oldest first; they count as told from now on.
    pub(super) fn new_events(&mut self) -> Result<Vec<(i64, Event)>, StoreError> {
        let mut events = self.store.events_after(self.seen)?;
        self.seen = events.last().map_or(self.seen, |(sequence, _)| *sequence);
        events.retain(|(_, event)| event.action != Action::Ingest);
        Ok(events)
    }
}
