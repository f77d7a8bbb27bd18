//! `dcr consent plan`.

use std::fs::{self, File, OpenOptions};
use std::io::{BufReader, BufWriter, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use clap::Args;
use dcr::consent::plan::{PlanHead, PlanLine, PlanTotals, Proposal, Rejection, Source, SourceError};
use dcr::output::{Tone, sanitise_line};
use dcr::store::sqlite::Planned;
use dcr::store::{PlanError, Store};
use serde_json::{Map, Value};

use super::plan_rows;
use super::rows::Rows;
use super::who_asks::{Administering, administer};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::file::refuse_existing;
use crate::session::Session;
use crate::terminal::Unit;
use crate::words::count;

/// Say what a file of choices would change, and save it as a plan
///
/// The file is CSV with a head or NDJSON, in UTF-8, of any size. Its columns: `nhs_number`, `choice`
/// (`yes-1`, `yes-2`, `yes-3`, `no-1`, `no-2`, `default`, `end-yes`), `valid_from`, `valid_to`, `stated`,
/// `user` (of a yes-1), `org` (ODS code of who took it down), `performer`, `relationship`,
/// `performer_name`, `evidence_ref`, `reason`, `key`; the first two must be there. Every row that cannot
/// be taken in is told with its line and why; the others are planned all the same.
///
/// `+` a choice stands where none stood, `~` in the place of another, `-` stands no more, `*` is kept for
/// the history while what stands stays, `=` is kept already. Ends with exit code 3 where rows were not
/// taken in. Nothing is changed: `dcr consent apply PLAN` does that. Rows that let somebody see more
/// wait until a second user approved exactly this plan.
#[derive(Debug, Args)]
pub(crate) struct PlanArgs {
    /// The file; `-` is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Where to save the plan; readable by its owner alone
    #[arg(long, value_name = "PLAN")]
    save: Option<PathBuf>,
    /// What the file is called in the history; a row that comes again under the same name, number and
    /// content is the same row [default: the file's name]
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Replace a plan that is there already
    #[arg(long, requires = "save")]
    force: bool,
    /// End with exit code 5 where something would change
    #[arg(long)]
    exit_code: bool,
}

/// Makes the plan.
pub(crate) fn run(session: &mut Session<'_>, args: &PlanArgs) -> Result<ExitCode, CommandError> {
    if let Some(path) = &args.save {
        refuse_existing(path, args.force)?;
    }
    let Administering { store, agent } = administer(session, "change what people chose")?;
    let mut making = Making { store, agent, save: args.save.clone() };
    let is_input = args.file == Path::new("-");
    let name = args.file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let source = args.source.clone().unwrap_or(if is_input { "standard input".to_owned() } else { name });
    let head = making.store.plan_head(&sanitise_line(&source), &making.agent)?;
    let (reader, size): (Box<dyn Read>, u64) = if is_input {
        (Box::new(std::io::stdin()), 0)
    } else {
        let opened = File::open(&args.file);
        let file = opened.map_err(|error| CommandError::file(format!("cannot read {}", args.file.display()), error))?;
        let size = file.metadata().map_or(0, |about| about.len());
        (Box::new(file), size)
    };
    let read = Arc::new(AtomicU64::new(0));
    let counted = Counted { reader, read: Arc::clone(&read) };
    let progress = session.terminal.progress("Planning", size, Unit::Bytes);
    let now = making.store.now();
    let source = Source::open(BufReader::with_capacity(1 << 18, counted), now).map_err(PlanError::from)?;
    let totals = making.make(session, head, source, |_| progress.at(read.load(Ordering::Relaxed)))?;
    drop(progress);
    Ok(exit_code(&totals, args.exit_code))
}

/// How a plan ends the command.
pub(super) const fn exit_code(totals: &PlanTotals, asked_for: bool) -> ExitCode {
    if totals.rejected > 0 {
        ExitCode::ChecksFailed
    } else if asked_for && totals.to_apply() > 0 {
        ExitCode::ChangesPending
    } else {
        ExitCode::Done
    }
}

/// A plan in the making.
pub(super) struct Making {
    pub(super) store: dcr::store::sqlite::SqliteStore,
    pub(super) agent: dcr::audit::Agent,
    pub(super) save: Option<PathBuf>,
}

impl Making {
    /// Makes the plan, saves it where it is to be saved, asks for the approval that it needs, and says
    /// all of it.
    pub(super) fn make(
        &mut self,
        session: &mut Session<'_>,
        head: PlanHead,
        proposals: impl Iterator<Item = Result<Result<Proposal, Rejection>, SourceError>>,
        mut each: impl FnMut(u64),
    ) -> Result<PlanTotals, CommandError> {
        let mut rows = Rows::new(session, &plan_rows::columns(), "No row.");
        let mut seen = 0;
        let mut failed = None;
        let see = |line: &PlanLine| {
            seen += 1;
            if seen % 1_000 == 0 {
                each(seen);
            }
            let pushed = plan_rows::push(&mut rows, session, line);
            pushed.map_err(|error| {
                failed = Some(error);
                PlanError::Interrupted
            })
        };
        let planned = self.write(head, proposals, see);
        if let Some(error) = failed {
            return Err(error);
        }
        let planned = planned?;
        let waits = planned.made.totals.needs_approval > 0 && self.save.is_some();
        if waits {
            self.store.ask_for_plan(&planned, &self.agent)?;
        }
        self.say(session, rows, &planned, waits)?;
        Ok(planned.made.totals)
    }

    fn write(
        &mut self,
        head: PlanHead,
        proposals: impl Iterator<Item = Result<Result<Proposal, Rejection>, SourceError>>,
        see: impl FnMut(&PlanLine) -> Result<(), PlanError>,
    ) -> Result<Planned, CommandError> {
        let Some(path) = &self.save else {
            return Ok(self.store.make_plan(head, proposals, std::io::sink(), &self.agent, see)?);
        };
        let mut name = path.as_os_str().to_owned();
        name.push(".writing");
        let unfinished = PathBuf::from(name);
        let failed = |error| CommandError::file(format!("cannot write {}", path.display()), error);
        let file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished);
        let file = file.map_err(failed)?;
        let mut writer = BufWriter::with_capacity(1 << 18, &file);
        let planned = self.store.make_plan(head, proposals, &mut writer, &self.agent, see);
        let kept = planned.map_err(CommandError::from).and_then(|planned| {
            writer
                .flush()
                .and_then(|()| file.sync_all())
                .and_then(|()| fs::rename(&unfinished, path))
                .map_err(failed)?;
            Ok(planned)
        });
        if kept.is_err() {
            // The failure that is reported is the first one.
            let _removed = fs::remove_file(&unfinished);
        }
        kept
    }

    fn say(&self, session: &mut Session<'_>, rows: Rows, planned: &Planned, waits: bool) -> Result<(), CommandError> {
        let totals = &planned.made.totals;
        let mut lines = vec![(Tone::Strong, plan_rows::sentence(totals))];
        if self.save.is_some() {
            lines.push((Tone::Plain, format!("Plan {}, SHA-256 {}.", planned.made.id, planned.made.hash)));
        }
        let mut about = Map::new();
        about.insert("plan".to_owned(), serde_json::to_value(&planned.made).map_err(CommandError::failed)?);
        about.insert("request".to_owned(), if waits { Value::String(planned.made.id.clone()) } else { Value::Null });
        rows.end(session, about, &lines)?;
        if let Some(path) = &self.save {
            if waits {
                let id = &planned.made.id;
                let rows = count(totals.needs_approval, "row lets", "rows let");
                let what = format!("{rows} somebody see more: a second user runs `dcr consent approve {id}`");
                session.terminal.hint(&what);
            }
            session.terminal.hint(&format!("apply it: `dcr consent apply {}`", path.display()));
        }
        Ok(())
    }
}

/// A reader that says how far it is.
struct Counted {
    reader: Box<dyn Read>,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, bytes: &mut [u8]) -> std::io::Result<usize> {
        let count = self.reader.read(bytes)?;
        self.read.fetch_add(u64::try_from(count).unwrap_or(0), Ordering::Relaxed);
        Ok(count)
    }
}
