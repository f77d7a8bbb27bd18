//! `dcr audit report who-saw`.

use clap::Args;
use dcr::access::{JobRole, Purpose};
use dcr::audit::{Action, Covered, Look, look};
use dcr::output::{Cell, Column, OutputError, Sheet, Table, Tone, document};
use dcr::record::directory;
use dcr::store::view::AuditKey;
use serde_json::{Value, json};

use super::{PeriodArgs, html};
use crate::asking::{PatientArg, shown};
use crate::audit::query::{Reading, open_reading};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::terminal::Present;

/// How many events are read at a time.
const PAGE: usize = 1_000;

/// Tell a person who looked at their record, and why
///
/// For a subject access request: in plain English, and as a table with `--html` or `--output csv`. It
/// says which systems' logs it covers; take others in with `dcr audit import`. What safeguarding
/// rules withhold is not in it.
#[derive(Debug, Args)]
pub(crate) struct WhoSawArgs {
    #[command(flatten)]
    patient: PatientArg,
    /// Write an HTML document
    #[arg(long)]
    html: bool,
    #[command(flatten)]
    period: PeriodArgs,
}

/// Tells who looked.
pub(crate) fn run(session: &mut Session<'_>, args: &WhoSawArgs) -> Result<ExitCode, CommandError> {
    let filter = args.period.filter()?;
    let patient = args.patient.read(session)?;
    let reason = args.period.reason.for_audit_or(Purpose::SubjectAccess, session);
    let reading = open_reading(session, reason, (filter, Some(&patient)), "report who-saw")?;
    if reading.patients.as_ref().is_none_or(Vec::is_empty) && reading.subjects.is_empty() {
        return Err(CommandError::failed("no shared record is available for this person"));
    }
    let mut covered = reading.store.audit_covers(&reading.viewing)?;
    // Of a server's events the store in memory holds none of its own.
    covered.retain(|log| !reading.on_server || log.system.is_some());
    let report = WhoSaw { looks: looks(&reading)?, covered };
    if args.html {
        session.terminal.raw(report.page().as_bytes())?;
    } else {
        session.terminal.present(session.settings.output.value, &report)?;
    }
    Ok(ExitCode::Done)
}

fn looks(reading: &Reading) -> Result<Vec<Look>, CommandError> {
    let (mut looks, mut after): (Vec<Look>, Option<AuditKey>) = (Vec::new(), None);
    loop {
        let page = reading.store.audit_page(&reading.viewing, &reading.query(PAGE, after))?;
        let found = page.entries.iter().filter_map(|entry| look(entry.sequence, entry.event.as_ref()?));
        looks.extend(found);
        after = page.next;
        if after.is_none() {
            return Ok(looks);
        }
    }
}

struct WhoSaw {
    looks: Vec<Look>,
    covered: Vec<Covered>,
}

/// The name of an organisation, or its code where it is not known.
fn organisation(code: &str) -> String {
    directory().find(code).map_or_else(|| code.to_owned(), |known| known.name.clone())
}

fn role(code: &str) -> String {
    JobRole(code.to_owned()).title().map_or_else(|| code.to_owned(), ToOwned::to_owned)
}

/// Who, with role and organisation in words.
fn who(look: &Look) -> String {
    let parts: Vec<_> = [look.role.as_deref().map(role), look.organisation.as_deref().map(organisation)]
        .into_iter()
        .flatten()
        .collect();
    let behalf = look.on_behalf_of.as_ref().map(|name| format!(" on behalf of {name}")).unwrap_or_default();
    if parts.is_empty() {
        format!("{}{behalf}", look.full_name)
    } else {
        format!("{} ({}){behalf}", look.full_name, parts.join(", "))
    }
}

/// What was done, in words.
fn did(look: &Look) -> &'static str {
    match (look.action, look.permitted) {
        (Action::EmergencyView, true) => "opened your record in an emergency, without asking you",
        (Action::View | Action::EmergencyView, false) => "asked for your record and was refused",
        (Action::Unmask, _) => "looked at one hidden item of your record",
        (Action::Export, _) => "took a copy of your record as a file",
        (Action::Search, _) => "found you in a search",
        (Action::AuditRead, _) => "looked at who had looked at your record",
        _ => "opened your record",
    }
}

