//! `dcr demo`.

use std::sync::Arc;

use clap::Args;
use dcr::access::Purpose;
use dcr::browser::Story;
use dcr::output::{Column, OutputError, Sheet, Table, document};
use dcr::store::Store;
use serde_json::Value;

use super::build::{build, opened};
use super::data::stories;
use super::summary::Summary;
use super::users::users;
use crate::asking::{caller, store_path};
use crate::browse::{Browse, show};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::settings::{Origin, Setting};
use crate::store_url::StoreUrl;
use crate::terminal::Present;
use crate::terminology::marker;

/// Build the fictional Dorset from wire messages and browse it
///
/// On a terminal the record browser opens on the people whose stories show most; in a pipe, or with
/// `--output`, a summary is written. The store is built once and used again. `--store demo` names
/// it in every other command, and `--as NAME` acts there as one of its users. Nobody in it is real:
/// their NHS numbers are never issued.
#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    /// Build the store anew
    #[arg(long)]
    fresh: bool,
    /// List the users that `--as` takes
    #[arg(long, conflicts_with = "fresh")]
    users: bool,
}

/// Builds the demo where it is not there yet, and shows what is in it.
pub(crate) fn run(session: &mut Session<'_>, args: &DemoArgs) -> Result<ExitCode, CommandError> {
    let format = session.settings.output.value;
    if args.users {
        session.terminal.present(format, &Users)?;
        return Ok(ExitCode::Done);
    }
    session.settings.store = Setting { value: StoreUrl::Demo, origin: Origin::Default };
    let path = store_path(session)?;
    if args.fresh || !path.exists() {
        build(session, &path)?;
        session.terminal.status(&format!("Built the demo store at {}", path.display()));
    }
    let browses = session.settings.output.origin == Origin::Default && session.terminal.can_browse();
    let marker = if browses { marker(session).map(Arc::new) } else { None };
    let mut store = opened(&path, marker.as_ref().map(|marker| marker.releases()).unwrap_or_default())?;
    if browses {
        let user = caller(session, &mut store)?;
        let stories = stories()?.into_iter().map(Story::from).collect();
        let browse =
            Browse { purpose: Purpose::DirectCare, incident: None, stories, as_of: None, valid_at: None, marker };
        return show(session, Box::new(store), user, browse);
    }
    let summary =
        Summary { info: store.info()?, feeds: store.feeds(None)?, entries: store.entry_counts()?, stories: stories()? };
    session.terminal.present(format, &summary)?;
    Ok(ExitCode::Done)
}

/// Who works in the fictional Dorset.
struct Users;

impl Present for Users {
    fn text(&self, sheet: &mut Sheet) {
        sheet.table(&self.table(), "");
    }

    fn document(&self) -> Result<Value, OutputError> {
        document("users", &users(0).into_iter().map(|user| dcr::access::User { uid: None, ..user }).collect::<Vec<_>>())
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        users(0).into_iter().map(|user| Ok(serde_json::to_value(dcr::access::User { uid: None, ..user })?)).collect()
    }

    fn table(&self) -> Table {
        let columns = [
            Column::new("name", "Name"),
            Column::new("full_name", "Full name"),
            Column::new("role", "Role"),
            Column::new("organisation", "Organisation"),
        ];
        let mut table = Table::new(&columns);
        for user in users(0) {
            let role = user.roles.first();
            let title = role.map(|profile| format!("{} {}", profile.role.0, profile.role.title().unwrap_or_default()));
            table.push(vec![
                (&user.name).into(),
                (&user.full_name).into(),
                title.unwrap_or_default().into(),
                role.map(|profile| profile.organisation.clone()).unwrap_or_default().into(),
            ]);
        }
        table
    }
}
