//! `dcr consent explain`.

use clap::Args;
use dcr::access::Reason;
use dcr::consent::Outcome;
use dcr::store::sqlite::AccessAsked;
use jiff::Timestamp;

use crate::asking::{PatientArg, ReasonArgs, caller, instant, open_store, request};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::views::Explained;

/// Explain why a user may or may not see a record: each row of the decision table that was tried, the
/// one that decided, and what it obliges to
///
/// For those who administer consent or watch over it; nothing clinical is shown, and the explanation is
/// written to the audit. The options below are what the user would say. With `--at` the choices, the
/// relationships and the policy are taken as they stood and as they were known then; for a time to come,
/// as they are known now.
///
/// Exits with 4 where an opt-out stands and refuses, to those who may know that; to others such a person
/// is as unknown as anybody, with 1.
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    #[command(flatten)]
    patient: PatientArg,
    /// The user whose look is explained
    #[arg(long = "for", value_name = "USER")]
    user: String,
    /// Decide as at this time; a date means the end of that day in London
    #[arg(long, value_name = "TIME", value_parser = instant)]
    at: Option<Timestamp>,
    #[command(flatten)]
    reason: ReasonArgs,
}

/// Explains it.
pub(crate) fn run(session: &mut Session<'_>, args: &ExplainArgs) -> Result<ExitCode, CommandError> {
    let mut store = open_store(session)?;
    let user = caller(session, &mut store)?;
    let patient = args.patient.read(session)?;
    let asked = AccessAsked { user: args.user.clone(), reason: args.reason.as_another(session), at: args.at };
    let explained = store.explain_access(&request(user, Reason::default()), &patient, &asked)?;
    let refused = explained.opted_out && explained.explanation.decision.outcome != Outcome::Permit;
    session.terminal.present(session.settings.output.value, &Explained(&explained))?;
    Ok(if refused { ExitCode::Refused } else { ExitCode::Done })
}
