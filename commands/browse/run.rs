//! `dcr browse`.

use std::sync::Arc;

use clap::Args;

use super::{Browse, show};
use crate::asking::{TimeArgs, caller, open_any};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::purpose::PurposeName;
use crate::session::Session;
use crate::terminology::marker;

/// Browse records on the whole terminal: find a person, see the record, say why it looks like that
///
/// Every record opens through the same gate as in the other commands, and each view is written to
/// the audit. `?` shows the keys. On a screen reader use `dcr patient` and `dcr record`, which say
/// the same in plain lines.
#[derive(Debug, Args)]
pub(crate) struct BrowseArgs {
    /// The purpose until another is chosen [default: direct-care]
    #[arg(long, value_name = "PURPOSE")]
    purpose: Option<PurposeName>,
    /// The incident that record operations serve
    #[arg(long, value_name = "REF")]
    incident: Option<String>,
    #[command(flatten)]
    time: TimeArgs,
}

/// Opens the store and shows the browser until the user leaves it.
pub(crate) fn run(session: &mut Session<'_>, args: &BrowseArgs) -> Result<ExitCode, CommandError> {
    let marker = marker(session).map(Arc::new);
    let releases = marker.as_ref().map(|marker| marker.releases()).unwrap_or_default();
    let mut store = open_any(session, releases)?;
    let user = caller(session, &mut *store)?;
    let browse = Browse {
        purpose: args.purpose.unwrap_or(session.settings.purpose.value).into(),
        incident: args.incident.clone(),
        stories: Vec::new(),
        as_of: args.time.as_of,
        valid_at: args.time.valid_at,
        marker,
    };
    show(session, store.boxed(), user, browse)
}
