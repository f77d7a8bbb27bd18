//! `dcr audit`: read the log of what was attempted, shown and changed, and prove that it is whole.

mod checkpoint;
mod export;
mod follow;
mod import;
mod key;
mod outbox;
mod prove;
mod query;
mod redact;
mod report;
mod show;
mod verify;
mod witness;

use clap::Subcommand;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

/// Read the audit, and prove that nothing of it was altered
#[derive(Debug, Subcommand)]
pub(crate) enum AuditCommand {
    Query(query::QueryArgs),
    Follow(follow::FollowArgs),
    #[command(subcommand)]
    Report(report::ReportCommand),
    Export(export::ExportArgs),
    Import(import::ImportArgs),
    Verify(verify::VerifyArgs),
    Checkpoint(checkpoint::CheckpointArgs),
    Witness(witness::WitnessArgs),
    Prove(prove::ProveArgs),
    Redact(redact::RedactArgs),
    #[command(subcommand)]
    Outbox(outbox::OutboxCommand),
}

/// Runs one of them.
pub(crate) fn run(session: &mut Session<'_>, command: &AuditCommand) -> Result<ExitCode, CommandError> {
    match command {
        AuditCommand::Query(args) => query::run(session, args),
        AuditCommand::Follow(args) => follow::run(session, args),
        AuditCommand::Report(command) => report::run(session, command),
        AuditCommand::Export(args) => export::run(session, args),
        AuditCommand::Import(args) => import::run(session, args),
        AuditCommand::Verify(args) => verify::run(session, args),
        AuditCommand::Checkpoint(args) => checkpoint::run(session, args),
        AuditCommand::Witness(args) => witness::run(session, args),
        AuditCommand::Prove(args) => prove::run(session, args),
        AuditCommand::Redact(args) => redact::run(session, args),
        AuditCommand::Outbox(command) => outbox::run(session, command),
    }
}
