//! `dcr record export`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use dcr::output::{OutputError, write_json};
use dcr::store::{RecordQuery, Store};

use super::fhir::bundle;
use crate::asking::{TimeArgs, ViewArgs};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::file::{refuse_existing, write_private};
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
    #[arg(long, value_name = "FORM", default_value = "fhir")]
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
    /// A FHIR R4 bundle of UK Core resources, with the provenance of each
    Fhir,
    /// The record as `record show -o json` writes it
    Json,
}

/// Exports the record.
pub(crate) fn run(session: &mut Session<'_>, args: &ExportArgs) -> Result<ExitCode, CommandError> {
    let to_file = args.to.as_os_str() != "-";
    if to_file {
        refuse_existing(&args.to, args.force)?;
    }
    let mut opened = args.view.open(session)?;
    let query = RecordQuery { as_of: args.time.as_of, valid_at: args.time.valid_at, ..RecordQuery::default() };
    let view = opened.store.record(&opened.viewing, &query)?;
    let (document, what) = match args.format {
        FormArg::Json => (serde_json::to_value(&view).map_err(OutputError::from)?, "the whole record as JSON"),
        FormArg::Fhir => {
            let person = opened.store.person(&opened.viewing, &query)?;
            let made = opened.store.info()?.created;
            (bundle(view, person, made, opened.store.now()), "the whole record as a FHIR R4 bundle")
        }
    };
    let mut bytes = Vec::new();
    write_json(&mut bytes, &document)?;
    opened.store.record_export(&opened.viewing, what)?;
    if to_file {
        write_private(&args.to, &bytes)?;
        session.terminal.status(&format!("Wrote {}", args.to.display()));
    } else {
        session.terminal.raw(&bytes)?;
    }
    Ok(ExitCode::Done)
}
