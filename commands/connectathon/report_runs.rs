//! `dcr connectathon report`.

use std::path::PathBuf;

use clap::Args;
use dcr::conformance::evidence::{html, junit, tap};

use super::{evidence_files, verdicts};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::file::{refuse_unagreed, write_private};
use crate::session::Session;

/// Merge the evidence of runs into one report
///
/// Reads the folders that `dcr connectathon run --evidence` made. A record that was changed since it was
/// made is refused. Exit code 3 where something that SHALL be is not, in any run.
#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    /// Folders of evidence: of one run, or with those of several in them
    #[arg(value_name = "FOLDER", required = true)]
    folders: Vec<PathBuf>,
    /// Write one page of HTML here, with a matrix of systems and scenarios
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Write `JUnit` XML here
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
    /// Write TAP here
    #[arg(long, value_name = "FILE")]
    tap: Option<PathBuf>,
}

/// Merges them.
pub(crate) fn run(session: &mut Session<'_>, args: &ReportArgs) -> Result<ExitCode, CommandError> {
    let mut runs = Vec::new();
    for folder in &args.folders {
        runs.extend(evidence_files::read(folder)?);
    }
    let files = [(&args.html, html as fn(&[_]) -> String), (&args.junit, junit), (&args.tap, tap)];
    for (path, write) in files {
        if let Some(path) = path {
            refuse_unagreed(path, session.agreed)?;
            write_private(path, write(&runs).as_bytes())?;
        }
    }
    let listing = verdicts::listing(&runs)?;
    session.terminal.present(session.settings.output.value, &listing)?;
    Ok(verdicts::exit_code(&runs))
}
