//! `dcr audit query`.

use clap::Args;
use dcr::access::Reason;
use dcr::audit::{FILTER_KEYS, Filter};
use dcr::store::fhir::{FhirStore, OpenedAudit};
use dcr::store::sqlite::SqliteStore;
use dcr::store::view::{AuditKey, AuditQuery};
use dcr::store::{PatientId, PatientRef, Viewing};

use super::show::Events;
use crate::asking::{AnyStore, ReasonArgs, caller, open_any, request};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::terminal::read_line;

/// Find events of the audit, newest first
///
/// A filter is words of the form `key:value`, and text to be found: `user:dr.hardy action:view
/// since:2018-06-01 "chest pain"`. Every part must fit; of several values with commas between them,
/// one must. `dcr audit query --keys` lists the keys. Reading the audit is an event of its own.
#[derive(Debug, Args)]
pub(crate) struct QueryArgs {
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
    /// The most events of a page
    #[arg(long, value_name = "NUMBER", default_value_t = 50)]
    limit: usize,
    /// Begin after this place, which the page before said
    #[arg(long, value_name = "PLACE")]
    after: Option<AuditKey>,
    /// List the keys of a filter and what each takes
    #[arg(long)]
    keys: bool,
}

/// Which events, and why they are read.
#[derive(Debug, Args)]
pub(crate) struct FilterArgs {
    /// Which events; `patient:-` reads whom they are about from standard input
    #[arg(value_name = "FILTER")]
    words: Vec<String>,
    #[command(flatten)]
    pub(crate) reason: ReasonArgs,
}

/// The audit, opened for reading.
pub(crate) struct Reading {
    pub(crate) store: SqliteStore,
    pub(crate) viewing: Viewing,
    pub(crate) filter: Filter,
    pub(crate) patients: Option<Vec<PatientId>>,
    pub(crate) subjects: Vec<String>,
    /// Whether the events are those that a server keeps.
    pub(crate) on_server: bool,
}

impl Reading {
    /// A query for a page of what is asked for.
    pub(crate) fn query(&self, limit: usize, after: Option<AuditKey>) -> AuditQuery {
        AuditQuery {
            filter: self.filter.clone(),
            patients: self.patients.clone(),
            subjects: self.subjects.clone(),
            after,
            limit,
        }
    }
}

/// Opens the audit for a command.
pub(crate) fn open_reading(
    session: &mut Session<'_>,
    reason: Reason,
    (filter, patient): (Filter, Option<&PatientRef>),
    what: &str,
) -> Result<Reading, CommandError> {
    let mut store = match open_any(session, Vec::new())? {
        AnyStore::Embedded(store) => *store,
        AnyStore::Server(server) => return open_on_server(session, server, reason, (filter, patient), what),
    };
    let user = caller(session, &mut store)?;
    let request = request(user, reason);
    let (patients, subjects) = match patient {
        Some(patient) => {
            let (patients, subjects) = store.audit_subjects(&request, patient)?;
            (Some(patients), subjects)
        }
        None => (None, Vec::new()),
    };
    let ids: Vec<i64> = patients.iter().flatten().map(|id| id.0).collect();
    let viewing = store.open_audit(&request, what, &ids)?;
    Ok(Reading { store, viewing, filter, patients, subjects, on_server: false })
}

/// Opens the audit that a server keeps: its events are those of another system here.
fn open_on_server(
    session: &mut Session<'_>,
    mut server: Box<FhirStore>,
    reason: Reason,
    (filter, patient): (Filter, Option<&PatientRef>),
    what: &str,
) -> Result<Reading, CommandError> {
    if filter.imported == Some(false) {
        return Err(CommandError::usage("`is:own` asks for the log of a store on this machine"));
    }
    let user = caller(session, &mut *server)?;
    let opened = server.open_audit(&request(user, reason), what, patient, &filter);
    for notice in server.take_notices() {
        session.terminal.warning(&notice.to_string());
    }
    let OpenedAudit { store, viewing, patients, subjects } = opened?;
    let filter = Filter { imported: Some(true), ..filter };
    Ok(Reading { store, viewing, filter, patients, subjects, on_server: true })
}

/// Whom a filter names.
fn named(patient: &str) -> Result<PatientRef, CommandError> {
    let text = if patient == "-" { read_line()? } else { patient.to_owned() };
    text.parse().map_err(|_| {
        CommandError::usage("`patient:` names no patient")
            .hint("an NHS number has ten digits, a store number looks like `P12`, a local number like `RBD:123456`")
    })
}

impl FilterArgs {
    /// Reads the filter. Words that the shell took apart are one filter.
    pub(crate) fn read(&self) -> Result<Filter, CommandError> {
        let line = self.words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(" ");
        line.parse().map_err(|error| {
            CommandError::usage(format!("the filter cannot be read: {error}"))
                .hint("`dcr audit query --keys` lists the keys")
        })
    }

    /// Opens the audit for what the filter asks.
    pub(crate) fn open(&self, session: &mut Session<'_>, doing: &str) -> Result<Reading, CommandError> {
        let filter = self.read()?;
        let words: Vec<_> = self.words.iter().filter(|word| !word.starts_with("patient:")).cloned().collect();
        let what = format!("{doing}: {}", words.join(" "));
        let patient = filter.patient.as_deref().map(named).transpose()?;
        let reason = self.reason.for_audit(session);
        open_reading(session, reason, (filter, patient.as_ref()), what.trim_end_matches([':', ' ']))
    }
}

/// A word as the filter takes it: what the shell kept together stays together.
fn quoted(word: &str) -> String {
    if !word.contains(char::is_whitespace) || word.contains('"') {
        return word.to_owned();
    }
    match word.split_once(':') {
        Some((key, value)) if FILTER_KEYS.iter().any(|(known, _)| *known == key) => format!("{key}:\"{value}\""),
        _ if FILTER_KEYS.iter().any(|(known, _)| word.contains(&format!("{known}:"))) => word.to_owned(),
        _ => format!("\"{word}\""),
    }
}

/// Finds events.
pub(crate) fn run(session: &mut Session<'_>, args: &QueryArgs) -> Result<ExitCode, CommandError> {
    if args.keys {
        session.terminal.present(session.settings.output.value, &super::show::Keys)?;
        return Ok(ExitCode::Done);
    }
    let reading = args.filter.open(session, "query")?;
    let page = reading.store.audit_page(&reading.viewing, &reading.query(args.limit, args.after))?;
    let next = page.next;
    session.terminal.present(session.settings.output.value, &Events(page))?;
    if let Some(next) = next {
        session.terminal.status(&format!("There are more: add `--after {next}`."));
    }
    Ok(ExitCode::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_shell_kept_together_stays_together() {
        assert_eq!(quoted("chest pain"), "\"chest pain\"");
        assert_eq!(quoted("reason:chest pain"), "reason:\"chest pain\"");
        assert_eq!(quoted("user:a outcome:done"), "user:\"a outcome:done\"");
        assert_eq!(quoted("user:a"), "user:a");
    }
}
