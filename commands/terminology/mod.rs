//! `dcr terminology`: SNOMED CT, Read v2, CTV3, dm+d and the maps between them, offline.

mod check;
mod error;
mod load;
mod loading;
mod place;
mod records;
mod status;

use clap::Subcommand;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

pub(crate) use place::{catalogue, open_where_loaded};

/// Load and ask SNOMED CT, Read v2, CTV3, dm+d and the maps between them
///
/// Nothing here touches a record but `check --records`. Everything is answered from the releases
/// that were loaded on this machine, and every answer names its release.
#[derive(Debug, Subcommand)]
pub(crate) enum TerminologyCommand {
    Load(load::LoadArgs),
    Status(status::StatusArgs),
    Check(check::CheckArgs),
}

/// Runs one of them.
pub(crate) fn run(session: &mut Session<'_>, command: &TerminologyCommand) -> Result<ExitCode, CommandError> {
    match command {
        TerminologyCommand::Load(args) => load::run(session, args),
        TerminologyCommand::Status(args) => status::run(session, args),
        TerminologyCommand::Check(args) => check::run(session, args),
    }
}
