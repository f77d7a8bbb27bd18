//! `dcr audit`: read the log of what was attempted, shown and changed, and prove that it is whole.

mod checkpoint;
mod key;
mod prove;
mod redact;
mod verify;
mod witness;

use clap::Subcommand;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

/// Read the audit, and prove that nothing of it was altered
#[derive(Debug, Subcommand)]
pub(crate) enum AuditCommand {
    Verify(verify::VerifyArgs),
    Checkpoint(checkpoint::CheckpointArgs),
    Witness(witness::WitnessArgs),
    Prove(prove::ProveArgs),
    Redact(redact::RedactArgs),
}

/// Runs one of them.
pub(crate) fn run(session: &mut Session<'_>, command: &AuditCommand) -> Result<ExitCode, CommandError> {
    match command {
        AuditCommand::Verify(args) => verify::run(session, args),
        AuditCommand::Checkpoint(args) => checkpoint::run(session, args),
        AuditCommand::Witness(args) => witness::run(session, args),
        AuditCommand::Prove(args) => prove::run(session, args),
        AuditCommand::Redact(args) => redact::run(session, args),
    }
}
