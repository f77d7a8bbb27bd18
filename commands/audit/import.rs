//! `dcr audit import`.

use std::fmt::Display;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use dcr::access::Activity;
use dcr::audit::{Action, AuditColumn, ColumnMap, Event, read_atna, read_audit_events};
use dcr::store::Store as _;
use dcr::store::sqlite::AuditImport;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::asking::{agent, caller, open_store, require};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::terminal::Unit;

/// The largest file that is read, in bytes.
const LARGEST: u64 = 1 << 30;
/// The most entries that are named where they cannot be read.
const MOST_NAMED: usize = 20;

/// Take in the log of another system
///
/// Each entry becomes an event of this audit that says which system recorded it, in which file and
/// where. A file is taken in whole or not at all where an entry of it cannot be read; one that was cut
/// short by a failure goes on where it stopped, and nothing is taken in twice.
#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// The file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The name of the system that recorded it
    #[arg(long, value_name = "NAME")]
    system: String,
    /// The form of the file
    #[arg(long, value_name = "FORM")]
    form: Form,
    /// Of CSV: which column holds what, such as `when=Date` (can be repeated)
    ///
    /// What a column may hold: when, user (both are needed), name, role, organisation, patient (an
    /// NHS number), action, reason, id, detail.
    #[arg(long, value_name = "HOLDS=TITLE", value_parser = column)]
    column: Vec<(AuditColumn, String)>,
    /// Of CSV: what a word in the action's column means, such as `Opened=view` (can be repeated)
    #[arg(long, value_name = "WORD=ACTION", value_parser = action)]
    action: Vec<(String, Action)>,
}

/// The form of a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// FHIR R4 `AuditEvent` after IHE BALP: a Bundle, one resource, or one a line
    Fhir,
    /// RFC 5424 lines with audit messages of DICOM (IHE ATNA)
    Syslog,
    /// A table; `--column` says which column holds what
    Csv,
}

fn column(text: &str) -> Result<(AuditColumn, String), String> {
    let (holds, title) = text.split_once('=').ok_or("write it as `HOLDS=TITLE`")?;
    let known = || AuditColumn::ALL.map(|(_, name)| name).join(", ");
    let column =
        AuditColumn::of_name(holds).ok_or_else(|| format!("no column holds `{holds}`; known are {}", known()))?;
    Ok((column, title.to_owned()))
}

fn action(text: &str) -> Result<(String, Action), String> {
    let (word, action) = text.rsplit_once('=').ok_or("write it as `WORD=ACTION`")?;
    let known = || Action::ALL.map(Action::word).join(", ");
    let action =
        Action::of_word(action).ok_or_else(|| format!("no action is called `{action}`; known are {}", known()))?;
    Ok((word.to_owned(), action))
}

/// Takes in a log.
pub(crate) fn run(session: &mut Session<'_>, args: &ImportArgs) -> Result<ExitCode, CommandError> {
    if args.form != Form::Csv && !(args.column.is_empty() && args.action.is_empty()) {
        return Err(CommandError::usage("`--column` and `--action` are for `--form csv`"));
    }
    let mut store = open_store(session)?;
    let user = caller(session, &mut store)?;
    require(session, &mut store, &user, (&[Activity::Governance], "take in the log of another system"))?;
    let bytes = read(&args.file)?;
    let file = hex(&Sha256::digest(&bytes));
    let events = events(args, &bytes, &file, store.now())?;
    let import = AuditImport { system: args.system.clone(), file, agent: agent(&user) };
    let progress = session.terminal.progress("Taking in", events.len() as u64, Unit::Things);
    let imported = store.import_audit(&import, &events, |done, _| progress.at(done))?;
    drop(progress);
    let before = if imported.before > 0 { format!("; {} were there before", imported.before) } else { String::new() };
    session.terminal.status(&format!("Took in {} events of {}{before}.", imported.events, args.system));
    Ok(ExitCode::Done)
}

fn read(path: &Path) -> Result<Vec<u8>, CommandError> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes));
    read.map_err(|error| CommandError::file(format!("cannot read {}", path.display()), error))?;
    if bytes.len() as u64 > LARGEST {
        return Err(CommandError::failed(format!("{} is larger than a gibibyte", path.display())));
    }
    Ok(bytes)
}

fn events(args: &ImportArgs, bytes: &[u8], file: &str, now: jiff::Timestamp) -> Result<Vec<Event>, CommandError> {
    let source = (args.system.as_str(), file);
    let text = || {
        std::str::from_utf8(bytes)
            .map_err(|error| CommandError::failed(format!("byte {} is not UTF-8", error.valid_up_to() + 1)))
    };
    match args.form {
        Form::Fhir => read_audit_events(&resources(text()?)?, source, now).map_err(|errors| refused(&errors)),
        Form::Syslog => read_atna(text()?, source, now).map_err(|errors| refused(&errors)),
        Form::Csv => {
            let (columns, actions) = (args.column.iter().cloned().collect(), args.action.iter().cloned().collect());
            ColumnMap { columns, actions }.read(bytes, source, now).map_err(|errors| refused(&errors))
        }
    }
}

/// The resources of a file: those of a Bundle, of an array, or one a line.
fn resources(text: &str) -> Result<Vec<Value>, CommandError> {
    let entries = |bundle: &Value| -> Vec<Value> {
        bundle["entry"].as_array().into_iter().flatten().map(|entry| entry["resource"].clone()).collect()
    };
    if let Ok(whole) = serde_json::from_str::<Value>(text) {
        return Ok(match whole {
            Value::Array(resources) => resources,
            bundle if bundle["resourceType"] == "Bundle" => entries(&bundle),
            resource => vec![resource],
        });
    }
    let mut resources = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        if line.trim().is_empty() {
            continue;
        }
        let resource = serde_json::from_str(line).map_err(|error| {
            CommandError::failed(format!("line {number}, column {}: that is no JSON", error.column()))
        })?;
        resources.push(resource);
    }
    Ok(resources)
}

/// Every entry that cannot be read, at once, as far as one reads such a list.
fn refused<E: Display>(errors: &[E]) -> CommandError {
    let named: Vec<_> = errors.iter().take(MOST_NAMED).map(ToString::to_string).collect();
    let more = errors.len().saturating_sub(named.len());
    let more = if more > 0 { format!("\nand {more} more") } else { String::new() };
    CommandError::failed(format!("nothing was taken in: entries cannot be read\n{}{more}", named.join("\n")))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        let _written = write!(text, "{byte:02x}");
        text
    })
}
