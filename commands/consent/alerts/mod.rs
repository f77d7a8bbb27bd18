//! `dcr consent alerts`: what those who watch work through.

mod close;
mod list;
mod show;

use clap::{Args, Subcommand};
use dcr::access::{Purpose, Reason};
use dcr::store::ViewRequest;
use dcr::store::sqlite::SqliteStore;

use crate::asking::{caller, open_store, request};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

/// List the alerts that wait for you, look into one, and close it
///
/// Emergency views, overridden refusals, claimed relationships, looks at one's own record and
/// unsealed entries raise an alert in the moment in which they are written to the audit. The list
/// names alerts by number and nobody by name; `dcr consent alerts show 12` gives the store numbers
/// of whom it concerns. Privacy officers work on them (B0015, B0016), guardians on those of
/// safeguarding, administrators on those of operations. Nobody closes an alert that they caused.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct AlertsArgs {
    #[command(subcommand)]
    verb: Option<AlertsVerb>,
    #[command(flatten)]
    list: list::ListArgs,
}

#[derive(Debug, Subcommand)]
enum AlertsVerb {
    Show(show::ShowArgs),
    Close(close::CloseArgs),
}

/// Runs one of them.
pub(crate) fn run(session: &mut Session<'_>, args: &AlertsArgs) -> Result<ExitCode, CommandError> {
    match &args.verb {
        None => list::run(session, &args.list),
        Some(AlertsVerb::Show(args)) => show::run(session, args),
        Some(AlertsVerb::Close(args)) => close::run(session, args),
    }
}

/// The store, and the request of whoever works on alerts.
fn open(session: &mut Session<'_>) -> Result<(SqliteStore, ViewRequest), CommandError> {
    let mut store = open_store(session)?;
    let user = caller(session, &mut store)?;
    let reason = Reason { purpose: Purpose::PrivacyInvestigation, ..Reason::default() };
    Ok((store, request(user, reason)))
}
