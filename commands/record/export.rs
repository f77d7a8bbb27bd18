//! `dcr record export`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use dcr::output::{OutputError, write_json};
use dcr::store::RecordQuery;

use super::fhir::document;
use crate::asking::{Opened, TimeArgs, ViewArgs};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::file::{refuse_existing, write_private};
use crate::session::Session;

/// Write a person's record, or one of its documents, to a file
///
/// `--document ENTRY` writes what is attached to that entry as it was sent, a letter in PDF for
/// example, and not the record. `dcr record show --section documents` names the entries.
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
    /// Write what is attached to this entry instead, as it was sent
    #[arg(long, value_name = "ENTRY", conflicts_with_all = ["format", "as_of", "valid_at"])]
    document: Option<String>,
    /// Which attachment of the entry, from 1
    #[arg(long, value_name = "NUMBER", default_value_t = 1, requires = "document", value_parser = clap::value_parser!(u16).range(1..))]
    attachment: u16,
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
    if args.to.as_os_str() != "-" {
        refuse_existing(&args.to, args.force)?;
    }
    let mut opened = args.view.open(session)?;
    if let Some(entry) = &args.document {
        let content = attached(&mut opened, entry, usize::from(args.attachment))?;
        return put(session, args, &content);
    }
    let query = RecordQuery { as_of: args.time.as_of, valid_at: args.time.valid_at, ..RecordQuery::default() };
    let view = opened.store.record(&opened.viewing, &query)?;
    let (content, what) = match args.format {
        FormArg::Json => (serde_json::to_value(&view).map_err(OutputError::from)?, "the whole record as JSON"),
        FormArg::Fhir => (document(session, &mut opened, view, &query)?, "the whole record as a FHIR R4 bundle"),
    };
    let mut bytes = Vec::new();
    write_json(&mut bytes, &content)?;
    opened.store.record_export(&opened.viewing, what)?;
    put(session, args, &bytes)
}

/// The content of an attachment, after the audit event.
fn attached(opened: &mut Opened, entry: &str, number: usize) -> Result<Vec<u8>, CommandError> {
    let attachment = opened.store.attachment(&opened.viewing, entry, number.saturating_sub(1))?;
    opened.store.record_export(&opened.viewing, &format!("attachment {number} of entry {entry}"))?;
    Ok(attachment.content)
}

/// Puts the bytes where they are wanted.
fn put(session: &mut Session<'_>, args: &ExportArgs, bytes: &[u8]) -> Result<ExitCode, CommandError> {
    if args.to.as_os_str() == "-" {
        session.terminal.raw(bytes)?;
    } else {
        write_private(&args.to, bytes)?;
        session.terminal.status(&format!("Wrote {}", args.to.display()));
    }
    Ok(ExitCode::Done)
}
