//! `dcr consent`: who may see a record, decided, explained and changed.

mod alerts;
mod export;
mod history;
mod import;
mod leaflet;
mod outcome;
mod policy;
mod set;
mod show;
mod who_asks;

use clap::Subcommand;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

/// Say who may see a record, explain it, and change what people chose
#[derive(Debug, Subcommand)]
pub(crate) enum ConsentCommand {
    Show(show::ShowArgs),
    History(history::HistoryArgs),
    Set(set::SetArgs),
    Export(export::ExportArgs),
    Import(import::ImportArgs),
    Leaflet(leaflet::LeafletArgs),
    Alerts(alerts::AlertsArgs),
    Policy(policy::PolicyArgs),
}

/// Runs one of them.
pub(crate) fn run(session: &mut Session<'_>, command: &ConsentCommand) -> Result<ExitCode, CommandError> {
    match command {
        ConsentCommand::Show(args) => show::run(session, args),
        ConsentCommand::History(args) => history::run(session, args),
        ConsentCommand::Set(args) => set::run(session, args),
        ConsentCommand::Export(args) => export::run(session, args),
        ConsentCommand::Import(args) => import::run(session, args),
        ConsentCommand::Leaflet(args) => leaflet::run(session, args),
        ConsentCommand::Alerts(args) => alerts::run(session, args),
        ConsentCommand::Policy(args) => policy::run(session, args),
    }
}
