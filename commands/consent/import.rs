//! `dcr consent import`.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;
use dcr::consent::Effect;
use dcr::consent::plan::{Operation, PlanRow, Proposal, Rejection, RejectionCode};
use dcr::interchange::fhir::consent::{Problem, read};
use dcr::output::{Cell, Column, Tone, sanitise_line};
use dcr::store::fhir::consent::{Imported, Outcome, decide_all};
use dcr::store::sqlite::{Changed, ChoiceChange, Recorder, SqliteStore};
use dcr::store::{Store, StoreError};
use serde_json::json;

use super::plan::Making;
use super::who_asks::{Administering, administer};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::file::refuse_existing;
use crate::session::Session;
use crate::views::Listing;

/// The longest file.
const LONGEST: u64 = 64 << 20;

/// Take in what people chose from FHIR R4 Consent, after IHE PCF
///
/// Reads a bundle, resources one a line, or a single resource, in JSON or XML. Each consent becomes
/// one of the five choices where that says the same, or is refused with the name of each element that
/// no choice can say; then the exit code is 3. Nothing is applied by half: where a consent that
/// restricts is refused, nothing that opens is taken from the same person's others, and it is said
/// that somebody must see to it.
///
/// A choice that restricts holds at once. One that loosens waits for a second user, and the request to
/// approve is named. Doing it again changes nothing. With `--save` nothing is changed: a plan is saved,
/// for `dcr consent apply`, and a second user approves all of it at once.
#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// The file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Say what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
    /// With --dry-run: exit with 5 where something would change
    #[arg(long, requires = "dry_run")]
    exit_code: bool,
    /// Save a plan of all of it instead; readable by its owner alone
    #[arg(long, value_name = "PLAN", conflicts_with = "dry_run")]
    save: Option<PathBuf>,
    /// Replace a plan that is there already
    #[arg(long, requires = "save")]
    force: bool,
}

/// What became of one consent at the end.
struct Line {
    imported: Imported,
    status: &'static str,
    request: Option<String>,
    problems: Vec<Problem>,
}

/// Imports the file.
pub(crate) fn run(session: &mut Session<'_>, args: &ImportArgs) -> Result<ExitCode, CommandError> {
    if let Some(path) = &args.save {
        refuse_existing(path, args.force)?;
    }
    let Administering { mut store, agent } = administer(session, "change what people chose")?;
    let bytes = load(&args.file)?;
    let (found, notes) = read(&bytes).map_err(|rejection| CommandError::failed(rejection.to_string()))?;
    let decided = decide_all(found, store.is_demo(), store.now());
    if args.save.is_some() {
        return plan(session, Making { store, agent, save: args.save.clone() }, args, decided);
    }
    let mut lines = Vec::with_capacity(decided.len());
    for imported in decided {
        let line = match &imported.outcome {
            Outcome::NotInForce(_) => Line { status: "not_in_force", request: None, problems: Vec::new(), imported },
            Outcome::Refused(problems) => {
                let problems = problems.clone();
                Line { status: "refused", request: None, problems, imported }
            }
            Outcome::Choice(number, statement, _) => {
                let source = imported.id.as_ref().map_or("FHIR Consent".to_owned(), |id| format!("FHIR Consent {id}"));
                let change = ChoiceChange::stating(*number, (**statement).clone(), source);
                let (status, request, problems) = take(&mut store, &change, args.dry_run, &agent)?;
                Line { imported, status, request, problems }
            }
        };
        lines.push(line);
    }
    let listing = listing(&lines, &notes)?;
    session.terminal.present(session.settings.output.value, &listing)?;
    Ok(ending(&lines, args))
}

/// Makes a plan of what was decided. What is not in force is no row of it.
fn plan(
    session: &mut Session<'_>,
    mut making: Making,
    args: &ImportArgs,
    decided: Vec<Imported>,
) -> Result<ExitCode, CommandError> {
    let name = args.file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let head = making.store.plan_head(&sanitise_line(&name), &making.agent)?;
    let open: Vec<u32> = decided.iter().filter(|one| one.open_restriction).map(|one| one.ordinal).collect();
    let proposals = decided.into_iter().filter_map(|imported| {
        let row = u64::from(imported.ordinal);
        match imported.outcome {
            Outcome::Choice(number, statement, _) => Some(Ok(Ok(Proposal::new(row, number, *statement)))),
            Outcome::NotInForce(_) => None,
            Outcome::Refused(problems) => {
                // The first is named in the column.
                let first = problems.first().map(|problem| problem.why.clone());
                let rest = problems.iter().skip(1).map(ToString::to_string);
                let words: Vec<String> = first.into_iter().chain(rest).collect();
                let (code, column) =
                    (RejectionCode::NotAllowed, problems.first().map(|problem| problem.element.clone()));
                Some(Ok(Err(Rejection { row, line: 0, column, code, message: words.join("; ") })))
            }
        }
    });
    let totals = making.make(session, head, proposals, |_| {})?;
    for ordinal in open {
        session
            .terminal
            .warning(&format!("resource {ordinal} restricts and is not in the plan: somebody must see to it"));
    }
    Ok(super::plan::exit_code(&totals, false))
}

