//! `dcr record trace`.

use clap::Args;
use dcr::record::MessageId;
use dcr::store::StoreError;

use crate::asking::{AsOfArgs, Opened, PageArgs, ViewArgs};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::views::{Message, Trace};

/// Show every message from every feed that touched a person, in order of arrival
///
/// `--message NUMBER` shows one of them, field by field, through the same gate and masks.
/// With `--as-of` only the messages that had come by then are shown.
#[derive(Debug, Args)]
pub(crate) struct TraceArgs {
    #[command(flatten)]
    view: ViewArgs,
    /// Show this message, field by field
    #[arg(long, value_name = "NUMBER", conflicts_with_all = ["limit", "offset", "as_of"])]
    message: Option<i64>,
    /// Why the clinical text of that message is needed, under record operations
    #[arg(long, value_name = "TEXT", requires = "message")]
    need: Option<String>,
    #[command(flatten)]
    page: PageArgs,
    #[command(flatten)]
    time: AsOfArgs,
}

/// Shows the messages, or one of them.
pub(crate) fn run(session: &mut Session<'_>, args: &TraceArgs) -> Result<ExitCode, CommandError> {
    let mut opened = args.view.open(session)?;
    let format = session.settings.output.value;
    if let Some(number) = args.message {
        let message = opened.store.message(&opened.viewing, MessageId(number), args.need.as_deref())?;
        if args.time.as_of.is_some_and(|at| message.received > at) {
            return Err(StoreError::Missing(format!("message {number} in this record at that time")).into());
        }
        session
            .terminal
            .present(format, &Message { view: message, need_helps: need_helps(&opened, args.need.as_deref()) })?;
        return Ok(ExitCode::Done);
    }
    let page = args.page.page(args.time.as_of);
    session.terminal.present(format, &Trace(opened.store.trace(&opened.viewing, page)?))?;
    Ok(ExitCode::Done)
}

/// Whether a stated need would show more of one item: it lifts the mask of record operations only.
pub(super) fn need_helps(opened: &Opened, need: Option<&str>) -> bool {
    let mask = opened.viewing.mask();
    need.is_none() && mask.clinical && !mask.technical_only
}
