//! `dcr feed show`.

use clap::Args;
use dcr::output::nearest;
use dcr::store::Store;

use crate::asking::{AsOfArgs, member, open_store};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::views::Feed;

/// Show one feed
#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// The feed's name, such as `POOLE-LAB/RD3`
    #[arg(value_name = "FEED")]
    name: String,
    #[command(flatten)]
    time: AsOfArgs,
}

/// Shows the feed.
pub(crate) fn run(session: &mut Session<'_>, args: &ShowArgs) -> Result<ExitCode, CommandError> {
    let mut store = open_store(session)?;
    let _user = member(session, &mut store)?;
    let feeds = store.feeds(args.time.as_of)?;
    let names: Vec<String> = feeds.iter().map(|feed| feed.name.clone()).collect();
    let Some(feed) = feeds.into_iter().find(|feed| feed.name.eq_ignore_ascii_case(&args.name)) else {
        let error = CommandError::failed("no feed of that name has sent anything");
        return Err(match nearest(&args.name, names.iter().map(String::as_str)) {
            Some(near) => error.hint(format!("did you mean `{near}`?")),
            None => error.hint("run `dcr feed list`"),
        });
    };
    session.terminal.present(session.settings.output.value, &Feed(feed))?;
    Ok(ExitCode::Done)
}
