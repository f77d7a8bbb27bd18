//! `dcr consent apply`.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use clap::Args;
use dcr::consent::plan::{OutcomeTotals, RowOutcome, RowStatus};
use dcr::output::{Cell, Column, Tone};
use dcr::store::sqlite::{Applied, Changed, How};
use serde_json::{Map, Value};

use super::outcome::ChangeSaid;
use super::rows::Rows;
use super::who_asks::{Administering, administer};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::interrupt;
use crate::session::Session;
use crate::terminal::Unit;
use crate::words::count;

/// Apply a plan, or a change of `dcr consent set` that was approved
///
/// What restricts is applied at once; what lets somebody see more only where a second user approved
/// exactly this plan, and otherwise stays `pending_approval`. Each row is written with its audit event in
/// one transaction, and in a journal: a run that was stopped anywhere goes on where it was when the same
/// is run again. A row whose person changed their choice after the plan was made is a conflict and is
/// not applied; the others are.
///
/// Exit codes: 7 where a row was a conflict or the plan is not the one that was made; otherwise 4 where
/// rows wait for approval; otherwise 3 where rows of the file had not been taken in; otherwise 0.
#[derive(Debug, Args)]
pub(crate) struct ApplyArgs {
    /// The plan's file, or the name of a request of `dcr consent set`
    #[arg(value_name = "PLAN")]
    plan: PathBuf,
    /// All rows or none: not even one where a row was rejected, waits or is a conflict
    #[arg(long)]
    atomic: bool,
    /// How many rows are written in one transaction
    #[arg(long, value_name = "NUMBER", default_value_t = 2_000, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    batch: u32,
    /// Say what would become of each row and change nothing
    #[arg(long)]
    dry_run: bool,
    /// With --dry-run, end with exit code 5 where something would be applied
    #[arg(long, requires = "dry_run")]
    exit_code: bool,
}

/// Applies it.
pub(crate) fn run(session: &mut Session<'_>, args: &ApplyArgs) -> Result<ExitCode, CommandError> {
    if let Some(name) = request_name(&args.plan) {
        return request(session, name, args.dry_run);
    }
    let opened = File::open(&args.plan);
    let file = opened.map_err(|error| CommandError::file(format!("cannot read {}", args.plan.display()), error))?;
    let Administering { mut store, agent } = administer(session, "change what people chose")?;
    let size = file.metadata().map_or(0, |about| about.len());
    let progress = session.terminal.progress("Applying", size, Unit::Things);
    let stop = interrupt::stop_flag();
    let batch = usize::try_from(args.batch).unwrap_or(usize::MAX);
    let how = How { atomic: args.atomic, dry_run: args.dry_run, batch };
    let mut rows = Rows::new(session, &columns(), "No row.");
    let (mut done, mut failed) = (0, None);
    let see = |outcomes: &[RowOutcome]| {
        done += outcomes.len() as u64;
        progress.at(done);
        for outcome in outcomes {
            if failed.is_none()
                && let Err(error) = push(&mut rows, session, outcome, args.dry_run)
            {
                failed = Some(error);
            }
        }
        failed.is_none() && !stop.load(Ordering::SeqCst)
    };
    let applied = store.apply_plan(file, how, &agent, see);
    drop(progress);
    if let Some(error) = failed {
        return Err(error);
    }
    let applied = applied?;
    say(session, rows, &applied, args)?;
    Ok(exit_code(&applied, args))
}

/// The name of a request: twelve hexadecimal digits that are no file.
fn request_name(path: &Path) -> Option<&str> {
    let name = path.to_str()?;
    let fits = name.len() == 12 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
    (fits && !path.exists()).then_some(name)
}

