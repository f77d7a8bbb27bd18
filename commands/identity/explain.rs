//! `dcr identity explain`.

use clap::Args;
use dcr::store::RecordQuery;
use dcr::store::view::IdentityExplanation;
use jiff::Timestamp;

use crate::asking::{AsOfArgs, Opened, ViewArgs};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::views::Identity;

/// Say why the identities of a person are one, and what stands in doubt
///
/// With `--as-of` it says which links stood then and which conflicts had been found; whether somebody
/// decided them is told as of now.
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    #[command(flatten)]
    view: ViewArgs,
    #[command(flatten)]
    time: AsOfArgs,
}

/// Explains.
pub(crate) fn run(session: &mut Session<'_>, args: &ExplainArgs) -> Result<ExitCode, CommandError> {
    let mut opened = args.view.open(session)?;
    let mut explanation = opened.store.explain_identity(&opened.viewing)?;
    if let Some(at) = args.time.as_of {
        known_by(&mut opened, &mut explanation, at)?;
    }
    session.terminal.present(session.settings.output.value, &Identity(explanation))?;
    Ok(ExitCode::Done)
}

/// Leaves what the store knew then: the identities as they were, and the links made until then.
fn known_by(opened: &mut Opened, said: &mut IdentityExplanation, at: Timestamp) -> Result<(), CommandError> {
    let query = RecordQuery { as_of: Some(at), ..RecordQuery::default() };
    said.patients = opened.store.person(&opened.viewing, &query)?.sources;
    said.links.retain(|link| link.recorded <= at);
    for link in &mut said.links {
        link.undone = link.undone.filter(|undone| *undone <= at);
    }
    said.conflicts.retain(|conflict| conflict.recorded <= at);
    Ok(())
}
