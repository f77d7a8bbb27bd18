//! `dcr record export`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use dcr::output::write_json;
use dcr::store::{RecordQuery, Store};

use crate::asking::{TimeArgs, ViewArgs};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::file::write_new;
use crate::session::Session;

/// Write a person's record to a file
///
/// The export is written to the audit before the file. The file is readable by you alone; one that
/// is there already is not replaced unless you say `--force`.
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    #[command(flatten)]
    view: ViewArgs,
    /// The form of the file
    #[arg(long, value_name = "FORM", default_value = "json")]
    format: FormArg,
    /// The file; `-` is standard output
    #[arg(long, value_name = "FILE", default_value = "-")]
    to: PathBuf,
    /// Replace the file where it is there
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    time: TimeArgs,
}

/// The form of an export.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum FormArg {
    /// The record as `record show -o json` writes it
    Json,
}

/// Exports the record.
pub(crate) fn run(session: &mut Session<'_>, args: &ExportArgs) -> Result<ExitCode, CommandError> {
    let mut opened = args.view.open(session)?;
    let query = RecordQuery { as_of: args.time.as_of, valid_at: args.time.valid_at, ..RecordQuery::default() };
    let mut bytes = Vec::new();
    match args.format {
        FormArg::Json => {
            let view = opened.store.record(&opened.viewing, &query)?;
            write_json(&mut bytes, &serde_json::to_value(&view).map_err(dcr::output::OutputError::from)?)?;
        }
    }
    opened.store.record_export(&opened.viewing, "the whole record as JSON")?;
    if args.to.as_os_str() == "-" {
        session.terminal.raw(&bytes)?;
    } else {
        write_new(&args.to, &bytes, args.force)?;
        session.terminal.status(&format!("Wrote {}", args.to.display()));
    }
    Ok(ExitCode::Done)
}
