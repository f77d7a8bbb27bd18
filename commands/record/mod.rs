//! `dcr record`: see a person's record, as sections, as a timeline, as messages, as a file.

mod export;
mod fhir;
mod show;
mod timeline;
mod trace;

use clap::Subcommand;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

/// See a person's record
#[derive(Debug, Subcommand)]
pub(crate) enum RecordCommand {
    Show(show::ShowArgs),
    Timeline(timeline::TimelineArgs),
    Export(export::ExportArgs),
    Trace(trace::TraceArgs),
}

/// Runs one of them.
pub(crate) fn run(session: &mut Session<'_>, command: &RecordCommand) -> Result<ExitCode, CommandError> {
    match command {
        RecordCommand::Show(args) => show::run(session, args),
        RecordCommand::Timeline(args) => timeline::run(session, args),
        RecordCommand::Export(args) => export::run(session, args),
        RecordCommand::Trace(args) => trace::run(session, args),
    }
}
