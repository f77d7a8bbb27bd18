//! `dcr consent conflicts`.

use clap::Args;
use dcr::access::{Purpose, Reason};
use dcr::consent::Disagreement;
use dcr::output::{Column, Tone};
use dcr::store::view::{SignalConflict, SignalSaid};
use dcr::store::{PatientId, PatientRef};
use serde_json::json;

use crate::asking::{caller, open_store, read_patient, request, shown};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::views::Listing;

/// List the people of whom sources say something about consent that disagrees, with each other or
/// with what the person chose
///
/// Signals are what feeds say: ZU8 segments, Summary Care Record and other consent codes in a
/// practice's record, a refusal by GP Connect, restriction in PDS. They are kept with their date and
/// source and are never taken for a choice; a choice about the Summary Care Record is none about this
/// record. Where a source says nothing, that loosens nothing. For privacy officers and those who
/// administer consent; written to the audit.
#[derive(Debug, Args)]
pub(crate) struct ConflictsArgs {
    /// One person, with every signal: NHS number, store number (`P12`) or local number; `-` reads it
    /// from standard input
    #[arg(value_name = "PATIENT")]
    patient: Option<String>,
    /// The most people to list, up to 1000
    #[arg(long, value_name = "NUMBER", default_value_t = 100, conflicts_with = "patient",
          value_parser = clap::value_parser!(u16).range(1..=1000))]
    limit: u16,
    /// Go on after this store number
    #[arg(long, value_name = "P12", conflicts_with = "patient", value_parser = store_number)]
    after: Option<PatientId>,
}

fn store_number(text: &str) -> Result<PatientId, &'static str> {
    match text.parse() {
        Ok(PatientRef::Patient(id)) => Ok(id),
        _ => Err("a store number looks like `P12`"),
    }
}

/// Lists them.
pub(crate) fn run(session: &mut Session<'_>, args: &ConflictsArgs) -> Result<ExitCode, CommandError> {
    let mut store = open_store(session)?;
    let user = caller(session, &mut store)?;
    let asked = request(user, Reason { purpose: Purpose::PrivacyInvestigation, ..Reason::default() });
    let mut listing = Listing::new("conflicts", &columns(), "No signals disagree.");
    if let Some(patient) = &args.patient {
        let patient = read_patient(session, Some(patient))?;
        let said = store.consent_signals(&asked, &patient)?;
        push(&mut listing, &said)?;
        if said.signals.is_empty() {
            listing.end(Tone::Muted, "No source says anything about consent.");
        }
        for disagreement in &said.disagreements {
            listing.end(Tone::Warning, sentence(*disagreement));
        }
    } else {
        let page = store.consent_conflicts(&asked, args.after, args.limit.into())?;
        for conflict in &page.conflicts {
            push(&mut listing, conflict)?;
        }
        listing.about("next_after", &page.next_after)?;
        if let Some(next) = page.next_after {
            listing.end(Tone::Muted, format!("There are more: `dcr consent conflicts --after {next}`."));
        }
    }
    session.terminal.present(session.settings.output.value, &listing)?;
    Ok(ExitCode::Done)
}

fn columns() -> [Column; 9] {
    [
        Column::new("person", "Person"),
        Column::new("disagreements", "Disagrees").flexible(),
        Column::new("choice", "Chosen"),
        Column::new("kind", "Signal"),
        Column::new("stance", "Says"),
        Column::new("value", "As sent"),
        Column::new("stated", "Of"),
        Column::new("organisation", "Source"),
        Column::new("message", "Message").right(),
    ]
}

/// One row for each signal of a person; the person and what disagrees on the first.
fn push(listing: &mut Listing, conflict: &SignalConflict) -> Result<(), CommandError> {
    let names: Vec<String> = conflict.disagreements.iter().map(|disagreement| name(*disagreement)).collect();
    let choice = chosen(conflict);
    let meanings: Vec<&str> = conflict.disagreements.iter().map(|it| it.meaning()).collect();
    let value = json!({
        "person": conflict.person, "disagreements": names, "meanings": meanings,
        "choices": conflict.choices, "signals": conflict.signals,
    });
    let mut first = true;
    for said in conflict.signals.iter().map(Some).chain(conflict.signals.is_empty().then_some(None)) {
        let mut cells = vec![conflict.person.to_string().into(), names.join(", ").into(), choice.clone().into()];
        cells.extend(signal(said));
        if first {
            listing.push(cells, &value)?;
        } else {
            listing.push_row(cells);
        }
        first = false;
    }
    Ok(())
}

fn signal(said: Option<&SignalSaid>) -> Vec<dcr::output::Cell> {
    let Some(said) = said else { return vec![String::new().into(); 6] };
    let stance = serde_json::to_value(said.stance).ok();
    let stance = stance.as_ref().and_then(|stance| stance.as_str()).unwrap_or_default().to_owned();
    let stated = said.stated.map_or_else(|| shown(said.received), |stated| stated.display());
    vec![
        said.kind.slug().into(),
        stance.into(),
        (&said.value).into(),
        stated.into(),
        (&said.organisation).into(),
        said.message.to_string().into(),
    ]
}

fn name(disagreement: Disagreement) -> String {
    let value = serde_json::to_value(disagreement).ok();
    value.as_ref().and_then(|value| value.as_str()).unwrap_or_default().to_owned()
}

fn sentence(disagreement: Disagreement) -> String {
    let meaning = disagreement.meaning();
    let mut characters = meaning.chars();
    let first = characters.next().map(|first| first.to_uppercase().collect::<String>()).unwrap_or_default();
    format!("{first}{}.", characters.as_str())
}

fn chosen(conflict: &SignalConflict) -> String {
    use dcr::consent::StandingChoice::{No1, No2, Yes3};
    let standing = conflict.choices.standing.map(|standing| match standing.choice {
        Yes3 => "yes-3",
        No1 => "no-1",
        No2 => "no-2",
    });
    let overlay = conflict.choices.overlay.as_ref().map(|_| "a yes for a time");
    let parts: Vec<&str> = standing.into_iter().chain(overlay).collect();
    if parts.is_empty() { "nothing".to_owned() } else { parts.join(", ") }
}
