//! `dcr browse`.

use clap::Args;
use dcr::browser::Start;

use super::show;
use crate::asking::{TimeArgs, caller, open_store};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::purpose::PurposeName;
use crate::session::Session;

/// Browse records on the terminal
///
/// Find a person, open their record for a stated reason, and look at its sections, its entries and
/// the raw messages behind them; see conflicts, dead letters and feeds. Every search and every
/// record that is opened is written to the audit. `?` explains the keys, `Y` shows the command that
/// prints the same.
#[derive(Debug, Args)]
pub(crate) struct BrowseArgs {
    /// The purpose you begin with [default: direct-care]
    #[arg(long, value_name = "PURPOSE")]
    purpose: Option<PurposeName>,
    /// The incident that record operations serve
    #[arg(long, value_name = "REF")]
    incident: Option<String>,
    #[command(flatten)]
    times: TimeArgs,
}

/// Opens the browser.
pub(crate) fn run(session: &mut Session<'_>, args: &BrowseArgs) -> Result<ExitCode, CommandError> {
    if !session.terminal.can_browse() {
        let error = CommandError::usage("the browser needs a terminal");
        return Err(error.hint("for a script there are `dcr patient find`, `dcr record show` and `dcr record trace`"));
    }
    let mut store = open_store(session)?;
    let user = caller(session, &mut store)?;
    let start = Start {
        purpose: args.purpose.unwrap_or(session.settings.purpose.value).into(),
        incident: args.incident.clone(),
        as_of: args.times.as_of,
        valid_at: args.times.valid_at,
        ..Start::default()
    };
    show(session, store, user, start)
}
