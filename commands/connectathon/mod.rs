//! `dcr connectathon`: systems, resources and messages against their standards.

mod codes;
mod evidence_files;
mod list;
mod loaded;
mod messages;
mod packages;
mod report;
mod report_runs;
mod run;
mod scripts;
mod simulate;
mod validate;
mod verdicts;

use clap::Subcommand;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

/// Test other systems, and check FHIR, HL7 v2, ITK and CDA against their standards
#[derive(Debug, Subcommand)]
pub(crate) enum ConnectathonCommand {
    Run(run::RunArgs),
    Simulate(simulate::SimulateArgs),
    List(list::ListArgs),
    Report(report_runs::ReportArgs),
    Validate(validate::ValidateArgs),
    #[command(subcommand)]
    Packages(packages::PackagesCommand),
}

/// Runs one of them.
pub(crate) fn run(session: &mut Session<'_>, command: &ConnectathonCommand) -> Result<ExitCode, CommandError> {
    match command {
        ConnectathonCommand::Run(args) => run::run(session, args),
        ConnectathonCommand::Simulate(args) => simulate::run(session, args),
        ConnectathonCommand::List(args) => list::run(session, args),
        ConnectathonCommand::Report(args) => report_runs::run(session, args),
        ConnectathonCommand::Validate(args) => validate::run(session, args),
        ConnectathonCommand::Packages(command) => packages::run(session, command),
    }
}
