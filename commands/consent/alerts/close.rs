//! `dcr consent alerts close`.

use clap::{Args, ValueEnum};
use dcr::store::view::AlertOutcome;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::views::AlertDetail;

/// Close an alert that somebody else caused, with what you found
#[derive(Debug, Args)]
pub(crate) struct CloseArgs {
    /// The number of the alert
    #[arg(value_name = "NUMBER")]
    number: i64,
    /// What you found
    #[arg(long, value_name = "OUTCOME")]
    outcome: OutcomeArg,
    /// How you know, in a sentence
    #[arg(long, value_name = "TEXT")]
    note: String,
}

/// What was found.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum OutcomeArg {
    /// There was good reason to look
    Justified,
    /// There was none: the person is told, and action taken
    Unjustified,
    /// It goes to an investigation
    Referred,
    /// Nobody looked: a test, or a mistake of the system
    RaisedInError,
}

impl From<OutcomeArg> for AlertOutcome {
    fn from(outcome: OutcomeArg) -> Self {
        match outcome {
            OutcomeArg::Justified => Self::Justified,
            OutcomeArg::Unjustified => Self::Unjustified,
            OutcomeArg::Referred => Self::Referred,
            OutcomeArg::RaisedInError => Self::RaisedInError,
        }
    }
}

/// Closes it.
pub(super) fn run(session: &mut Session<'_>, args: &CloseArgs) -> Result<ExitCode, CommandError> {
    let note = args.note.trim();
    if note.is_empty() {
        return Err(CommandError::usage("an alert is closed with a note that says how you know"));
    }
    let (mut store, request) = super::open(session)?;
    let alert = store.close_alert(&request, args.number, args.outcome.into(), note)?;
    session.terminal.present(session.settings.output.value, &AlertDetail(alert))?;
    Ok(ExitCode::Done)
}
