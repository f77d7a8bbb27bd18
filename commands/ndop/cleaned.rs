//! The cleaned list: when it was asked for, and for how long it may be used.

use std::fs::{self, File};
use std::io::BufReader;
use std::path::Path;

use dcr::interchange::opt_out::{CleanedList, NumberSet};
use dcr::record::london;
use dcr::store::Store;
use dcr::store::sqlite::SqliteStore;
use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::apply::ApplyArgs;
use super::source::{Source, list_failed};
use crate::error::{CommandError, ErrorKind};
use crate::session::Session;
use crate::words::count;

/// What may be disclosed, and what was asked about.
pub(super) struct Lists {
    pub(super) cleaned: CleanedList,
    pub(super) requested: Option<NumberSet>,
    /// The last day on which the list may be used.
    pub(super) last_day: Date,
}

/// Reads both lists, after the check that they may still be used.
pub(super) fn read(session: &mut Session<'_>, store: &SqliteStore, args: &ApplyArgs) -> Result<Lists, CommandError> {
    let (requested, written) = match &args.request {
        Some(path) => sent(store, path)?,
        None => (None, None),
    };
    let day = args.requested.or(written).ok_or_else(|| {
        CommandError::usage("this store has not written that list, so when it was sent is not known")
            .hint("say when with `--requested DATE`")
    })?;
    let last_day = in_time(session, store, args, day)?;
    let file = File::open(&args.cleaned)
        .map_err(|error| CommandError::file(format!("cannot read {}", args.cleaned.display()), error))?;
    let cleaned = CleanedList::read(BufReader::with_capacity(1 << 20, file), requested.as_ref());
    let cleaned = cleaned.map_err(|error| list_failed(&args.cleaned, error))?;
    Ok(Lists { cleaned, requested, last_day })
}

/// The list that was sent, and the day on which this store wrote it.
fn sent(store: &SqliteStore, path: &Path) -> Result<(Option<NumberSet>, Option<Date>), CommandError> {
    let source = Source::new(path);
    let input = source.open().map_err(|error| CommandError::file(format!("cannot read {}", path.display()), error))?;
    let list = CleanedList::read(input, None).map_err(|error| list_failed(path, error))?;
    let known = store.opt_out_request(&source.sha256()?)?;
    let day = known.map(|known| known.requested.to_zoned(london().clone()).date());
    Ok((Some(list.numbers), day))
}

/// The last day of a list that was asked for on `day`. One that is over is thrown away.
fn in_time(session: &mut Session<'_>, store: &SqliteStore, args: &ApplyArgs, day: Date) -> Result<Date, CommandError> {
    let today = store.now().to_zoned(london().clone()).date();
    if day > today {
        return Err(CommandError::usage("that day is still to come"));
    }
    let valid: Span = i64::from(args.valid_days).days();
    let last = day.checked_add(valid).map_err(|_| CommandError::usage("that day is out of range"))?;
    if today <= last {
        return Ok(last);
    }
    let over = format!(
        "the cleaned list was asked for on {day} and could be used for {}, until {last}",
        count(u64::from(args.valid_days), "day", "days")
    );
    if !args.cleaned.exists() {
        return Err(CommandError::new(ErrorKind::Conflict, over));
    }
    let delete = format!("delete {}, which may not be used any more", args.cleaned.display());
    let again = "have the list checked again: `dcr ndop request`";
    if session.terminal.confirm(&delete, session.agreed).is_err() {
        let error = CommandError::new(ErrorKind::Conflict, over).hint("delete it; with `--yes` this command does");
        return Err(error.hint(again));
    }
    fs::remove_file(&args.cleaned)
        .map_err(|error| CommandError::file(format!("cannot delete {}", args.cleaned.display()), error))?;
    session.terminal.status(&format!("Deleted {}", args.cleaned.display()));
    Err(CommandError::new(ErrorKind::Conflict, over).hint(again))
}
