//! `dcr user token revoke`.

use clap::Args;

use super::own_or_administers;
use crate::asking::{agent, caller, open_store};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

/// Revoke a token: from now on it is not taken
#[derive(Debug, Args)]
pub(crate) struct RevokeArgs {
    /// The token's name, as `dcr user token list` shows it; not the token itself
    #[arg(value_name = "NAME")]
    id: String,
}

/// Revokes it.
pub(crate) fn run(session: &mut Session<'_>, args: &RevokeArgs) -> Result<ExitCode, CommandError> {
    if args.id.starts_with("dcr_") {
        return Err(CommandError::usage("that is a token itself, not its name")
            .hint("it stands in your shell's history now: revoke it by the name that `dcr user token list` shows"));
    }
    let mut store = open_store(session)?;
    let user = caller(session, &mut store)?;
    let found = store.token(&args.id)?;
    own_or_administers(session, &mut store, &user, found.as_ref().map(|token| token.user.as_str()))?;
    let token = store.revoke_token(&args.id, &agent(&user))?;
    session.terminal.status(&format!("Revoked {} of {}", token.id, token.user));
    Ok(ExitCode::Done)
}
