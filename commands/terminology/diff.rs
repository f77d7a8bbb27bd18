//! `dcr terminology diff`.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use clap::Args;
use dcr::output::{Cell, Column, OutputError, Tone};
use dcr_terminology::catalogue::Loaded;
use dcr_terminology::diff::{Change, DiffError, Difference, diff};
use dcr_terminology::load::Progress as Told;
use dcr_terminology::terminology::find;
use serde_json::json;

use super::place::catalogue;
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::interrupt;
use crate::session::Session;
use crate::terminal::Unit;
use crate::views::Listing;

/// The largest file of codes that is read.
const MOST_BYTES: u64 = 64 << 20;

/// List what is different between two releases that are loaded
///
/// Codes that are new or gone, status, terms, hierarchy, attributes, reference sets, maps and
/// replacements; of dm+d every element of every level. With `--codes`, only the codes of a file: what
/// changed for the lists that you keep. Exit code 5 with `--exit-code` where anything is different.
#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    /// The older release, by its name or the beginning of it
    #[arg(value_name = "OLD")]
    old: String,
    /// The newer one
    #[arg(value_name = "NEW")]
    new: String,
    /// Only the codes of this file: one a line, or before the first comma or tab of each line
    #[arg(long, value_name = "FILE")]
    codes: Option<PathBuf>,
    /// The most differences to list; 0 means all. All are counted
    #[arg(long, value_name = "NUMBER", default_value_t = 1_000)]
    limit: usize,
    /// End with exit code 5 where anything is different
    #[arg(long)]
    exit_code: bool,
}

/// Compares them.
pub(crate) fn run(session: &mut Session<'_>, args: &DiffArgs) -> Result<ExitCode, CommandError> {
    let releases = catalogue(session)?.list()?;
    let (old, new) = (find(&releases, &args.old)?, find(&releases, &args.new)?);
    let codes = args.codes.as_deref().map(codes).transpose()?;
    let stop = interrupt::stop_flag();
    let size = new.release.counts.first().map_or(0, |(_, count)| *count);
    let progress = session.terminal.progress("Comparing", size, Unit::Things);
    let mut found = Differences { limit: args.limit, ..Differences::default() };
    let done = std::sync::atomic::AtomicU64::new(0);
    let told = |step: Told<'_>| {
        if let Told::Read { bytes, .. } = step {
            progress.at(done.fetch_add(bytes, std::sync::atomic::Ordering::Relaxed) + bytes);
        }
    };
    let compared = diff(old, new, &told, &stop, &mut |difference| {
        if codes.as_ref().is_none_or(|codes| codes.contains(code_alone(&difference.code))) {
            found.add(difference);
        }
    });
    drop(progress);
    compared?;
    let listing = found.listing(old, new, codes.as_ref().map(HashSet::len))?;
    session.terminal.present(session.settings.output.value, &listing)?;
    let different = !found.counts.is_empty();
    Ok(if args.exit_code && different { ExitCode::ChangesPending } else { ExitCode::Done })
}

/// A code without the system that stands before those of maps.
fn code_alone(code: &str) -> &str {
    code.rsplit(' ').next().unwrap_or(code)
}

#[derive(Default)]
struct Differences {
    limit: usize,
    listed: Vec<Difference>,
    counts: BTreeMap<(&'static str, Change), u64>,
}

impl Differences {
    fn add(&mut self, difference: Difference) {
        *self.counts.entry((difference.fact, difference.change)).or_default() += 1;
        if self.limit == 0 || self.listed.len() < self.limit {
            self.listed.push(difference);
        }
    }

    fn listing(&self, old: &Loaded, new: &Loaded, codes: Option<usize>) -> Result<Listing, OutputError> {
        let columns = [
            Column::new("change", "Change"),
            Column::new("fact", "What"),
            Column::new("code", "Code"),
            Column::new("term", "Term").flexible(),
            Column::new("value", "Value").flexible(),
        ];
        let mut listing = Listing::new("differences", &columns, "Nothing is different.");
        listing.about("old", &old.name)?;
        listing.about("new", &new.name)?;
        let counts =
            self.counts.iter().map(|((fact, change), count)| json!({ "fact": fact, "change": change, "count": count }));
        listing.about("counts", &counts.collect::<Vec<_>>())?;
        for difference in &self.listed {
            let (tone, sign) = match difference.change {
                Change::Gone => (Tone::Warning, "gone"),
                Change::New => (Tone::Good, "new"),
            };
            let cells = vec![
                Cell::toned(tone, sign),
                difference.fact.into(),
                (&difference.code).into(),
                Cell::toned(Tone::Muted, &difference.term),
                (&difference.value).into(),
            ];
            listing.push(cells, difference)?;
        }
        let total: u64 = self.counts.values().sum();
        if total > self.listed.len() as u64 {
            listing.end(Tone::Warning, format!("{} of {total} differences; `--limit 0` lists all.", self.listed.len()));
        }
        if total > 0 {
            let count = |((fact, change), count): (&(&str, Change), &u64)| {
                format!("{count} {fact} {}", if *change == Change::New { "new" } else { "gone" })
            };
            let counts: Vec<String> = self.counts.iter().map(count).collect();
            listing.end(Tone::Plain, format!("{}.", counts.join(", ")));
        }
        let of = codes.map_or_else(String::new, |codes| format!(", of {codes} codes"));
        listing.end(Tone::Muted, format!("From {} to {}{of}.", old.name, new.name));
        Ok(listing)
    }
}

/// The codes of a file.
fn codes(path: &Path) -> Result<HashSet<String>, CommandError> {
    let failed = |error| CommandError::file(format!("cannot read {}", path.display()), error);
    let size = std::fs::metadata(path).map_err(failed)?.len();
    if size > MOST_BYTES {
        return Err(CommandError::failed(format!("{} has more than {MOST_BYTES} bytes", path.display())));
    }
    let bytes = std::fs::read(path).map_err(failed)?;
    let text = String::from_utf8_lossy(&bytes);
    let first = |line: &str| line.split([',', '\t']).next().unwrap_or_default().trim().trim_matches('"').to_owned();
    Ok(text.lines().map(first).filter(|code| !code.is_empty()).collect())
}

impl From<DiffError> for CommandError {
    fn from(error: DiffError) -> Self {
        match error {
            DiffError::Kinds(..) => Self::usage(error).hint("see what is loaded: `dcr terminology status`"),
            DiffError::Container(error) => Self::failed(error).hint("see what is loaded: `dcr terminology status`"),
            DiffError::Stopped(error) => error.into(),
        }
    }
}
