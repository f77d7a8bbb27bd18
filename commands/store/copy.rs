//! `dcr store copy`.

use clap::Args;
use dcr::access::Activity;
use dcr::output::{Cell, Column, OutputError, Sheet, Table, Tone};
use dcr::store::Context;
use dcr::store::sqlite::{Copied, SqliteStore};
use serde_json::{Value, json};

use crate::asking::{agent, caller, require};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::store_url::StoreUrl;
use crate::terminal::{Present, Unit};

/// Copy a store to another place, and check the copy against it
///
/// Every row is counted, every raw message and every audit event hashed again, and the root of the
/// audit compared, in the copy itself. Where an earlier copy of the same store is, it is brought up to
/// date; where anything else is, nothing is changed and this ends with exit code 7. A copy that was
/// broken off is begun again by the same command. The store stays in use meanwhile.
///
/// Stores on this machine alone: a FHIR server holds neither raw messages nor the log as it was
/// written, so a copy to or from one would not be whole.
#[derive(Debug, Args)]
pub(crate) struct CopyArgs {
    /// The store to copy, `demo` or `sqlite:PATH`
    #[arg(value_name = "FROM")]
    from: StoreUrl,
    /// Where the copy goes, `sqlite:PATH`
    #[arg(value_name = "TO")]
    to: StoreUrl,
}

/// Copies it.
pub(crate) fn run(session: &mut Session<'_>, args: &CopyArgs) -> Result<ExitCode, CommandError> {
    let path = |url: &StoreUrl| {
        if let StoreUrl::Server(base) = url {
            let error =
                CommandError::usage(format!("{base} is a server, and a copy to or from one would not be whole"));
            return Err(
                error.hint("it keeps no raw messages, no two times of each fact, and no log that could be verified")
            );
        }
        let path = url.path(session.environment.folders.as_ref());
        path.ok_or_else(|| CommandError::usage("no home folder is known; name a store with `sqlite:PATH`"))
    };
    let (from, to) = (path(&args.from)?, path(&args.to)?);
    if args.to == StoreUrl::Demo || args.to == StoreUrl::Default {
        return Err(CommandError::usage("a copy goes to a place of its own: name it with `sqlite:PATH`"));
    }
    let mut store = SqliteStore::open(&from, Context::default())?;
    let user = caller(session, &mut store)?;
    require(session, &mut store, &user, (&[Activity::Administer], "copy the store"))?;
    let progress = session.terminal.progress("Copying", 0, Unit::Things);
    let copied = store.copy_to(&to, agent(&user), |done, total| {
        progress.of(total);
        progress.at(done);
    })?;
    drop(progress);
    session.terminal.present(session.settings.output.value, &Said(copied))?;
    Ok(ExitCode::Done)
}

struct Said(Copied);

impl Present for Said {
    fn text(&self, sheet: &mut Sheet) {
        let Copied { rows, messages, events, root, was_there } = &self.0;
        let done = if *was_there { "The copy was there already, and is whole:" } else { "Copied and checked:" };
        sheet.line(&[(
            Tone::Strong,
            &format!("{done} {rows} rows, {messages} messages and {events} audit events hashed again."),
        )]);
        if let Some(root) = root {
            sheet.line(&[(Tone::Muted, &format!("Root of the audit: {root}"))]);
        }
    }

    fn document(&self) -> Result<Value, OutputError> {
        Ok(json!({ "format_version": dcr::output::FORMAT_VERSION, "copy": self.0 }))
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        Ok(vec![serde_json::to_value(&self.0)?])
    }

    fn table(&self) -> Table {
        let names = ["rows", "messages", "events", "root", "was_there"];
        let mut table = Table::new(&names.map(|name| Column::new(name, name)));
        let Copied { rows, messages, events, root, was_there } = &self.0;
        table.push(vec![
            rows.to_string().into(),
            messages.to_string().into(),
            events.to_string().into(),
            Cell::optional(root.clone()),
            was_there.to_string().into(),
        ]);
        table
    }
}
