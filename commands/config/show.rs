//! `dcr config show`.

use clap::Args;
use dcr::output::{Cell, Column, OutputError, Sheet, Table, Tone, document};
use serde::Serialize;
use serde_json::Value;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::settings::{Origin, Setting, Settings};
use crate::terminal::Present;

/// Show every setting
///
/// A flag wins over the environment, that over `dcr.toml` in the working folder, that over your own
/// file, and that over /etc/dcr/config.toml.
#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// Say which flag, variable or file each one came from
    #[arg(long)]
    origin: bool,
}

/// Shows the settings.
pub(crate) fn run(session: &mut Session<'_>, args: &ShowArgs) -> Result<ExitCode, CommandError> {
    let rows = rows(&session.settings);
    session.terminal.present(session.settings.output.value, &Shown { rows, origin: args.origin })?;
    Ok(ExitCode::Done)
}

#[derive(Serialize)]
struct Row {
    key: &'static str,
    value: String,
    origin: String,
    #[serde(skip)]
    is_default: bool,
}

struct Shown {
    rows: Vec<Row>,
    origin: bool,
}

fn rows(settings: &Settings) -> Vec<Row> {
    fn row(key: &'static str, setting: &Setting<impl ToString>) -> Row {
        let is_default = setting.origin == Origin::Default;
        Row { key, value: setting.value.to_string(), origin: setting.origin.to_string(), is_default }
    }
    let remote = &settings.remote;
    vec![
        row("store", &settings.store),
        row("output", &settings.output),
        row("color", &settings.color),
        row("pager", &settings.pager),
        row("purpose", &settings.purpose),
        row("terminology", &settings.terminology),
        row("checkpoint_every", &settings.checkpoint_every),
        row("remote_token_file", &remote.token_file),
        row("remote_authorities_file", &remote.authorities_file),
        row("remote_certificate_file", &remote.certificate_file),
        row("remote_token_url", &remote.token_url),
        row("remote_client_id", &remote.client_id),
        row("remote_key_id", &remote.key_id),
        row("remote_key_file", &remote.key_file),
        row("remote_practitioner", &remote.practitioner),
        row("remote_audit", &remote.audit),
        row("remote_timeout", &remote.timeout),
    ]
}

impl Present for Shown {
    fn text(&self, sheet: &mut Sheet) {
        sheet.table(&self.table(), "Nothing is set.");
    }

    fn document(&self) -> Result<Value, OutputError> {
        document("settings", &self.rows)
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        self.rows.iter().map(|row| Ok(serde_json::to_value(row)?)).collect()
    }

    fn table(&self) -> Table {
        let origin = Column::new("origin", "From").flexible();
        let origin = if self.origin { origin } else { origin.file_only() };
        let mut table = Table::new(&[Column::new("key", "Setting"), Column::new("value", "Value").flexible(), origin]);
        for row in &self.rows {
            let tone = if row.is_default { Tone::Muted } else { Tone::Plain };
            table.push(vec![row.key.into(), Cell::toned(tone, &row.value), Cell::toned(tone, &row.origin)]);
        }
        table
    }
}
