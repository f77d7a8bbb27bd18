//! `dcr identity unlink`.

use clap::Args;
use dcr::access::Activity;
use dcr::output::{Column, Tone};
use dcr::store::{PatientId, PatientRef};
use serde_json::json;

use crate::asking::{agent, caller, open_store, require};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::views::Listing;

/// Take two identities apart that were made one by mistake, and hold them apart
///
/// Each has its own choices again: what one of them closed may open for the other. Nothing of the
/// history goes; `dcr identity explain` tells the links and their store numbers.
#[derive(Debug, Args)]
pub(crate) struct UnlinkArgs {
    /// One of them, by store number, such as `P12`
    #[arg(value_name = "PATIENT")]
    left: String,
    /// The other, by store number
    #[arg(value_name = "OTHER")]
    right: String,
    /// The incident that this serves
    #[arg(long, value_name = "REF")]
    incident: String,
    /// Why they are not one person, in your own words
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Say what would be undone, and change nothing
    #[arg(long)]
    dry_run: bool,
}

/// Undoes the links between them.
pub(crate) fn run(session: &mut Session<'_>, args: &UnlinkArgs) -> Result<ExitCode, CommandError> {
    let (left, right) = (store_number(&args.left)?, store_number(&args.right)?);
    if args.reason.trim().is_empty() || args.incident.trim().is_empty() {
        return Err(CommandError::usage("a reason and the reference of an incident must be written"));
    }
    let mut store = open_store(session)?;
    let user = caller(session, &mut store)?;
    require(session, &mut store, &user, (&[Activity::RecordOperations], "take identities apart"))?;
    let why = (args.reason.trim(), args.incident.trim());
    let done = store.unlink((left, right), why, &agent(&user), args.dry_run)?;
    let columns = [Column::new("patient", "Patient"), Column::new("other", "Other"), Column::new("undone", "Undone")];
    let mut listing = Listing::new("unlinked", &columns, "Nothing was undone.");
    for kind in &done.undone {
        let cells = vec![left.to_string().into(), right.to_string().into(), kind.as_str().into()];
        let value = json!({"patient": left, "other": right, "undone": kind, "applied": !args.dry_run,
            "still_linked_otherwise": done.still_one});
        listing.push(cells, &value)?;
    }
    listing.end(Tone::Plain, ending(args.dry_run, done.still_one));
    session.terminal.present(session.settings.output.value, &listing)?;
    Ok(ExitCode::Done)
}

const fn ending(dry_run: bool, still_one: bool) -> &'static str {
    match (dry_run, still_one) {
        (true, _) => "Nothing is changed yet.",
        (false, false) => "They are held apart from now on.",
        (false, true) => "They are held apart from now on, against other links that would join them.",
    }
}

fn store_number(text: &str) -> Result<PatientId, CommandError> {
    match text.parse() {
        Ok(PatientRef::Patient(id)) => Ok(id),
        _ => Err(CommandError::usage("name each by its store number, such as `P12`")
            .hint("`dcr identity explain` tells them")),
    }
}
