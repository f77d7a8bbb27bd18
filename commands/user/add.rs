//! `dcr user add`.

use clap::Args;
use dcr::access::UserChange;

use super::account::uid_of;
use super::making::MakingArgs;
use super::profile::profile;
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

/// Register a user, and ask for their first roles
///
/// Registration is at once, and gives nothing: each role is a grant, which a second user approves;
/// while one waits, this ends with exit code 4.
/// Until a store has a second user who may approve, its administrator grants alone, and the audit
/// says so.
#[derive(Debug, Args)]
pub(crate) struct AddArgs {
    /// The name in the store, such as `b.khan`
    name: String,
    /// The name as people read it
    #[arg(long, value_name = "TEXT")]
    full_name: String,
    /// The number of the operating-system account the user works under
    #[arg(long, value_name = "NUMBER")]
    uid: Option<u32>,
    /// The name of that account
    #[arg(long, value_name = "LOGIN", conflicts_with = "uid")]
    account: Option<String>,
    /// A national job role code (can be repeated), or a composite one such as `S8000:G8000:R8000`
    #[arg(long, value_name = "CODE", requires = "organisation")]
    role: Vec<String>,
    /// The ODS code of the organisation the roles are held at
    #[arg(long, value_name = "CODE", requires = "role")]
    organisation: Option<String>,
    #[command(flatten)]
    making: MakingArgs,
}

/// Registers the user.
pub(crate) fn run(session: &mut Session<'_>, args: &AddArgs) -> Result<ExitCode, CommandError> {
    let uid = match &args.account {
        Some(account) => Some(uid_of(account)?),
        None => args.uid,
    };
    let name = args.name.clone();
    let mut changes = vec![UserChange::Register { name: name.clone(), full_name: args.full_name.clone(), uid }];
    if let Some(organisation) = &args.organisation {
        for code in &args.role {
            let profile = profile(session, code, organisation)?;
            changes.push(UserChange::Grant { name: name.clone(), profile });
        }
    }
    args.making.make(session, &changes)
}
