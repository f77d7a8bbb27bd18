//! `dcr feed dead-letters`.

use clap::Args;
use dcr::access::{Purpose, Reason};
use dcr::record::MessageId;
use dcr::store::{Store, WorkList};

use crate::asking::{AsOfArgs, PageArgs, caller, open_store, request};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::views::{DeadLetters, Message};

/// List the messages that could not be read, with the reason and the place
///
/// A message may hold anything about anybody, so the list opens only for record operations, with
/// the reference of an incident, and is written to the audit.
#[derive(Debug, Args)]
pub(crate) struct DeadLettersArgs {
    /// The incident that this look serves
    #[arg(long, value_name = "REF")]
    incident: String,
    /// Your own words
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Show this message as it was sent, masked
    #[arg(long, value_name = "NUMBER", conflicts_with_all = ["limit", "offset"])]
    message: Option<i64>,
    /// Why the clinical text of that message is needed
    #[arg(long, value_name = "TEXT", requires = "message")]
    need: Option<String>,
    #[command(flatten)]
    page: PageArgs,
    #[command(flatten)]
    time: AsOfArgs,
}

/// Lists the dead letters, or shows one.
pub(crate) fn run(session: &mut Session<'_>, args: &DeadLettersArgs) -> Result<ExitCode, CommandError> {
    let mut store = open_store(session)?;
    let user = caller(session, &mut store)?;
    let reason = Reason {
        purpose: Purpose::RecordOperations,
        text: args.reason.clone(),
        incident: Some(args.incident.clone()),
        ..Reason::default()
    };
    let viewing = store.open_work_list(&request(user, reason), WorkList::DeadLetters)?;
    let format = session.settings.output.value;
    if let Some(number) = args.message {
        let message = store.message(&viewing, MessageId(number), args.need.as_deref())?;
        session.terminal.present(format, &Message { view: message, need_helps: args.need.is_none() })?;
        return Ok(ExitCode::Done);
    }
    let page = args.page.page(args.time.as_of);
    session.terminal.present(format, &DeadLetters(store.dead_letters(&viewing, page)?))?;
    Ok(ExitCode::Done)
}
