//! `dcr audit follow`.

use std::time::Duration;

use clap::Args;
use dcr::output::{Format, Sheet, write_ndjson};

use super::query::FilterArgs;
use super::show;
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

/// How often the log is asked again.
const EVERY: Duration = Duration::from_millis(500);

/// Show events of the audit as they come in
///
/// Takes the same filter as `dcr audit query`. One line for each, or one JSON object a line with
/// `--output ndjson`. Ends with the view, after eight hours, or on Ctrl-C.
#[derive(Debug, Args)]
pub(crate) struct FollowArgs {
    #[command(flatten)]
    filter: FilterArgs,
    /// Begin after this event instead of now
    #[arg(long, value_name = "EVENT")]
    since_event: Option<i64>,
    /// End after so many events
    #[arg(long, value_name = "NUMBER")]
    events: Option<usize>,
}

/// Shows events as they come in.
pub(crate) fn run(session: &mut Session<'_>, args: &FollowArgs) -> Result<ExitCode, CommandError> {
    let format = session.settings.output.value;
    if !matches!(format, Format::Table | Format::Ndjson) {
        return Err(CommandError::usage("events that come in are shown as a table or as `--output ndjson`"));
    }
    let reading = args.filter.open(session, "follow")?;
    let mut last = match args.since_event {
        Some(event) => event,
        None => reading.store.last_event()?,
    };
    let mut left = args.events.unwrap_or(usize::MAX);
    session.terminal.status("Waiting for events.");
    loop {
        let newest = reading.store.last_event()?;
        let patients = reading.patients.as_deref();
        let mut found = reading.store.audit_after(&reading.viewing, &reading.filter, patients, last)?;
        // What was looked at and did not fit is not looked at again.
        last = found.last().map_or(last, |entry| entry.sequence).max(newest.min(last.saturating_add(10_000)));
        found.truncate(left);
        left -= found.len();
        for entry in &found {
            if format == Format::Ndjson {
                let mut bytes = Vec::new();
                write_ndjson(&mut bytes, &[show::value(entry)?])?;
                session.terminal.raw(&bytes)?;
            } else {
                let mut sheet = Sheet::new(session.terminal.out().style());
                show::line(&mut sheet, entry);
                session.terminal.raw(sheet.finish().as_bytes())?;
            }
        }
        if left == 0 {
            return Ok(ExitCode::Done);
        }
        std::thread::sleep(EVERY);
    }
}
