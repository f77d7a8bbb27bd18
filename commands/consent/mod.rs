//! `dcr consent`: who may see a record, decided, explained and changed.

mod alerts;
mod apply;
mod approve;
mod conflicts;
mod decide;
mod document;
mod explain;
mod export;
mod history;
mod import;
mod leaflet;
mod letter;
mod list;
mod outcome;
mod plan;
mod plan_rows;
mod policy;
mod rows;
mod set;
mod show;
mod undo;
mod who;
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
    List(list::ListArgs),
    Set(Box<set::SetArgs>),
    Export(export::ExportArgs),
    Import(import::ImportArgs),
    Leaflet(leaflet::LeafletArgs),
    Plan(plan::PlanArgs),
    Approve(approve::ApproveArgs),
    Apply(apply::ApplyArgs),
    Undo(undo::UndoArgs),
    Alerts(alerts::AlertsArgs),
    Explain(explain::ExplainArgs),
    Conflicts(conflicts::ConflictsArgs),
    Policy(policy::PolicyArgs),
    Who(who::WhoArgs),
}

/// Runs one of them.
pub(crate) fn run(session: &mut Session<'_>, command: &ConsentCommand) -> Result<ExitCode, CommandError> {
    match command {
        ConsentCommand::Show(args) => show::run(session, args),
        ConsentCommand::History(args) => history::run(session, args),
        ConsentCommand::List(args) => list::run(session, args),
        ConsentCommand::Set(args) => set::run(session, args),
        ConsentCommand::Export(args) => export::run(session, args),
        ConsentCommand::Import(args) => import::run(session, args),
        ConsentCommand::Leaflet(args) => leaflet::run(session, args),
        ConsentCommand::Plan(args) => plan::run(session, args),
        ConsentCommand::Approve(args) => approve::run(session, args),
        ConsentCommand::Apply(args) => apply::run(session, args),
        ConsentCommand::Undo(args) => undo::run(session, args),
        ConsentCommand::Alerts(args) => alerts::run(session, args),
        ConsentCommand::Explain(args) => explain::run(session, args),
        ConsentCommand::Conflicts(args) => conflicts::run(session, args),
        ConsentCommand::Policy(args) => policy::run(session, args),
        ConsentCommand::Who(args) => who::run(session, args),
    }
}
