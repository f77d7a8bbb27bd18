//! `dcr ndop apply`.

use std::path::PathBuf;

use clap::Args;
use dcr::access::Activity;
use dcr::interchange::opt_out::{Form, Rule, filter};
use dcr::store::Store;
use dcr::store::sqlite::Extract;
use jiff::civil::Date;

use super::outcome::Applied;
use super::source::Source;
use super::{cleaned, source};
use crate::asking::{agent, caller, open_store, require};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::file::{Unfinished, refuse_unagreed};
use crate::session::Session;

/// Remove everybody who opted out from an extract
///
/// Writes the extract again without the whole record (row, object, FHIR resources) of each person who
/// is not in the cleaned list, or who has a Type 1 opt-out in the record of a practice in this store.
/// What stays is written byte for byte as it came. A record whose NHS number is missing or wrong
/// never stays: it is reported with its line, and the exit code is 3. Where the list that was sent is
/// given with `--request`, the cleaned list must be a part of it, and people whom it does not name are
/// held back and counted apart.
///
/// In FHIR a resource goes where any person it speaks of goes, and what speaks of nobody stays only
/// where its type is never about a person (organisations, practitioners, places, medicines). A bundle
/// loses its count, its links and its signature.
///
/// A second user must approve each release: the first run says which request to approve, and the same
/// command then releases the extract. The approval is for exactly this file, purpose and recipient.
///
/// A cleaned list may be used for a few days and is never kept: one that is too old is refused and
/// deleted. Choices about the shared record are another matter and are not asked here.
#[derive(Debug, Args)]
pub(crate) struct ApplyArgs {
    /// The extract: CSV with a head, NDJSON, or FHIR in JSON
    #[arg(value_name = "EXTRACT")]
    extract: PathBuf,
    /// The cleaned list as it came back
    #[arg(value_name = "CLEANED")]
    pub(super) cleaned: PathBuf,
    /// The file to write
    #[arg(long, value_name = "FILE")]
    save: PathBuf,
    /// What the extract is for
    #[arg(long, value_name = "TEXT")]
    purpose: String,
    /// Who gets it
    #[arg(long, value_name = "TEXT")]
    recipient: String,
    /// The list that was sent to be checked
    #[arg(long, value_name = "FILE", required_unless_present = "requested")]
    pub(super) request: Option<PathBuf>,
    /// The day on which the list was sent, where this store does not know it
    #[arg(long, value_name = "DATE")]
    pub(super) requested: Option<Date>,
    /// For how many days a cleaned list may be used
    #[arg(long, value_name = "DAYS", default_value_t = 7, value_parser = clap::value_parser!(u8).range(1..=21))]
    pub(super) valid_days: u8,
    /// The column (CSV) or member (NDJSON) that holds the NHS number
    #[arg(long, value_name = "NAME", default_value = "nhs_number")]
    column: String,
    /// Delete the cleaned list once the extract is written
    #[arg(long)]
    discard: bool,
}

/// Filters the extract.
pub(crate) fn run(session: &mut Session<'_>, args: &ApplyArgs) -> Result<ExitCode, CommandError> {
    let mut store = open_store(session)?;
    let user = caller(session, &mut store)?;
    require(session, &mut store, &user, (&[Activity::RecordOperations, Activity::Governance], "release extracts"))?;
    refuse_unagreed(&args.save, session.agreed)?;
    let said = |text: &str, what| if text.trim().is_empty() { Err(CommandError::usage(what)) } else { Ok(()) };
    said(&args.purpose, "say what the extract is for")?;
    said(&args.recipient, "say who gets the extract")?;
    let lists = cleaned::read(session, &store, args)?;
    let agent = agent(&user);
    let type_1 = store.type_1_opt_outs(agent.clone())?;
    let source = Source::new(&args.extract);
    let open = || source.open();
    let form = Form::of(&open).map_err(|error| source.failed(error))?;
    let rule = Rule {
        cleaned: &lists.cleaned.numbers,
        requested: lists.requested.as_ref(),
        type_1: &type_1,
        test_range_only: store.is_demo(),
    };
    let mut out = Unfinished::begin(&args.save)?;
    let tally = filter(&open, form, &args.column, &rule, &mut out).map_err(|error| source.failed(error))?;
    out.sync()?;
    let applied = Applied { form, tally };
    let extract = Extract {
        sha256: source::hexadecimal(&source.sha256()?),
        records: applied.tally.read,
        purpose: args.purpose.trim().to_owned(),
        recipient: args.recipient.trim().to_owned(),
    };
    // Approved and on record before it has a name.
    store.release_extract(&extract, &applied.said(), &agent)?;
    out.finish(session.agreed)?;
    session.terminal.status(&format!("Wrote {}", args.save.display()));
    if args.discard {
        std::fs::remove_file(&args.cleaned)
            .map_err(|error| CommandError::file(format!("cannot delete {}", args.cleaned.display()), error))?;
    } else {
        session.terminal.status(&format!("Delete the cleaned list by {} at the latest.", lists.last_day));
    }
    if lists.cleaned.numbers.is_empty() {
        session.terminal.warning("the cleaned list is empty: everybody opted out, or the file did not arrive whole");
    }
    session.terminal.present(session.settings.output.value, &applied)?;
    let whole = applied.tally.withheld == 0 && applied.tally.not_asked == 0;
    Ok(if whole { ExitCode::Done } else { ExitCode::ChecksFailed })
}