fn request(session: &mut Session<'_>, name: &str, dry_run: bool) -> Result<ExitCode, CommandError> {
    if dry_run {
        return Err(CommandError::usage(
            "a request shows what it does without --dry-run: `dcr consent approve` lists it",
        ));
    }
    let Administering { mut store, agent } = administer(session, "change what people chose")?;
    let said = match store.apply_request(name, &agent)? {
        Changed::Done(row, number) => ChangeSaid::done(*row, number),
        Changed::Unchanged(row) => ChangeSaid::unchanged(*row),
        Changed::NeedsApproval(row, request) => ChangeSaid::asked(*row, request),
    };
    said.say(session)?;
    Ok(said.exit_code(false))
}

fn columns() -> [Column; 6] {
    [
        Column::new("row", "Row").right(),
        Column::new("line", "Line").right(),
        Column::new("status", "Status"),
        Column::new("code", "Code"),
        Column::new("statement", "Statement").right(),
        Column::new("message", "").flexible(),
    ]
}

fn push(rows: &mut Rows, session: &mut Session<'_>, outcome: &RowOutcome, dry_run: bool) -> Result<(), CommandError> {
    let tone = match outcome.status {
        RowStatus::Applied | RowStatus::Unchanged | RowStatus::Held => Tone::Plain,
        RowStatus::Rejected | RowStatus::Conflict => Tone::Error,
        RowStatus::PendingApproval => Tone::Warning,
    };
    let statement = outcome.statement.filter(|_| !dry_run).map(|id| id.to_string()).unwrap_or_default();
    let cells = vec![
        outcome.row.to_string().into(),
        outcome.line.to_string().into(),
        Cell::toned(tone, outcome.status.word()),
        outcome.code.into(),
        statement.into(),
        outcome.message.as_str().into(),
    ];
    rows.push(session, cells, || {
        let mut value = serde_json::to_value(outcome).unwrap_or_default();
        if let Some(members) = value.as_object_mut().filter(|_| dry_run) {
            members.remove("statement");
        }
        value
    })
}

fn say(session: &mut Session<'_>, rows: Rows, applied: &Applied, args: &ApplyArgs) -> Result<(), CommandError> {
    let OutcomeTotals { applied: done, unchanged, rejected, held, pending_approval, conflict } = applied.totals;
    let would = if args.dry_run { "Would be: " } else { "" };
    let sentence = format!(
        "{would}{done} applied, {unchanged} unchanged, {rejected} rejected, {held} held, {pending_approval} waiting for \
         approval, {conflict} in conflict."
    );
    let mut about = Map::new();
    about.insert("plan".to_owned(), serde_json::to_value(&applied.made).map_err(CommandError::failed)?);
    about.insert("totals".to_owned(), serde_json::to_value(applied.totals).map_err(CommandError::failed)?);
    about.insert("stale".to_owned(), Value::from(applied.stale));
    about.insert("dry_run".to_owned(), Value::from(args.dry_run));
    rows.end(session, about, &[(Tone::Strong, sentence)])?;
    let (id, path) = (&applied.made.id, args.plan.display());
    if pending_approval > 0 && applied.turned_down {
        session.terminal.hint("a second user turned it down: make a plan without these rows");
    } else if pending_approval > 0 {
        session
            .terminal
            .hint(&format!("a second user runs `dcr consent approve {id}`, then run `dcr consent apply {path}`"));
    }
    if applied.stale > 0 {
        let rows = count(applied.stale, "row", "rows");
        session.terminal.warning(&format!("{rows} met a choice that changed after the plan was made"));
    }
    if conflict > 0 {
        session.terminal.hint("make the plan again from what stands now: `dcr consent plan`");
    }
    Ok(())
}

fn exit_code(applied: &Applied, args: &ApplyArgs) -> ExitCode {
    let totals = &applied.totals;
    if applied.stale > 0 || totals.conflict > 0 {
        ExitCode::Conflict
    } else if totals.pending_approval > 0 {
        ExitCode::Refused
    } else if totals.rejected > 0 {
        ExitCode::ChecksFailed
    } else if args.exit_code && totals.applied + totals.held > 0 {
        ExitCode::ChangesPending
    } else {
        ExitCode::Done
    }
}
