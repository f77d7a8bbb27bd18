//! `dcr store backup`.

use std::path::PathBuf;

use clap::Args;
use dcr::access::Activity;

use crate::asking::{agent, caller, open_store, require};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::terminal::Unit;

/// Copy the store to a new file while it stays in use
///
/// The copy is as confidential as the store: keep it where only you can read it.
#[derive(Debug, Args)]
pub(crate) struct BackupArgs {
    /// The new file
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Copies the store.
pub(crate) fn run(session: &mut Session<'_>, args: &BackupArgs) -> Result<ExitCode, CommandError> {
    let mut store = open_store(session)?;
    let user = caller(session, &mut store)?;
    require(session, &mut store, &user, (&[Activity::Administer], "back the store up"))?;
    let progress = session.terminal.progress("Copying", 0, Unit::Things);
    store.backup(&args.file, agent(&user), |done, total| {
        progress.of(u64::try_from(total).unwrap_or(0));
        progress.at(u64::try_from(done).unwrap_or(0));
    })?;
    drop(progress);
    session.terminal.status(&format!("Copied the store to {}", args.file.display()));
    Ok(ExitCode::Done)
}
