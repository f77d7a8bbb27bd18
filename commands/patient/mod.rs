//! `dcr patient`: find people, and see who they are.

mod find;
mod query;
mod show;

use clap::Subcommand;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

/// Find people and see who they are
#[derive(Debug, Subcommand)]
pub(crate) enum PatientCommand {
    Find(find::FindArgs),
    Show(show::ShowArgs),
}

/// Runs one of them.
pub(crate) fn run(session: &mut Session<'_>, command: &PatientCommand) -> Result<ExitCode, CommandError> {
    match command {
        PatientCommand::Find(args) => find::run(session, args),
        PatientCommand::Show(args) => show::run(session, args),
    }
}
