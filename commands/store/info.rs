//! `dcr store info`.

use clap::Args;
use dcr::output::{Column, OutputError, Sheet, Table, document};
use dcr::store::sqlite::Info;
use serde_json::Value;

use crate::asking::{member, open_store};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::terminal::Present;

/// Show what is in the store, in counts
#[derive(Debug, Args)]
pub(crate) struct InfoArgs {}

/// Shows the counts. Nothing of it identifies a person.
pub(crate) fn run(session: &mut Session<'_>, _args: &InfoArgs) -> Result<ExitCode, CommandError> {
    let mut store = open_store(session)?;
    let _user = member(session, &mut store)?;
    let info = store.info()?;
    session.terminal.present(session.settings.output.value, &Shown(info))?;
    Ok(ExitCode::Done)
}

struct Shown(Info);

impl Shown {
    fn fields(&self) -> [(&'static str, &'static str, String); 13] {
        let info = &self.0;
        [
            ("kind", "Kind", info.kind.clone()),
            ("created", "Made", info.created.clone()),
            ("schema", "Schema version", info.schema.to_string()),
            ("sqlite", "SQLite", info.sqlite.clone()),
            ("bytes", "Bytes", info.bytes.to_string()),
            ("people", "People", info.people.to_string()),
            ("patients", "Patients of sources", info.patients.to_string()),
            ("messages", "Messages", info.messages.to_string()),
            ("entries", "Entries", info.entries.to_string()),
            ("conflicts", "Conflicts that wait", info.conflicts.to_string()),
            ("dead_letters", "Dead letters", info.dead_letters.to_string()),
            ("audit_events", "Audit events", info.audit_events.to_string()),
            ("users", "Users", info.users.to_string()),
        ]
    }
}

impl Present for Shown {
    fn text(&self, sheet: &mut Sheet) {
        let fields = self.fields();
        sheet.fields(&fields.each_ref().map(|(_, title, value)| (*title, value.as_str())));
    }

    fn document(&self) -> Result<Value, OutputError> {
        document("store", &self.0)
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        Ok(vec![serde_json::to_value(&self.0)?])
    }

    fn table(&self) -> Table {
        let fields = self.fields();
        let mut table = Table::new(&fields.each_ref().map(|(name, title, _)| Column::new(name, title)));
        table.push(fields.into_iter().map(|(_, _, value)| value.into()).collect());
        table
    }
}
