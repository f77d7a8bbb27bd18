//! `dcr terminology load`.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use clap::Args;
use dcr_terminology::archive::Limits;
use dcr_terminology::carry_out::carry_out;
use dcr_terminology::catalogue::Catalogue;
use dcr_terminology::load::Progress as Told;
use dcr_terminology::plan::{Part, Plan, Request, Step, plan};
use jiff::Timestamp;

use super::loading::{outcome, planned, said};
use super::place::catalogue;
use super::relabel::relabel;
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::interrupt;
use crate::session::Session;
use crate::terminal::{Progress, Unit};
use crate::words::length;

/// Load releases: TRUD zips as they are, folders or files
///
/// Finds out what each file is, shows the plan, and loads one release of each kind that there are
/// files of: SNOMED CT (RF2: Full, Snapshot or Delta, any packages), Read v2, CTV3, the NHS Data
/// Migration maps, dm+d with its bonus files. Name together what belongs together: the packages of
/// an edition, dm+d and its bonus.
///
/// A release that is loaded already is not loaded again. Releases stand side by side, and the
/// newest answers. What is sensitive in the store, if there is one, is labelled again by what is
/// loaded then. A load that is stopped, or killed, leaves what answered before. Files that are
/// not recognised are refused by name; what comes with a release and holds nothing of it, such as
/// its documentation, is listed and passed over.
#[derive(Debug, Args)]
pub(crate) struct LoadArgs {
    /// Zips, folders or files
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Pass over files of this name (can be repeated)
    #[arg(long, value_name = "NAME")]
    skip: Vec<String>,
    /// Show the plan and load nothing
    #[arg(long)]
    dry_run: bool,
    /// End with exit code 5 where there is something to load
    #[arg(long, requires = "dry_run")]
    exit_code: bool,
}

/// Plans, shows the plan, loads.
pub(crate) fn run(session: &mut Session<'_>, args: &LoadArgs) -> Result<ExitCode, CommandError> {
    let catalogue = catalogue(session)?;
    let stop = interrupt::stop_flag();
    let plan = make_plan(session, args, &catalogue, &stop)?;
    let format = session.settings.output.value;
    if args.dry_run {
        session.terminal.present(format, &planned(&plan)?)?;
        let pending = plan.parts.iter().any(|part| !matches!(part.step, Step::AlreadyLoaded(_)));
        return Ok(if args.exit_code && pending { ExitCode::ChangesPending } else { ExitCode::Done });
    }
    for line in said(&plan) {
        session.terminal.status(&line);
    }
    for file in &plan.passed_over {
        session.terminal.detail(&format!("passed over: {} ({})", file.place, file.reason));
    }
    let mut loaded = Vec::new();
    for part in &plan.parts {
        warn_of_newer(session, part);
        loaded.push(load(session, part, &catalogue, &stop)?);
    }
    session.terminal.present(format, &outcome(&plan, &loaded)?)?;
    relabel(session);
    Ok(ExitCode::Done)
}

fn make_plan(
    session: &mut Session<'_>,
    args: &LoadArgs,
    catalogue: &Catalogue,
    stop: &Arc<AtomicBool>,
) -> Result<Plan, CommandError> {
    let listing = catalogue.list()?;
    let progress = session.terminal.progress("Looking at what is there", 0, Unit::Bytes);
    let request = Request { paths: &args.paths, skip: &args.skip, limits: Limits::default() };
    let plan = plan(&request, &listing, &|_| {}, stop);
    drop(progress);
    Ok(plan?)
}

fn warn_of_newer(session: &mut Session<'_>, part: &Part) {
    if let (Step::Load, Some((name, date))) = (&part.step, &part.newer) {
        let kind = part.kind.title();
        session.terminal.warning(&format!("{kind}: this is older than {name} of {date}, which goes on answering"));
        session.terminal.hint(&format!("ask the older one with `--release {}`", part.name));
    }
}

/// Loads one release, its progress on standard error; `None` where it is loaded already.
fn load(
    session: &mut Session<'_>,
    part: &Part,
    catalogue: &Catalogue,
    stop: &AtomicBool,
) -> Result<Option<dcr_terminology::catalogue::Loaded>, CommandError> {
    let doing = format!("Loading {}", part.kind.title());
    let progress = session.terminal.progress(&doing, part.bytes, Unit::Bytes);
    let loaded = carry_out(part, catalogue, Timestamp::now(), &told(&progress, &doing), stop);
    drop(progress);
    let loaded = loaded?;
    if let Some(loaded) = &loaded {
        for note in &loaded.release.notes {
            session.terminal.warning(note);
        }
        if !loaded.release.notes.is_empty() {
            let notes = length(loaded.release.notes.len(), "note is", "notes are");
            session.terminal.detail(&format!("{notes} kept with the release: `dcr terminology status`"));
        }
    }
    Ok(loaded)
}

/// Moves the bar: told from several threads, it adds up what each has read.
fn told<'a>(progress: &'a Progress, doing: &'a str) -> impl Fn(Told<'_>) + Sync + 'a {
    let done = AtomicU64::new(0);
    move |step| match step {
        Told::Read { bytes, .. } => progress.at(done.fetch_add(bytes, Ordering::Relaxed) + bytes),
        Told::Building(what) => progress.doing(&format!("{doing}: {what}")),
    }
}
