//! `dcr store`: make a store, look after it, copy it, put a copy back, serve it.

mod backup;
mod check;
mod copy;
mod info;
mod init;
mod restore;
mod serve;

use clap::Subcommand;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

/// Make a store, look after it, serve it
#[derive(Debug, Subcommand)]
pub(crate) enum StoreCommand {
    Init(init::InitArgs),
    Info(info::InfoArgs),
    Check(check::CheckArgs),
    Backup(backup::BackupArgs),
    Copy(copy::CopyArgs),
    Restore(restore::RestoreArgs),
    Serve(serve::ServeArgs),
}

/// Runs one of them.
pub(crate) fn run(session: &mut Session<'_>, command: &StoreCommand) -> Result<ExitCode, CommandError> {
    match command {
        StoreCommand::Init(args) => init::run(session, args),
        StoreCommand::Info(args) => info::run(session, args),
        StoreCommand::Check(args) => check::run(session, args),
        StoreCommand::Backup(args) => backup::run(session, args),
        StoreCommand::Copy(args) => copy::run(session, args),
        StoreCommand::Restore(args) => restore::run(session, args),
        StoreCommand::Serve(args) => serve::run(session, args),
    }
}
