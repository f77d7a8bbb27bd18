//! `dcr user token list`.

use clap::Args;
use dcr::store::Store;

use super::own_or_administers;
use super::rows::{cells, columns, value};
use crate::asking::{caller, open_store};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::views::Listing;

/// List tokens: whose, for what, until when
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// Whose tokens [default: your own]
    user: Option<String>,
    /// Those of everybody
    #[arg(long, conflicts_with = "user")]
    all: bool,
}

/// Lists them.
pub(crate) fn run(session: &mut Session<'_>, args: &ListArgs) -> Result<ExitCode, CommandError> {
    let mut store = open_store(session)?;
    let user = caller(session, &mut store)?;
    let whose = if args.all { None } else { Some(args.user.clone().unwrap_or_else(|| user.name.clone())) };
    own_or_administers(session, &mut store, &user, whose.as_deref())?;
    let now = store.now();
    let mut listing = Listing::new("tokens", &columns(), "There are no tokens.");
    for token in store.tokens(whose.as_deref())? {
        listing.push(cells(&token, now), &value(&token, now))?;
    }
    session.terminal.present(session.settings.output.value, &listing)?;
    Ok(ExitCode::Done)
}
