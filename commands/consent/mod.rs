//! `dcr consent`: who may see a record, decided, explained and changed.

mod policy;

use clap::Subcommand;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

/// Say who may see a record, explain it, and change what people chose
#[derive(Debug, Subcommand)]
pub(crate) enum ConsentCommand {
    Policy(policy::PolicyArgs),
}

/// Runs one of them.
pub(crate) fn run(session: &mut Session<'_>, command: &ConsentCommand) -> Result<ExitCode, CommandError> {
    match command {
        ConsentCommand::Policy(args) => policy::run(session, args),
    }
}
