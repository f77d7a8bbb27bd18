//! `dcr record show`.

use clap::Args;
use dcr::record::Section;
use dcr::store::{RecordQuery, Store};

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
    /// Only this entry, with all its versions
    #[arg(long, value_name = "ENTRY", conflicts_with_all = ["section", "as_of", "valid_at", "limit", "offset"])]
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
    let mut opened = args.view.open(session)?;
    if let Some(entry) = &args.entry {
        return one_entry(session, &mut opened, entry, args.need.as_deref());
    }
    let sections: Vec<Section> = args.section.iter().map(|section| section.0).collect();
    let query = query(sections, &args.page, &args.time, false);
    let view = opened.store.record(&opened.viewing, &query)?;
    let record = Record { view: &view, covers_allergies: covers_allergies(&query) };
    session.terminal.present(session.settings.output.value, &record)?;
    Ok(ExitCode::Done)
}

fn one_entry(
    session: &mut Session<'_>,
    opened: &mut Opened,
    entry: &str,
    need: Option<&str>,
) -> Result<ExitCode, CommandError> {
    let versions = opened.store.entry(&opened.viewing, entry, need)?;
    session.terminal.present(session.settings.output.value, &EntryVersions(versions))?;
    Ok(ExitCode::Done)
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
