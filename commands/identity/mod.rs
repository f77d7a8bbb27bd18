//! `dcr identity`: why several identities are one person, and which wait for a decision.

mod duplicates;
mod explain;

use clap::Subcommand;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

/// See why several identities are one person, and which wait for a decision
#[derive(Debug, Subcommand)]
pub(crate) enum IdentityCommand {
    Explain(explain::ExplainArgs),
    Duplicates(duplicates::DuplicatesArgs),
}

/// Runs one of them.
pub(crate) fn run(session: &mut Session<'_>, command: &IdentityCommand) -> Result<ExitCode, CommandError> {
    match command {
        IdentityCommand::Explain(args) => explain::run(session, args),
        IdentityCommand::Duplicates(args) => duplicates::run(session, args),
    }
}
