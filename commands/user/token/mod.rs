//! `dcr user token`: what a user shows to a store that is served.

mod list;
mod make;
mod revoke;
mod rows;

use clap::Subcommand;
use dcr::access::{Activity, User};
use dcr::store::Store;

use crate::asking::require;
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

/// Make, list and revoke the tokens by which users are known to a store that is served
#[derive(Debug, Subcommand)]
pub(crate) enum TokenCommand {
    Make(make::MakeArgs),
    List(list::ListArgs),
    Revoke(revoke::RevokeArgs),
}

/// Runs one of them.
pub(super) fn run(session: &mut Session<'_>, command: &TokenCommand) -> Result<ExitCode, CommandError> {
    match command {
        TokenCommand::Make(args) => make::run(session, args),
        TokenCommand::List(args) => list::run(session, args),
        TokenCommand::Revoke(args) => revoke::run(session, args),
    }
}

/// Refuses whoever is neither the user themself nor an administrator.
fn own_or_administers(
    session: &Session<'_>,
    store: &mut dyn Store,
    caller: &User,
    whose: Option<&str>,
) -> Result<(), CommandError> {
    if whose == Some(caller.name.as_str()) {
        return Ok(());
    }
    require(session, store, caller, (&[Activity::Administer], "handle tokens of others"))
}