/// Why, in words.
fn why(look: &Look) -> String {
    let purpose = look.purpose.as_deref().map(|purpose| match purpose {
        "direct-care" => "for your care".to_owned(),
        "record-operations" => "to keep the record right".to_owned(),
        "subject-access" => "because you asked to see your record".to_owned(),
        "privacy-investigation" => "to look into how records are used".to_owned(),
        other => format!("for {other}"),
    });
    let reason = look.reason.as_ref().map(|reason| format!("reason given: {reason}"));
    let permission = match look.permission.as_deref() {
        Some("given") => Some("you had agreed".to_owned()),
        Some("refused") => Some("you had refused".to_owned()),
        Some("unable") => Some("you could not be asked".to_owned()),
        _ => None,
    };
    [purpose, reason, permission].into_iter().flatten().collect::<Vec<_>>().join("; ")
}

impl WhoSaw {
    fn covers(&self) -> Vec<String> {
        let line = |covered: &Covered| {
            let system = covered.system.as_deref().unwrap_or("this shared record");
            format!("{system}, from {} to {}", shown(covered.from), shown(covered.to))
        };
        self.covered.iter().map(line).collect()
    }

    fn notes() -> Vec<String> {
        vec![
            "Systems that are not named here keep their own logs, and must be asked themselves.".to_owned(),
            "The law lets some entries be withheld where telling of them could cause serious harm. Such entries \
             are not listed, and this report never says whether there are any."
                .to_owned(),
        ]
    }

    fn page(&self) -> String {
        let mut before = vec![format!("This report covers: {}.", self.covers().join("; "))];
        before.push(format!("Looks at your record: {}.", self.looks.len()));
        let mut rows = vec![["When", "Who", "What", "Why", "Recorded by"].map(ToOwned::to_owned).to_vec()];
        for look in &self.looks {
            let system = look.system.clone().unwrap_or_else(|| "this shared record".to_owned());
            rows.push(vec![shown(look.happened), who(look), did(look).to_owned(), why(look), system]);
        }
        html::page("Who looked at your record", &before, &rows, &Self::notes())
    }
}

impl Present for WhoSaw {
    fn text(&self, sheet: &mut Sheet) {
        sheet.heading("Who looked at your record", "");
        if self.looks.is_empty() {
            sheet.paragraph(Tone::Plain, "Nobody did, as far as this report covers.");
        }
        for look in &self.looks {
            let why = why(look);
            let why = if why.is_empty() { why } else { format!(": {why}") };
            let system = look.system.as_ref().map(|system| format!(" ({system})")).unwrap_or_default();
            let line = format!("On {}, {} {}{system}{why}.", shown(look.happened), who(look), did(look));
            sheet.paragraph(Tone::Plain, &line);
        }
        sheet.heading("What this report covers", "");
        for line in self.covers() {
            sheet.paragraph(Tone::Plain, &format!("{line}."));
        }
        for note in Self::notes() {
            sheet.paragraph(Tone::Muted, &note);
        }
    }

    fn document(&self) -> Result<Value, OutputError> {
        document("who_saw", &json!({ "looks": self.looks, "covers": self.covered }))
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        self.looks.iter().map(|look| Ok(serde_json::to_value(look)?)).collect()
    }

    fn table(&self) -> Table {
        let mut table = Table::new(&[
            Column::new("event", "Event"),
            Column::new("when", "When"),
            Column::new("who", "Who"),
            Column::new("did", "What"),
            Column::new("why", "Why").flexible(),
            Column::new("recorded_by", "Recorded by"),
        ]);
        for look in &self.looks {
            table.push(vec![
                look.sequence.to_string().into(),
                look.happened.to_string().into(),
                who(look).into(),
                did(look).into(),
                why(look).into(),
                Cell::optional(look.system.as_deref()),
            ]);
        }
        table
    }
}
