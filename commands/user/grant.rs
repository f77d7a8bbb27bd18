//! `dcr user grant`.

use clap::Args;
use dcr::access::UserChange;

use super::making::MakingArgs;
use super::profile::profile;
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

/// Ask for a role for a user, or take one away
///
/// A grant waits, and this ends with exit code 4, until a second user approves it with `dcr consent
/// approve`; then it is in force. Nobody approves what they asked for or what is for themselves. A role is taken away at once. One
/// user does not both care for people and run or watch the record.
#[derive(Debug, Args)]
pub(crate) struct GrantArgs {
    /// The user's name in the store
    name: String,
    /// A national job role code, or a composite one such as `S8000:G8000:R8000`
    #[arg(long, value_name = "CODE")]
    role: String,
    /// The ODS code of the organisation the role is held at
    #[arg(long, value_name = "CODE")]
    organisation: String,
    /// Take the role away
    #[arg(long)]
    revoke: bool,
    #[command(flatten)]
    making: MakingArgs,
}

/// Grants the role or takes it away.
pub(crate) fn run(session: &mut Session<'_>, args: &GrantArgs) -> Result<ExitCode, CommandError> {
    let profile = profile(session, &args.role, &args.organisation)?;
    let name = args.name.clone();
    let change = if args.revoke { UserChange::Revoke { name, profile } } else { UserChange::Grant { name, profile } };
    args.making.make(session, &[change])
}
