//! `dcr store restore`.

use std::path::{Path, PathBuf};

use clap::Args;
use dcr::access::{Activity, User};
use dcr::store::StoreError;
use dcr::store::sqlite::SqliteStore;

use crate::asking::{agent, caller, context, require, store_path};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

/// Put a backup in the place of the store
///
/// The backup is checked before anything is replaced. What came in since the backup is lost.
#[derive(Debug, Args)]
pub(crate) struct RestoreArgs {
    /// The backup
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Puts the backup in place.
pub(crate) fn run(session: &mut Session<'_>, args: &RestoreArgs) -> Result<ExitCode, CommandError> {
    let path = store_path(session)?;
    let user = administrator(session, &path, &args.file)?;
    if path.exists() {
        let what = format!("replace the store at {} (what came in since the backup is lost)", path.display());
        session.terminal.confirm(&what, session.agreed)?;
    }
    let check = SqliteStore::restore(&args.file, &path, context(), agent(&user))?;
    session.terminal.status(&format!("Restored the store: {} messages are what was received.", check.messages));
    Ok(ExitCode::Done)
}

/// The caller, as the store knows them; where it cannot be opened any more, as the backup does.
fn administrator(session: &Session<'_>, path: &Path, backup: &Path) -> Result<User, CommandError> {
    let mut known_in = match SqliteStore::open(path, context()) {
        Ok(store) => store,
        // Who may restore is for the store to say wherever it can.
        Err(error @ (StoreError::Locked | StoreError::ReadOnly | StoreError::Full)) => return Err(error.into()),
        Err(_) => SqliteStore::open(backup, context())?,
    };
    let user = caller(session, &mut known_in)?;
    require(session, &mut known_in, &user, (&[Activity::Administer], "restore the store"))?;
    Ok(user)
}
