//! `dcr record show`.

use std::collections::HashSet;

use clap::{Args, ValueEnum};
use dcr::coding::Marker;
use dcr::output::write_json;
use dcr::record::{EntryState, MessageId, Section};
use dcr::store::RecordQuery;
use dcr::store::view::{EntryView, Page, RecordView};
use jiff::Timestamp;

use super::trace::need_helps;
use crate::asking::{Opened, PageArgs, TimeArgs, ViewArgs};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::section::SectionArg;
use crate::session::Session;
use crate::views::{EntryVersions, Record};

/// Show a person's record, section by section
///
/// What to know first comes first: active problems, allergies, medicines, the last contacts and
/// reports. Each section counts what the lists of its sources hold; what only came along with a
/// consultation or a problem stands at its end. A notice says what a source does not or cannot send:
/// absence never means "no". Issues of medicines are counted; `--section medication` lists each.
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
    /// Write a FHIR R4 bundle of UK Core resources instead, with the provenance of each
    #[arg(long, value_name = "FORM", conflicts_with = "entry")]
    format: Option<BundleArg>,
    /// Why the clinical text of that entry is needed, under record operations
    #[arg(long, value_name = "TEXT", requires = "entry")]
    need: Option<String>,
    #[command(flatten)]
    page: PageArgs,
    #[command(flatten)]
    time: TimeArgs,
}

/// The form of a bundle.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum BundleArg {
    /// FHIR R4, UK Core
    Fhir,
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
    if args.format.is_some() {
        return as_fhir(session, &mut opened, view, &query);
    }
    if let Some(marker) = &marker {
        view.set_marks(marker);
    }
    let in_full = query.sections.contains(&Section::Medication);
    let record = Record { view: &view, covers_allergies: covers_allergies(&query), in_full };
    session.terminal.present(session.settings.output.value, &record)?;
    Ok(ExitCode::Done)
}

/// Writes the part of the record that was asked for as a bundle, after the audit event.
fn as_fhir(
    session: &mut Session<'_>,
    opened: &mut Opened,
    view: RecordView,
    query: &RecordQuery,
) -> Result<ExitCode, CommandError> {
    let document = super::fhir::document(session, opened, view, query)?;
    let mut bytes = Vec::new();
    write_json(&mut bytes, &document)?;
    opened.store.record_export(&opened.viewing, "the record as a FHIR R4 bundle")?;
    session.terminal.raw(&bytes)?;
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
