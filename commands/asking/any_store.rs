//! A store of either kind.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use dcr::audit::Agent;
use dcr::consent::plan::PlanRow;
use dcr::store::fhir::FhirStore;
use dcr::store::sqlite::{Changed, ChoiceChange, PersonChoices, Recorder, SqliteStore};
use dcr::store::{PatientRef, Store};

use super::server::connect;
use super::store::{open_store_showing, request_id};
use crate::error::CommandError;
use crate::session::Session;
use crate::store_url::StoreUrl;
use crate::terminology::marker;

/// A store of either kind. What both can do is in [`Store`], to which it dereferences.
pub(crate) enum AnyStore {
    /// A file on this machine.
    Embedded(Box<SqliteStore>),
    /// A FHIR server.
    Server(Box<FhirStore>),
}

/// Opens the store that the settings name, of either kind; every view of it says in its audit event that
/// terms of these releases are shown.
pub(crate) fn open_any(session: &mut Session<'_>, terms_of: Vec<String>) -> Result<AnyStore, CommandError> {
    let StoreUrl::Server(base) = session.settings.store.value.clone() else {
        return Ok(AnyStore::Embedded(Box::new(open_store_showing(session, terms_of)?)));
    };
    let marker = marker(session).map(Arc::new);
    Ok(AnyStore::Server(Box::new(connect(session, &base, terms_of, marker)?)))
}

impl AnyStore {
    /// Says what a reader must know of how a server answered.
    pub(crate) fn tell(&mut self, session: &mut Session<'_>) {
        if let Self::Server(server) = self {
            for notice in server.take_notices() {
                session.terminal.warning(&notice.to_string());
            }
        }
    }

    /// What tells this store from any other.
    pub(crate) fn namespace(&self, session: &Session<'_>) -> Result<String, CommandError> {
        match self {
            Self::Embedded(store) => Ok(store.info()?.created),
            Self::Server(_) => Ok(session.settings.store.value.to_string()),
        }
    }

    /// What a person chose.
    pub(crate) fn choices_of(&mut self, patient: &PatientRef, agent: &Agent) -> Result<PersonChoices, CommandError> {
        Ok(match self {
            Self::Embedded(store) => store.choices_of(patient, agent)?,
            Self::Server(server) => server.choices_of(patient, agent, &request_id())?,
        })
    }

    /// What a change of somebody's choice would do.
    pub(crate) fn preview_choice(&mut self, change: &ChoiceChange, agent: &Agent) -> Result<PlanRow, CommandError> {
        Ok(match self {
            Self::Embedded(store) => store.preview_choice(change, agent)?,
            Self::Server(server) => server.preview_choice(change, agent, &request_id())?,
        })
    }

    /// Changes somebody's choice, as an administrator.
    pub(crate) fn change_choice(&mut self, change: &ChoiceChange, agent: &Agent) -> Result<Changed, CommandError> {
        Ok(match self {
            Self::Embedded(store) => store.change_choice(change, Recorder::Administrator, agent)?,
            Self::Server(server) => server.change_choice(change, agent, &request_id())?,
        })
    }

    /// The store as the browser takes it.
    pub(crate) fn boxed(self) -> Box<dyn Store> {
        match self {
            Self::Embedded(store) => store,
            Self::Server(server) => server,
        }
    }
}

impl Deref for AnyStore {
    type Target = dyn Store;

    fn deref(&self) -> &Self::Target {
        match self {
            Self::Embedded(store) => &**store,
            Self::Server(server) => &**server,
        }
    }
}

impl DerefMut for AnyStore {
    fn deref_mut(&mut self) -> &mut Self::Target {
        match self {
            Self::Embedded(store) => &mut **store,
            Self::Server(server) => &mut **server,
        }
    }
}
