//! `dcr identity`: why several identities are one person.

mod explain;

use clap::Subcommand;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

/// See why several identities are one person
#[derive(Debug, Subcommand)]
pub(crate) enum IdentityCommand {
    Explain(explain::ExplainArgs),
}

/// Runs one of them.
pub(crate) fn run(session: &mut Session<'_>, command: &IdentityCommand) -> Result<ExitCode, CommandError> {
    match command {
        IdentityCommand::Explain(args) => explain::run(session, args),
    }
}
