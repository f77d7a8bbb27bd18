//! `dcr feed list`.

use clap::Args;
use dcr::store::Store;

use crate::asking::{AsOfArgs, member, open_store};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::views::Feeds;

/// List the feeds and what became of their messages
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    #[command(flatten)]
    time: AsOfArgs,
}

/// Lists the feeds. Nothing of it identifies a person, but the caller must be a user of the store.
pub(crate) fn run(session: &mut Session<'_>, args: &ListArgs) -> Result<ExitCode, CommandError> {
    let mut store = open_store(session)?;
    let _user = member(session, &mut store)?;
    let feeds = store.feeds(args.time.as_of)?;
    session.terminal.present(session.settings.output.value, &Feeds(feeds))?;
    Ok(ExitCode::Done)
}
