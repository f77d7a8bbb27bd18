//! `dcr identity duplicates`.

use clap::Args;
use dcr::access::{Purpose, Reason};
use dcr::store::{Store, WorkList};

use crate::asking::{AsOfArgs, PageArgs, caller, open_store, request};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::views::Conflicts;

/// List the conflicts that wait for a decision: identities that may be one person, merges that were
/// not made, message numbers that came twice
///
/// The list says who is concerned by store number only. It opens for record operations, with the
/// reference of an incident, and is written to the audit. `dcr identity explain P12` shows one person.
#[derive(Debug, Args)]
pub(crate) struct DuplicatesArgs {
    /// The incident that this look serves
    #[arg(long, value_name = "REF")]
    incident: String,
    /// Your own words
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    page: PageArgs,
    #[command(flatten)]
    time: AsOfArgs,
}

/// Lists the conflicts, newest first.
pub(crate) fn run(session: &mut Session<'_>, args: &DuplicatesArgs) -> Result<ExitCode, CommandError> {
    let mut store = open_store(session)?;
    let user = caller(session, &mut store)?;
    let reason = Reason {
        purpose: Purpose::RecordOperations,
        text: args.reason.clone(),
        incident: Some(args.incident.clone()),
        ..Reason::default()
    };
    let viewing = store.open_work_list(&request(user, reason), WorkList::Conflicts)?;
    let page = args.page.page(args.time.as_of);
    let format = session.settings.output.value;
    session.terminal.present(format, &Conflicts(store.conflicts(&viewing, page)?))?;
    Ok(ExitCode::Done)
}
