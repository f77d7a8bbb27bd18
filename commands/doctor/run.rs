//! `dcr doctor`.

use clap::Args;

use super::gather::gather;
use super::judge::{Verdict, judge};
use super::show::Report;
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

/// Check that everything is in place
///
/// Versions, folders, permissions, disk space, settings and the terminal. The report holds no
/// patient data. Ends with exit code 3 where a check fails.
#[derive(Debug, Args)]
pub(crate) struct DoctorArgs {}

/// Gathers, judges, shows.
pub(crate) fn run(session: &mut Session<'_>, _args: &DoctorArgs) -> Result<ExitCode, CommandError> {
    let facts = gather(session);
    let checks = judge(&facts);
    let failed = checks.iter().any(|check| check.verdict == Verdict::Failed);
    session.terminal.present(session.settings.output.value, &Report { facts, checks })?;
    Ok(if failed { ExitCode::ChecksFailed } else { ExitCode::Done })
}
