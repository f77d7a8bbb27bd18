//! `dcr audit outbox`.

use clap::{Args, Subcommand};
use dcr::output::{Column, OutputError, Sheet, Table, Tone};
use dcr::store::fhir::OutboxEntry;
use serde_json::{Value, json};

use crate::asking::{connect_server, outbox};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::store_url::StoreUrl;
use crate::terminal::Present;
use crate::words::count;

/// Look after audit events that wait on this machine for a server
///
/// Where `remote_audit` is `spool`, a view of a server's record whose event the server cannot take now is
/// opened when the event is on this machine's disk. The next view sends what waits first, and so does
/// `drain`.
#[derive(Debug, Subcommand)]
pub(crate) enum OutboxCommand {
    /// List what waits, in the order in which it is sent; nothing in it says whom it is about
    List(ListArgs),
    /// Send what waits, in order; what the server does not take goes on waiting
    Drain(DrainArgs),
}

/// Nothing to choose.
#[derive(Debug, Args)]
pub(crate) struct ListArgs {}

/// Nothing to choose.
#[derive(Debug, Args)]
pub(crate) struct DrainArgs {}

/// Runs one of them.
pub(crate) fn run(session: &mut Session<'_>, command: &OutboxCommand) -> Result<ExitCode, CommandError> {
    let StoreUrl::Server(base) = session.settings.store.value.clone() else {
        let error = CommandError::usage("events wait only for a store on a server");
        return Err(error.hint("name it with `--store https://host/fhir`"));
    };
    match command {
        OutboxCommand::List(ListArgs {}) => {
            let outbox = outbox(session, &base).ok_or_else(|| CommandError::usage("no home folder is known"))?;
            let waiting = outbox.waiting().map_err(CommandError::failed)?;
            session.terminal.present(session.settings.output.value, &Waiting(waiting))?;
        }
        OutboxCommand::Drain(DrainArgs {}) => {
            let sent = connect_server(session, &base)?.drain_outbox()?;
            session.terminal.status(&format!("{} sent.", count(sent as u64, "event", "events")));
        }
    }
    Ok(ExitCode::Done)
}

struct Waiting(Vec<OutboxEntry>);

impl Present for Waiting {
    fn text(&self, sheet: &mut Sheet) {
        sheet.table(&self.table(), "Nothing waits.");
        if !self.0.is_empty() {
            sheet.line(&[(Tone::Muted, "Send them with `dcr audit outbox drain`.")]);
        }
    }

    fn document(&self) -> Result<Value, OutputError> {
        Ok(json!({ "format_version": dcr::output::FORMAT_VERSION, "waiting": self.lines()? }))
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        let line = |it: &OutboxEntry| json!({ "sequence": it.sequence, "recorded": it.recorded, "id": it.id });
        Ok(self.0.iter().map(line).collect())
    }

    fn table(&self) -> Table {
        let columns =
            [Column::new("sequence", "Number").right(), Column::new("recorded", "When"), Column::new("id", "Event")];
        let mut table = Table::new(&columns);
        for it in &self.0 {
            table.push(vec![it.sequence.to_string().into(), it.recorded.as_str().into(), it.id.as_str().into()]);
        }
        table
    }
}
