//! `dcr feed`: take messages in, and see what became of them.

mod dead_letters;
mod ingest;
mod list;
mod show;
mod source;

use clap::Subcommand;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

/// Take messages in and see what became of them
#[derive(Debug, Subcommand)]
pub(crate) enum FeedCommand {
    Ingest(ingest::IngestArgs),
    List(list::ListArgs),
    Show(show::ShowArgs),
    DeadLetters(dead_letters::DeadLettersArgs),
}

/// Runs one of them.
pub(crate) fn run(session: &mut Session<'_>, command: &FeedCommand) -> Result<ExitCode, CommandError> {
    match command {
        FeedCommand::Ingest(args) => ingest::run(session, args),
        FeedCommand::List(args) => list::run(session, args),
        FeedCommand::Show(args) => show::run(session, args),
        FeedCommand::DeadLetters(args) => dead_letters::run(session, args),
    }
}
