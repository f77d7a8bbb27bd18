//! Opens the store that the settings name.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use dcr::access::{Reason, User};
use dcr::store::sqlite::SqliteStore;
use dcr::store::{Context, Fault, ViewRequest};

use crate::error::CommandError;
use crate::session::Session;
use crate::store_url::StoreUrl;
use crate::terminology::marker;

/// The file of the store that the settings name.
pub(crate) fn store_path(session: &Session<'_>) -> Result<PathBuf, CommandError> {
    if let StoreUrl::Server(base) = &session.settings.store.value {
        let error = CommandError::usage(format!("this needs a store on this machine, and {base} is a server"));
        return Err(error.hint("`patient`, `record`, `consent`, `audit` and `browse` work on a server too, as far as it goes; name a store with `--store sqlite:PATH`"));
    }
    let path = session.settings.store.value.path(session.environment.folders.as_ref());
    path.ok_or_else(|| {
        CommandError::usage("no home folder is known, so there is no place for a store")
            .hint("name one with `--store sqlite:PATH`")
    })
}

/// Opens that store.
pub(crate) fn open_store(session: &mut Session<'_>) -> Result<SqliteStore, CommandError> {
    open_store_showing(session, Vec::new())
}

/// Opens that store; every view of it says in its audit event that terms of these releases are shown.
pub(crate) fn open_store_showing(
    session: &mut Session<'_>,
    terms_of: Vec<String>,
) -> Result<SqliteStore, CommandError> {
    let path = store_path(session)?;
    let fault = session.environment.variable("DCR_FAULT").map(Fault::parse).unwrap_or_default();
    session.terminal.detail(&format!("store {}", path.display()));
    Ok(SqliteStore::open(&path, Context { terms_of, fault, ..context() })?)
}

/// Opens that store to take messages in: what they say is labelled by the releases that are loaded.
pub(crate) fn open_store_labelling(session: &mut Session<'_>) -> Result<SqliteStore, CommandError> {
    let path = store_path(session)?;
    session.terminal.detail(&format!("store {}", path.display()));
    let marker = marker(session).map(Arc::new);
    Ok(SqliteStore::open(&path, Context { marker, ..context() })?)
}

/// A request for a view.
pub(crate) fn request(user: User, reason: Reason) -> ViewRequest {
    ViewRequest { user, reason, request: request_id() }
}

/// What every store is opened with.
pub(crate) fn context() -> Context {
    Context { request: Some(request_id()), ..Context::default() }
}

/// The id by which all audit events of this call are found: one process is one call. It need not be
/// secret, only unique.
pub(crate) fn request_id() -> String {
    static ID: OnceLock<String> = OnceLock::new();
    let random = || RandomState::new().build_hasher().finish();
    ID.get_or_init(|| format!("{:016x}{:016x}", random(), random())).clone()
}
