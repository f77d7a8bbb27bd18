//! `dcr terminology status`.

use clap::Args;
use dcr::output::{Cell, Column, OutputError, Tone};
use dcr_terminology::catalogue::{Catalogue, Kind, Listing as Releases, Loaded};
use dcr_terminology::container::verify;
use serde_json::{Value, json};

use super::loading::{counts, counts_value};
use super::place::catalogue;
use crate::asking::shown;
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::terminal::Unit;
use crate::views::Listing;

/// List the releases that are loaded, and what a UK site would expect and has not loaded
///
/// Of each kind the newest release answers. With `--verify`, every byte of each index is read and
/// compared with its checksum; exit code 6 where one is damaged.
#[derive(Debug, Args)]
pub(crate) struct StatusArgs {
    /// Read every index whole and compare its checksums
    #[arg(long)]
    verify: bool,
    /// Also list the files that each release was loaded from, with their checksums
    #[arg(long)]
    sources: bool,
}

const COLUMNS: [Column; 9] = [
    Column::new("kind", "Kind"),
    Column::new("release", "Release"),
    Column::new("date", "Date"),
    Column::new("answers", "Answers"),
    Column::new("state", "State"),
    Column::new("size", "Bytes").right(),
    Column::new("loaded", "Loaded"),
    Column::new("counts", "Counts").flexible(),
    Column::new("onto", "Added to").file_only(),
];

/// Lists them.
pub(crate) fn run(session: &mut Session<'_>, args: &StatusArgs) -> Result<ExitCode, CommandError> {
    let catalogue = catalogue(session)?;
    let releases = catalogue.list()?;
    let states = states(session, &releases, args.verify);
    let listing = listing(&catalogue, &releases, &states, args.sources)?;
    session.terminal.present(session.settings.output.value, &listing)?;
    let damaged = !releases.damaged.is_empty() || states.iter().any(Result::is_err);
    Ok(if damaged { ExitCode::IntegrityBroken } else { ExitCode::Done })
}

/// What is to be said of the index of each release.
type State = Result<&'static str, String>;

fn states(session: &Session<'_>, releases: &Releases, verify_all: bool) -> Vec<State> {
    if !verify_all {
        return releases
            .releases
            .iter()
            .map(|loaded| dcr_terminology::terminology::opens(loaded).map(|()| "opens"))
            .collect();
    }
    let total = releases.releases.iter().map(size).sum();
    let progress = session.terminal.progress("Verifying", total, Unit::Bytes);
    let mut done = 0;
    let mut states = Vec::new();
    for loaded in &releases.releases {
        let opens = dcr_terminology::terminology::opens(loaded);
        let state = opens.and_then(|()| verify(&loaded.index()).map_err(|error| error.to_string()));
        states.push(state.map(|()| "verified"));
        done += size(loaded);
        progress.at(done);
    }
    states
}

fn size(loaded: &Loaded) -> u64 {
    std::fs::metadata(loaded.index()).map_or(0, |metadata| metadata.len())
}

fn listing(
    catalogue: &Catalogue,
    releases: &Releases,
    states: &[State],
    with_sources: bool,
) -> Result<Listing, OutputError> {
    let mut listing = Listing::new("releases", &COLUMNS, "No release is loaded.");
    listing.about("folder", &catalogue.folder().display().to_string())?;
    for (loaded, state) in releases.releases.iter().zip(states) {
        push(&mut listing, releases, loaded, state)?;
    }
    let damaged: Vec<Value> =
        releases.damaged.iter().map(|(folder, why)| json!({ "folder": folder, "reason": why })).collect();
    listing.about("damaged", &damaged)?;
    for (loaded, state) in releases.releases.iter().zip(states) {
        if let Err(why) = state {
            listing.end(Tone::Error, format!("{}: {why}", loaded.name));
        }
        if with_sources {
            for source in &loaded.release.sources {
                listing.end(
                    Tone::Muted,
                    format!("{}: {} ({} bytes, SHA-256 {})", loaded.name, source.name, source.bytes, source.sha256),
                );
            }
        }
    }
    for (folder, why) in &releases.damaged {
        listing.end(Tone::Error, format!("{} is no whole release: {why}", folder.display()));
    }
    missing(&mut listing, releases)?;
    Ok(listing)
}

fn push(listing: &mut Listing, releases: &Releases, loaded: &Loaded, state: &State) -> Result<(), OutputError> {
    let release = &loaded.release;
    let answers = releases.newest(release.kind).is_some_and(|newest| newest.name == loaded.name);
    let (tone, word) = match state {
        Ok(word) => (Tone::Good, *word),
        Err(_) => (Tone::Error, "damaged"),
    };
    let date = release.date.map(|date| date.to_string());
    let cells = vec![
        release.kind.title().into(),
        (&loaded.name).into(),
        Cell::optional(date.as_ref()),
        if answers { Cell::toned(Tone::Good, "yes") } else { Cell::toned(Tone::Muted, "no") },
        Cell::toned(tone, word),
        size(loaded).to_string().into(),
        shown(release.loaded).into(),
        Cell::toned(Tone::Muted, counts(&release.counts)),
        Cell::optional(release.onto.as_ref()),
    ];
    let value = json!({
        "kind": release.kind, "release": loaded.name, "date": date, "answers": answers, "state": word,
        "damage": state.as_ref().err(), "size": size(loaded), "loaded": release.loaded,
        "counts": counts_value(&release.counts), "notes": release.notes, "sources": release.sources,
        "onto": release.onto,
    });
    listing.push(cells, &value)
}

/// What a UK site would expect, and is not loaded.
fn missing(listing: &mut Listing, releases: &Releases) -> Result<(), OutputError> {
    let missing: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| releases.newest(*kind).is_none()).collect();
    let values: Vec<Value> = missing.iter().map(|kind| json!({ "kind": kind, "expected": kind.expected() })).collect();
    listing.about("missing", &values)?;
    for kind in &missing {
        listing.end(Tone::Warning, format!("Not loaded: {}.", kind.expected()));
    }
    if !missing.is_empty() {
        listing.end(Tone::Hint, "Load what TRUD gives, zips as they are: `dcr terminology load PATH`.");
    }
    Ok(())
}
