//! `dcr store check`.

use clap::Args;
use dcr::output::{Column, OutputError, Sheet, Table, Tone, document};
use dcr::store::sqlite::Check;
use serde_json::{Value, json};

use crate::asking::{member, open_store};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::terminal::{Present, Unit};

/// Check that the store is sound
///
/// SQLite's own structure, every raw message against its SHA-256, and one audit event for each
/// message. Ends with exit code 6 where something is wrong.
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {}

/// Checks the store.
pub(crate) fn run(session: &mut Session<'_>, _args: &CheckArgs) -> Result<ExitCode, CommandError> {
    let mut store = open_store(session)?;
    let _user = member(session, &mut store)?;
    let progress = session.terminal.progress("Checking", 0, Unit::Things);
    let check = store.check_integrity(|done, total| {
        progress.of(total);
        progress.at(done);
    })?;
    drop(progress);
    let sound = check.problems.is_empty();
    session.terminal.present(session.settings.output.value, &Shown(check))?;
    Ok(if sound { ExitCode::Done } else { ExitCode::IntegrityBroken })
}

struct Shown(Check);

impl Present for Shown {
    fn text(&self, sheet: &mut Sheet) {
        let messages = self.0.messages;
        if self.0.problems.is_empty() {
            sheet.line(&[(Tone::Good, &format!("The store is sound: {messages} messages are what was received."))]);
            return;
        }
        sheet.table(&self.table(), "");
        sheet.blank();
        sheet.line(&[
            (Tone::Error, "The store is not sound."),
            (Tone::Plain, " Restore a backup: `dcr store restore FILE`"),
        ]);
    }

    fn document(&self) -> Result<Value, OutputError> {
        document("check", &self.0)
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        Ok(self.0.problems.iter().map(|problem| json!({ "problem": problem })).collect())
    }

    fn table(&self) -> Table {
        let mut table = Table::new(&[Column::new("problem", "What is wrong").flexible()]);
        for problem in &self.0.problems {
            table.push(vec![problem.into()]);
        }
        table
    }
}
