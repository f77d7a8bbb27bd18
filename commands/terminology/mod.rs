//! `dcr terminology`: SNOMED CT, Read v2, CTV3, dm+d and the maps between them, offline.

mod check;
mod diff;
mod ecl;
mod error;
mod explain;
mod load;
mod loading;
mod map;
mod place;
mod records;
mod relabel;
mod search;
mod show;
mod status;
mod system;

use clap::Subcommand;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

pub(crate) use place::{catalogue, marker};

/// Load and ask SNOMED CT, Read v2, CTV3, dm+d and the maps between them
///
/// Nothing here touches a record but `check --records`. Everything is answered from the releases
/// that were loaded on this machine, and every answer names its release.
#[derive(Debug, Subcommand)]
pub(crate) enum TerminologyCommand {
    Load(load::LoadArgs),
    Status(status::StatusArgs),
    Search(search::SearchArgs),
    Show(show::ShowArgs),
    Explain(explain::ExplainArgs),
    Ecl(ecl::EclArgs),
    Map(map::MapArgs),
    Check(check::CheckArgs),
    Diff(diff::DiffArgs),
}

/// Runs one of them.
pub(crate) fn run(session: &mut Session<'_>, command: &TerminologyCommand) -> Result<ExitCode, CommandError> {
    match command {
        TerminologyCommand::Load(args) => load::run(session, args),
        TerminologyCommand::Status(args) => status::run(session, args),
        TerminologyCommand::Search(args) => search::run(session, args),
        TerminologyCommand::Show(args) => show::run(session, args),
        TerminologyCommand::Explain(args) => explain::run(session, args),
        TerminologyCommand::Ecl(args) => ecl::run(session, args),
        TerminologyCommand::Map(args) => map::run(session, args),
        TerminologyCommand::Check(args) => check::run(session, args),
        TerminologyCommand::Diff(args) => diff::run(session, args),
    }
}
