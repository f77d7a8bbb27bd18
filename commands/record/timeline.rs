//! `dcr record timeline`.

use clap::Args;
use dcr::record::Section;

use super::show::{covers_allergies, query};
use crate::asking::{PageArgs, TimeArgs, ViewArgs};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::section::SectionArg;
use crate::session::Session;
use crate::views::Record;

/// Show a person's record on one timeline over all sources, newest first
#[derive(Debug, Args)]
pub(crate) struct TimelineArgs {
    #[command(flatten)]
    view: ViewArgs,
    /// Only this section (can be repeated)
    #[arg(long, value_name = "SECTION")]
    section: Vec<SectionArg>,
    #[command(flatten)]
    page: PageArgs,
    #[command(flatten)]
    time: TimeArgs,
}

/// Shows the timeline.
pub(crate) fn run(session: &mut Session<'_>, args: &TimelineArgs) -> Result<ExitCode, CommandError> {
    let (mut opened, marker) = args.view.open_with_terms(session)?;
    let sections: Vec<Section> = args.section.iter().map(|section| section.0).collect();
    let query = query(sections, &args.page, &args.time, true);
    let mut view = opened.store.record(&opened.viewing, &query)?;
    if let Some(marker) = &marker {
        view.set_marks(marker);
    }
    let record = Record { view: &view, covers_allergies: covers_allergies(&query), in_full: true };
    session.terminal.present(session.settings.output.value, &record)?;
    Ok(ExitCode::Done)
}
