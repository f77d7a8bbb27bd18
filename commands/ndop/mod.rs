//! `dcr ndop`: the national data opt-out, on an extract.

mod apply;
mod cleaned;
mod outcome;
mod request;
mod source;

use clap::Subcommand;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

/// Uphold the national data opt-out on an extract for research or planning
///
/// The opt-out is about uses beyond a person's own care. It is asked about for each extract, kept
/// nowhere, and never hides a record from those who care for the person.
#[derive(Debug, Subcommand)]
pub(crate) enum NdopCommand {
    Request(request::RequestArgs),
    Apply(apply::ApplyArgs),
}

/// Runs one of them.
pub(crate) fn run(session: &mut Session<'_>, command: &NdopCommand) -> Result<ExitCode, CommandError> {
    match command {
        NdopCommand::Request(args) => request::run(session, args),
        NdopCommand::Apply(args) => apply::run(session, args),
    }
}
