//! `dcr connectathon`: resources and messages against their standards.

mod codes;
mod loaded;
mod messages;
mod packages;
mod report;
mod validate;

use clap::Subcommand;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

/// Check resources and messages against FHIR, HL7 v2 and their profiles, offline
#[derive(Debug, Subcommand)]
pub(crate) enum ConnectathonCommand {
    Validate(validate::ValidateArgs),
    #[command(subcommand)]
    Packages(packages::PackagesCommand),
}

/// Runs one of them.
pub(crate) fn run(session: &mut Session<'_>, command: &ConnectathonCommand) -> Result<ExitCode, CommandError> {
    match command {
        ConnectathonCommand::Validate(args) => validate::run(session, args),
        ConnectathonCommand::Packages(command) => packages::run(session, command),
    }
}