/// Reads the file, up to the limit.
fn load(path: &Path) -> Result<Vec<u8>, CommandError> {
    let failed = |error| CommandError::file(format!("cannot read {}", path.display()), error);
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(LONGEST + 1).read_to_end(&mut bytes)).map_err(failed)?;
    if bytes.len() as u64 > LONGEST {
        let error = CommandError::failed(format!("{} is longer than 64 MiB", path.display()));
        return Err(error.hint("import it in parts"));
    }
    Ok(bytes)
}

type Taken = (&'static str, Option<String>, Vec<Problem>);

/// Takes one choice in, or says what would become of it.
fn take(
    store: &mut SqliteStore,
    change: &ChoiceChange,
    dry_run: bool,
    agent: &dcr::audit::Agent,
) -> Result<Taken, CommandError> {
    let held = |row: &PlanRow, word, held_word| if row.held { held_word } else { word };
    let done = if dry_run {
        store.preview_choice(change, agent).map(|row| match (row.operation, row.effect) {
            (Operation::Unchanged, _) => ("unchanged", None),
            (_, Effect::Loosening) => ("would_need_approval", None),
            _ => (held(&row, "would_apply", "would_hold"), None),
        })
    } else {
        store.change_choice(change, Recorder::Administrator, agent).map(|changed| match changed {
            Changed::Done(row, _) => (held(&row, "applied", "held"), None),
            Changed::Unchanged(_) => ("unchanged", None),
            Changed::NeedsApproval(_, request) => ("pending_approval", Some(request)),
        })
    };
    match done {
        Ok((status, request)) => Ok((status, request, Vec::new())),
        Err(StoreError::NotForDemo) => {
            Ok(("refused", None, vec![Problem::new("Consent.patient", StoreError::NotForDemo.to_string())]))
        }
        Err(error) => Err(error.into()),
    }
}

fn listing(lines: &[Line], notes: &[Problem]) -> Result<Listing, CommandError> {
    let columns = [
        Column::new("resource", "Resource").right(),
        Column::new("id", "Id"),
        Column::new("choice", "Choice"),
        Column::new("status", "Status"),
        Column::new("why", "Why").flexible(),
    ];
    let mut listing = Listing::new("consents", &columns, "The file holds no Consent.");
    for line in lines {
        let imported = &line.imported;
        let (number, statement, why) = match &imported.outcome {
            Outcome::Choice(number, statement, why) => (Some(number), Some(statement), (*why).to_owned()),
            Outcome::NotInForce(status) => (None, None, format!("its status is {}", status.code())),
            Outcome::Refused(_) => (None, None, String::new()),
        };
        let words: Vec<String> = line.problems.iter().chain(&imported.notes).map(ToString::to_string).collect();
        let said = [vec![why.clone()], words].concat().into_iter().filter(|word| !word.is_empty());
        let tone = if line.status == "refused" { Tone::Warning } else { Tone::Plain };
        let cells = vec![
            imported.ordinal.to_string().into(),
            imported.id.clone().unwrap_or_default().into(),
            statement.map_or("", |statement| statement.choice.word()).into(),
            Cell::toned(tone, line.status),
            said.collect::<Vec<_>>().join("; ").into(),
        ];
        let value = json!({
            "resource": imported.ordinal, "id": imported.id, "nhs_number": number, "status": line.status,
            "choice": statement, "why": why, "problems": line.problems, "notes": imported.notes,
            "open_restriction": imported.open_restriction, "request": line.request,
        });
        listing.push(cells, &value)?;
    }
    for line in lines.iter().filter(|line| line.imported.open_restriction) {
        let words =
            format!("Resource {} restricts and is not applied: somebody must see to it.", line.imported.ordinal);
        listing.end(Tone::Warning, words);
    }
    for request in lines.iter().filter_map(|line| line.request.as_ref()) {
        let words =
            format!("A second user runs `dcr consent approve {request}`, then run `dcr consent apply {request}`.");
        listing.end(Tone::Plain, words);
    }
    for note in notes {
        listing.end(Tone::Muted, note.to_string());
    }
    Ok(listing)
}

fn ending(lines: &[Line], args: &ImportArgs) -> ExitCode {
    let any = |statuses: &[&str]| lines.iter().any(|line| statuses.contains(&line.status));
    if any(&["refused"]) {
        ExitCode::ChecksFailed
    } else if any(&["pending_approval"]) {
        ExitCode::Refused
    } else if args.exit_code && any(&["would_apply", "would_hold", "would_need_approval"]) {
        ExitCode::ChangesPending
    } else {
        ExitCode::Done
    }
}
