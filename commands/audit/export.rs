//! `dcr audit export`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use dcr::audit::{Event, Subject, atna_lines, audit_events};

use super::query::{FilterArgs, Reading};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::file::{refuse_existing, write_private};
use crate::session::Session;

/// How many events are read at a time.
const PAGE: usize = 1_000;

/// Write events for another system, newest first
///
/// As FHIR R4 `AuditEvent` after IHE BALP, one resource a line, or as RFC 5424 syslog with the audit
/// message of DICOM. One for each person that an event is about, who is named by NHS number. Takes the
/// same filter as `dcr audit query`.
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    #[command(flatten)]
    filter: FilterArgs,
    /// The form
    #[arg(long, value_name = "FORM", default_value = "fhir")]
    form: Form,
    /// The file to write, readable by you alone; standard output without it
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
    /// Replace the file
    #[arg(long, requires = "to")]
    force: bool,
}

/// The form of what is written.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Form {
    /// FHIR R4 `AuditEvent`, one resource a line
    Fhir,
    /// RFC 5424 lines with DICOM audit messages
    Syslog,
}

/// Writes events.
pub(crate) fn run(session: &mut Session<'_>, args: &ExportArgs) -> Result<ExitCode, CommandError> {
    if let Some(path) = &args.to {
        refuse_existing(path, args.force)?;
    }
    let reading = args.filter.open(session, "export")?;
    let log = reading.store.audit_log_name()?;
    let (mut whole, mut after, mut count) = (String::new(), None, 0_u64);
    loop {
        let page = reading.store.audit_page(&reading.viewing, &reading.query(PAGE, after))?;
        for entry in &page.entries {
            let Some(event) = &entry.event else { continue };
            let people = about(&reading, event)?;
            for line in lines(args.form, &log, (entry.sequence, event), &people) {
                whole.push_str(&line);
                whole.push('\n');
                count += 1;
            }
        }
        if args.to.is_none() {
            session.terminal.raw(whole.as_bytes())?;
            whole.clear();
        }
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    if let Some(path) = &args.to {
        write_private(path, whole.as_bytes())?;
    }
    session.terminal.status(&format!("Wrote {count}."));
    Ok(ExitCode::Done)
}

/// Whom an event is about; where one person was asked for, nobody else.
fn about(reading: &Reading, event: &Event) -> Result<Vec<Subject>, CommandError> {
    let mut event = event.clone();
    if let Some(wanted) = &reading.patients {
        event.patients.retain(|id| wanted.iter().any(|wanted| wanted.0 == *id));
        if let Some(source) = &mut event.source {
            source.subjects.retain(|subject| reading.subjects.contains(subject));
        }
    }
    Ok(reading.store.audit_people(&reading.viewing, &event)?)
}

fn lines(form: Form, log: &str, (sequence, event): (i64, &Event), people: &[Subject]) -> Vec<String> {
    match form {
        Form::Fhir => audit_events(log, sequence, event, people).iter().map(ToString::to_string).collect(),
        Form::Syslog => atna_lines(log, sequence, event, people),
    }
}
