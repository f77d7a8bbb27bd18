//! `dcr record show`.

use std::collections::HashSet;

use clap::Args;
use dcr::coding::Marker;
use dcr::record::{EntryState, MessageId, Section};
use dcr::store::view::{EntryView, Page};
use dcr::store::{RecordQuery, Store};
use jiff::Timestamp;

use super::trace::need_helps;
use crate::asking::{Opened, PageArgs, TimeArgs, ViewArgs};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::section::SectionArg;
use crate::session::Session;
use crate::views::{EntryVersions, Record};

/// Show a person's record, section by section
#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    #[command(flatten)]
    view: ViewArgs,
    /// Only this section (can be repeated)
    #[arg(long, value_name = "SECTION")]
    section: Vec<SectionArg>,
    /// Only this entry, with all its versions; with `--as-of` those that were known then
    #[arg(long, value_name = "ENTRY", conflicts_with_all = ["section", "valid_at", "limit", "offset"])]
    entry: Option<String>,
    /// Why the clinical text of that entry is needed, under record operations
    #[arg(long, value_name = "TEXT", requires = "entry")]
    need: Option<String>,
    #[command(flatten)]
    page: PageArgs,
    #[command(flatten)]
    time: TimeArgs,
}

/// Shows the record.
pub(crate) fn run(session: &mut Session<'_>, args: &ShowArgs) -> Result<ExitCode, CommandError> {
    let (mut opened, marker) = args.view.open_with_terms(session)?;
    if let Some(entry) = &args.entry {
        return one_entry(session, &mut opened, entry, marker.as_ref(), args);
    }
    let sections: Vec<Section> = args.section.iter().map(|section| section.0).collect();
    let query = query(sections, &args.page, &args.time, false);
    let mut view = opened.store.record(&opened.viewing, &query)?;
    marker.iter().for_each(|marker| view.set_marks(marker));
    let record = Record { view: &view, covers_allergies: covers_allergies(&query) };
    session.terminal.present(session.settings.output.value, &record)?;
    Ok(ExitCode::Done)
}

fn one_entry(
    session: &mut Session<'_>,
    opened: &mut Opened,
    entry: &str,
    marker: Option<&Marker>,
    args: &ShowArgs,
) -> Result<ExitCode, CommandError> {
    let need = args.need.as_deref();
    let mut versions = opened.store.entry(&opened.viewing, entry, need)?;
    if let Some(at) = args.time.as_of {
        versions = known_by(opened, versions, at)?;
    }
    if let Some(marker) = marker {
        for version in &mut versions {
            version.set_mark(marker);
        }
    }
    let terms_of = marker.map(Marker::releases).unwrap_or_default();
    let view = EntryVersions { versions, need_helps: need_helps(opened, need), terms_of };
    session.terminal.present(session.settings.output.value, &view)?;
    Ok(ExitCode::Done)
}

/// The versions that the store knew then; the newest of them stood then, unless it took the entry back.
fn known_by(opened: &mut Opened, versions: Vec<EntryView>, at: Timestamp) -> Result<Vec<EntryView>, CommandError> {
    let trace = opened.store.trace(&opened.viewing, Page::ALL)?;
    let come: HashSet<MessageId> =
        trace.into_iter().filter(|item| item.received <= at).map(|item| item.message).collect();
    let mut known: Vec<EntryView> = versions.into_iter().filter(|version| version.provenance.recorded <= at).collect();
    for version in &mut known {
        version.repeated_in.retain(|(message, _)| come.contains(message));
    }
    match known.first_mut() {
        Some(newest) if newest.state == EntryState::Superseded => newest.state = EntryState::Current,
        Some(_) => {}
        None => return Err(CommandError::failed("no version of that entry was known then")),
    }
    Ok(known)
}

/// The part of the record that the options name.
pub(super) fn query(sections: Vec<Section>, page: &PageArgs, time: &TimeArgs, timeline: bool) -> RecordQuery {
    let (as_of, valid_at) = (time.as_of, time.valid_at);
    RecordQuery { sections, as_of, valid_at, offset: page.offset, limit: page.limit, timeline }
}

/// Whether every allergy of the record is in the view, so that their absence may be told.
pub(super) fn covers_allergies(query: &RecordQuery) -> bool {
    let asked = query.sections.is_empty() || query.sections.contains(&Section::Allergies);
    asked && query.offset == 0 && query.limit == 0 && query.as_of.is_none() && query.valid_at.is_none()
}
