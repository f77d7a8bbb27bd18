//! `dcr consent who`.

use clap::Args;
use dcr::access::Reason;
use jiff::Timestamp;

use crate::asking::{PatientArg, caller, instant, open_store, request};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::views::Whoever;

/// List who could see a record now for care, and why: every user, by organisation and role
///
/// Each user is answered as if they asked with nothing said: no permission, no emergency, no claim. For
/// those who administer consent or watch over it; it is written to the audit. Exits with 4 where an
/// opt-out stands, to those who may know that; to others such a person is as unknown as anybody, with 1.
#[derive(Debug, Args)]
pub(crate) struct WhoArgs {
    #[command(flatten)]
    patient: PatientArg,
    /// Decide as at this time; a date means the end of that day in London
    #[arg(long, value_name = "TIME", value_parser = instant)]
    at: Option<Timestamp>,
}

/// Lists them.
pub(crate) fn run(session: &mut Session<'_>, args: &WhoArgs) -> Result<ExitCode, CommandError> {
    let mut store = open_store(session)?;
    let user = caller(session, &mut store)?;
    let patient = args.patient.read(session)?;
    let onlookers = store.onlookers(&request(user, Reason::default()), &patient, args.at)?;
    session.terminal.present(session.settings.output.value, &Whoever(&onlookers))?;
    Ok(if onlookers.opted_out { ExitCode::Refused } else { ExitCode::Done })
}
