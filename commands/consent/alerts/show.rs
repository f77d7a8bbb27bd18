//! `dcr consent alerts show`.

use clap::Args;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::views::AlertDetail;

/// Show one alert: who caused it, when, in which words, and the store numbers of whom it concerns
#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// The number of the alert
    #[arg(value_name = "NUMBER")]
    number: i64,
}

/// Shows it.
pub(super) fn run(session: &mut Session<'_>, args: &ShowArgs) -> Result<ExitCode, CommandError> {
    let (mut store, request) = super::open(session)?;
    let alert = store.alert(&request, args.number)?;
    session.terminal.present(session.settings.output.value, &AlertDetail(alert))?;
    Ok(ExitCode::Done)
}
