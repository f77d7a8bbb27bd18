//! `dcr config`: what is set, and where.

mod show;

use clap::Subcommand;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

/// See settings and where they come from
#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    Show(show::ShowArgs),
}

/// Runs one of them.
pub(crate) fn run(session: &mut Session<'_>, command: &ConfigCommand) -> Result<ExitCode, CommandError> {
    match command {
        ConfigCommand::Show(args) => show::run(session, args),
    }
}
