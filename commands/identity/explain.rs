//! `dcr identity explain`.

use clap::Args;
use dcr::store::Store;

use crate::asking::ViewArgs;
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::views::Identity;

/// Say why the identities of a person are one, and what stands in doubt
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    #[command(flatten)]
    view: ViewArgs,
}

/// Explains.
pub(crate) fn run(session: &mut Session<'_>, args: &ExplainArgs) -> Result<ExitCode, CommandError> {
    let mut opened = args.view.open(session)?;
    let explanation = opened.store.explain_identity(&opened.viewing)?;
    session.terminal.present(session.settings.output.value, &Identity(explanation))?;
    Ok(ExitCode::Done)
}
