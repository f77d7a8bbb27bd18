//! `dcr patient show`.

use clap::Args;
use dcr::store::RecordQuery;

use crate::asking::{TimeArgs, ViewArgs};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::views::Person;

/// Show who a person is, as each source knows them, and where they are now
#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    #[command(flatten)]
    view: ViewArgs,
    #[command(flatten)]
    time: TimeArgs,
}

/// Shows the person.
pub(crate) fn run(session: &mut Session<'_>, args: &ShowArgs) -> Result<ExitCode, CommandError> {
    let mut opened = args.view.open(session)?;
    let query = RecordQuery { as_of: args.time.as_of, valid_at: args.time.valid_at, ..RecordQuery::default() };
    let view = opened.store.person(&opened.viewing, &query)?;
    let now = args.time.valid_at.or(args.time.as_of).unwrap_or_else(|| opened.store.now());
    session.terminal.present(session.settings.output.value, &Person { view: &view, now })?;
    Ok(ExitCode::Done)
}
