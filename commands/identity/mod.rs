//! `dcr identity`: why several identities are one person, which wait for a decision, and taking them apart.

mod duplicates;
mod explain;
mod unlink;

use clap::Subcommand;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

/// See why several identities are one person, and take them apart
#[derive(Debug, Subcommand)]
pub(crate) enum IdentityCommand {
    Explain(explain::ExplainArgs),
    Duplicates(duplicates::DuplicatesArgs),
    Unlink(unlink::UnlinkArgs),
}

/// Runs one of them.
pub(crate) fn run(session: &mut Session<'_>, command: &IdentityCommand) -> Result<ExitCode, CommandError> {
    match command {
        IdentityCommand::Explain(args) => explain::run(session, args),
        IdentityCommand::Duplicates(args) => duplicates::run(session, args),
        IdentityCommand::Unlink(args) => unlink::run(session, args),
    }
}
