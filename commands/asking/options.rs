//! The options of a look at one person, and the opening of it.

use clap::Args;
use dcr::coding::Marker;
use dcr::store::Viewing;
use dcr::store::view::Page;
use jiff::Timestamp;

use super::{AnyStore, PatientArg, ReasonArgs, caller, open_any, request};
use crate::error::CommandError;
use crate::session::Session;
use crate::terminology::marker;

/// Whose record, and why.
#[derive(Debug, Args)]
pub(crate) struct ViewArgs {
    #[command(flatten)]
    patient: PatientArg,
    #[command(flatten)]
    reason: ReasonArgs,
}

/// A part of a long list.
#[derive(Debug, Args)]
pub(crate) struct PageArgs {
    /// The most to show; 0 means all
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    pub(crate) limit: usize,
    /// How many to skip
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    pub(crate) offset: usize,
}

impl PageArgs {
    /// The page, of what was known then or is known now.
    pub(crate) const fn page(&self, as_of: Option<Timestamp>) -> Page {
        Page { offset: self.offset, limit: self.limit, as_of }
    }
}

/// An open record.
pub(crate) struct Opened {
    /// The store.
    pub(crate) store: AnyStore,
    /// The licence to see it.
    pub(crate) viewing: Viewing,
}

impl ViewArgs {
    /// Opens the record: store, user, patient, reason, decision, audit.
    pub(crate) fn open(&self, session: &mut Session<'_>) -> Result<Opened, CommandError> {
        self.open_showing(session, Vec::new())
    }

    /// Opens the record to show terms of the releases that are loaded beside it; its audit event names
    /// them.
    pub(crate) fn open_with_terms(&self, session: &mut Session<'_>) -> Result<(Opened, Option<Marker>), CommandError> {
        let marker = marker(session);
        let releases = marker.as_ref().map(Marker::releases).unwrap_or_default();
        let opened = self.open_showing(session, releases)?;
        Ok((opened, marker))
    }

    fn open_showing(&self, session: &mut Session<'_>, terms_of: Vec<String>) -> Result<Opened, CommandError> {
        let mut store = open_any(session, terms_of)?;
        let user = caller(session, &mut *store)?;
        let patient = self.patient.read(session)?;
        let reason = self.reason.read(session)?;
        let viewing = store.open(&request(user, reason), &patient)?;
        store.tell(session);
        Ok(Opened { store, viewing })
    }
}
