//! `dcr audit verify`.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;
use dcr::access::Activity;
use dcr::audit::VerifierKey;
use dcr::output::{Cell, Column, OutputError, Sheet, Table, Tone, document};
use dcr::store::sqlite::{OutsideCheckpoint, Verification};
use serde_json::{Value, json};

use super::key::verifier;
use crate::asking::{agent, caller, open_store, require, shown};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::terminal::{Present, Unit};

/// The longest checkpoint that is read, in bytes.
const LONGEST: u64 = 1 << 20;

/// Check that nothing of the audit was altered
///
/// Hashes every event again, computes the root of the tree again, checks every checkpoint and its
/// signature, and compares events with what else is in the store, in both directions. A store that
/// was put back to an earlier day, or written anew by whoever holds the key, is seen only with a
/// checkpoint that lay elsewhere: name it with `--checkpoint`.
///
/// Ends with exit code 6 where anything is broken. From then on no record opens, until an
/// administrator runs this again and it finds the audit whole.
#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    /// A checkpoint that lay outside the store (can be repeated)
    #[arg(long, value_name = "FILE")]
    checkpoint: Vec<PathBuf>,
    /// A public key known from elsewhere, or a file with it in its first line (can be repeated)
    ///
    /// Given a log's key, the keys in the store itself are no longer trusted.
    #[arg(long, value_name = "KEY", value_parser = verifier)]
    key: Vec<VerifierKey>,
}

/// Checks the log.
pub(crate) fn run(session: &mut Session<'_>, args: &VerifyArgs) -> Result<ExitCode, CommandError> {
    let mut store = open_store(session)?;
    let user = caller(session, &mut store)?;
    require(session, &mut store, &user, (&[Activity::Governance, Activity::Administer], "check the audit"))?;
    let outside = args.checkpoint.iter().map(|path| read(path)).collect::<Result<Vec<_>, _>>()?;
    let progress = session.terminal.progress("Checking", 0, Unit::Things);
    let found = store.verify_audit(&outside, &args.key, |done, total| {
        progress.of(total);
        progress.at(done);
    })?;
    drop(progress);
    let (sound, may_clear) = (found.is_sound(), user.may(Activity::Administer));
    let recorded = store.record_verification(&found, agent(&user), may_clear);
    session.terminal.present(session.settings.output.value, &Shown(found))?;
    match recorded {
        Err(error) => session.terminal.warning(&format!("that the audit was checked is not in it: {error}")),
        Ok(true) => session
            .terminal
            .warning("no record opens until an administrator has run `dcr audit verify` and it found the audit whole"),
        Ok(false) => {}
    }
    Ok(if sound { ExitCode::Done } else { ExitCode::IntegrityBroken })
}

fn read(path: &Path) -> Result<OutsideCheckpoint, CommandError> {
    let name = path.display().to_string();
    let mut note = String::new();
    let read = File::open(path).and_then(|file| file.take(LONGEST).read_to_string(&mut note));
    read.map_err(|error| CommandError::file(format!("cannot read the checkpoint {name}"), error))?;
    Ok(OutsideCheckpoint { name, note })
}

struct Shown(Verification);

impl Shown {
    fn rows(&self) -> Vec<[String; 5]> {
        let found = &self.0;
        let text = |value: Option<String>| value.unwrap_or_default();
        found
            .breaks
            .iter()
            .map(|found| {
                [
                    text(found.sequence.map(|number| number.to_string())),
                    found.kind.word().to_owned(),
                    text(found.action.clone()),
                    text(found.since.map(shown)),
                    found.what.clone(),
                ]
            })
            .collect()
    }

    fn say_checkpoints(&self, sheet: &mut Sheet) {
        let holding = self.0.checkpoints.iter().filter(|checkpoint| checkpoint.holds);
        let Some(last) = holding.max_by_key(|checkpoint| checkpoint.size) else {
            let line = if self.0.checkpoints.is_empty() {
                "No checkpoint was ever signed: whoever can write the file could have rewritten all of it."
            } else {
                "No checkpoint holds."
            };
            sheet.paragraph(Tone::Warning, line);
            return;
        };
        let outside = self.0.checkpoints.iter().any(|checkpoint| checkpoint.outside);
        let made = last.made.map(|made| format!(" of {}", shown(made))).unwrap_or_default();
        sheet.paragraph(
            Tone::Plain,
            &format!(
                "The first {} events are those of the checkpoint{made}, signed by {}.",
                last.size,
                last.signed_by.join(", ")
            ),
        );
        if !outside {
            let line = "No checkpoint from outside was given: an earlier copy of the whole file would look the same.";
            sheet.paragraph(Tone::Muted, line);
        }
    }
}

impl Present for Shown {
    fn text(&self, sheet: &mut Sheet) {
        let found = &self.0;
        if found.is_sound() {
            let line = format!("The audit is whole: {} events are what was written.", found.events);
            sheet.line(&[(Tone::Good, &line)]);
        } else {
            sheet.table(&self.table(), "");
            sheet.blank();
            let places = if found.broken == 1 { "1 place".to_owned() } else { format!("{} places", found.broken) };
            let line = format!("The audit is broken in {places}.");
            let until = found.sound_until().map_or_else(
                || " Every event fits its hash: all of them could have been written anew.".to_owned(),
                |until| format!(" Up to event {until} everything is what was written."),
            );
            sheet.line(&[(Tone::Error, &line), (Tone::Plain, &until)]);
        }
        if found.erased > 0 {
            sheet.paragraph(Tone::Plain, &format!("Erased: {}; the hashes stay.", found.erased));
        }
        if let Some(first) = found.clock_first {
            let line = match found.clock_set_back {
                1 => format!("At event {first} the clock stood earlier than at the event before."),
                more => {
                    format!("At {more} events, first at event {first}, the clock stood earlier than at the one before.")
                }
            };
            sheet.paragraph(Tone::Warning, &line);
        }
        self.say_checkpoints(sheet);
    }

    fn document(&self) -> Result<Value, OutputError> {
        document("verification", &self.0)
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        let mut lines = Vec::new();
        for found in &self.0.breaks {
            lines.push(json!({ "break": found }));
        }
        for checkpoint in &self.0.checkpoints {
            lines.push(json!({ "checkpoint": checkpoint }));
        }
        Ok(lines)
    }

    fn table(&self) -> Table {
        let columns = [
            Column::new("event", "Event"),
            Column::new("kind", "Kind"),
            Column::new("action", "Of"),
            Column::new("since", "Since"),
            Column::new("what", "What is wrong").flexible(),
        ];
        let mut table = Table::new(&columns);
        for row in self.rows() {
            table.push(row.iter().map(Cell::new).collect());
        }
        table
    }
}
