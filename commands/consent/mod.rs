//! `dcr consent`: who may see a record, decided, explained and changed.

mod alerts;
mod explain;
mod policy;
mod who;

use clap::Subcommand;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

/// Say who may see a record, explain it, and change what people chose
#[derive(Debug, Subcommand)]
pub(crate) enum ConsentCommand {
    Alerts(alerts::AlertsArgs),
    Explain(explain::ExplainArgs),
    Policy(policy::PolicyArgs),
    Who(who::WhoArgs),
}

/// Runs one of them.
pub(crate) fn run(session: &mut Session<'_>, command: &ConsentCommand) -> Result<ExitCode, CommandError> {
    match command {
        ConsentCommand::Alerts(args) => alerts::run(session, args),
        ConsentCommand::Explain(args) => explain::run(session, args),
        ConsentCommand::Policy(args) => policy::run(session, args),
        ConsentCommand::Who(args) => who::run(session, args),
    }
}
