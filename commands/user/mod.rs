//! `dcr user`: who may do what in this store, and who you are.

mod account;
mod add;
mod can;
mod changed;
mod grant;
mod list;
mod making;
mod profile;
mod suspend;
mod token;
mod whoami;

pub(crate) use profile::profile;

use clap::Subcommand;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

/// Register users, grant roles, suspend leavers, hand out tokens, and see who you are
#[derive(Debug, Subcommand)]
pub(crate) enum UserCommand {
    List(list::ListArgs),
    Add(add::AddArgs),
    Grant(grant::GrantArgs),
    Suspend(suspend::SuspendArgs),
    #[command(subcommand)]
    Token(token::TokenCommand),
    Whoami(whoami::WhoamiArgs),
}

/// Runs one of them.
pub(crate) fn run(session: &mut Session<'_>, command: &UserCommand) -> Result<ExitCode, CommandError> {
    match command {
        UserCommand::List(args) => list::run(session, args),
        UserCommand::Add(args) => add::run(session, args),
        UserCommand::Grant(args) => grant::run(session, args),
        UserCommand::Suspend(args) => suspend::run(session, args),
        UserCommand::Token(command) => token::run(session, command),
        UserCommand::Whoami(args) => whoami::run(session, args),
    }
}
