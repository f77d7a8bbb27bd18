//! `dcr consent alerts` without a verb.

use clap::Args;
use dcr::output::Tone;
use dcr::store::sqlite::AlertFilter;
use dcr::store::view::AlertKind;

use crate::asking::{AsOfArgs, PageArgs};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::views::Alerts;

/// Which alerts to list.
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// Those that are closed too
    #[arg(long)]
    all: bool,
    /// Only this kind, such as `emergency-view`
    #[arg(long, value_name = "KIND", value_parser = kind)]
    kind: Option<AlertKind>,
    /// Of what is reviewed by sample, so many in a hundred too; the same ones each time
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(1..=100))]
    sample: Option<u8>,
    #[command(flatten)]
    page: PageArgs,
    #[command(flatten)]
    time: AsOfArgs,
}

/// Lists them, open ones first.
pub(super) fn run(session: &mut Session<'_>, args: &ListArgs) -> Result<ExitCode, CommandError> {
    let (mut store, request) = super::open(session)?;
    let filter = AlertFilter { closed: args.all, kind: args.kind, sample: args.sample };
    let page = args.page.page(args.time.as_of);
    let alerts = store.alerts(&request, filter, page)?;
    let end = (!alerts.is_empty()).then_some((Tone::Muted, "Look into one with `dcr consent alerts show NUMBER`."));
    let listing = Alerts { alerts, end };
    session.terminal.present(session.settings.output.value, &listing)?;
    Ok(ExitCode::Done)
}

fn kind(text: &str) -> Result<AlertKind, String> {
    AlertKind::named(text).ok_or_else(|| {
        let known = AlertKind::ALL.map(AlertKind::slug).join("`, `");
        format!("a kind of alert is `{known}`")
    })
}
