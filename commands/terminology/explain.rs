//! `dcr terminology explain`.

use clap::Args;
use dcr::output::{Cell, Column, OutputError, Tone};
use dcr_terminology::catalogue::Catalogue;
use dcr_terminology::explain::{ExplainError, Explanation, Offline, Possibility, Sources, Standing, explain};
use dcr_terminology::lookup::Entry;
use dcr_terminology::terminology::Terminology;
use serde_json::json;

use super::place::{ReleaseArgs, catalogue};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::terminal::read_line;
use crate::views::Listing;

/// Say what a string can be, and what to do with it
///
/// An SCTID with its partition, namespace and check digit, and what a spreadsheet did to it; a code of
/// Read v2 or CTV3 that lost its dots or its case; a level of dm+d, a barcode; ICD-10, OPCS-4, BNF,
/// ATC; a supplier's local code. Works by the form alone where nothing is loaded. A string that may be
/// a person's number is said to be one, and is not repeated. Exit code 1 where it has no code's form.
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// The string; `-` reads it from standard input
    #[arg(value_name = "STRING", allow_hyphen_values = true)]
    text: String,
    #[command(flatten)]
    release: ReleaseArgs,
}

/// Explains it.
pub(crate) fn run(session: &mut Session<'_>, args: &ExplainArgs) -> Result<ExitCode, CommandError> {
    let text = if args.text == "-" { read_line()? } else { args.text.clone() };
    let terminology = open(session, &args.release)?;
    let sources: &dyn Sources = if terminology.is_empty() { &Offline } else { &terminology };
    let explanation = explain(&text, sources)?;
    let listing = listing(&explanation, &terminology)?;
    session.terminal.present(session.settings.output.value, &listing)?;
    Ok(if explanation.possibilities.is_empty() { ExitCode::Failed } else { ExitCode::Done })
}

/// What is loaded, which may be nothing.
fn open(session: &mut Session<'_>, release: &ReleaseArgs) -> Result<Terminology, CommandError> {
    let catalogue: Catalogue = catalogue(session)?;
    if catalogue.list()?.releases.is_empty() && release.is_empty() {
        return Ok(Terminology::default());
    }
    release.open(session)
}

fn listing(explanation: &Explanation, terminology: &Terminology) -> Result<Listing, OutputError> {
    let columns = [
        Column::new("what", "It can be"),
        Column::new("standing", "Standing"),
        Column::new("code", "Code"),
        Column::new("term", "Term").flexible(),
        Column::new("evidence", "Because").flexible(),
        Column::new("advice", "What to do").flexible(),
    ];
    let mut listing = Listing::new("possibilities", &columns, "It has the form of no code.");
    for possibility in &explanation.possibilities {
        push(&mut listing, possibility)?;
    }
    let releases: Vec<&str> = terminology.releases().iter().map(|loaded| loaded.name.as_str()).collect();
    listing.about("may_be_personal", &explanation.may_be_personal())?;
    listing.about("releases", &releases)?;
    if explanation.may_be_personal() {
        listing.before(Tone::Alert, "This may be a person's number: treat it as personal data.");
    }
    listing.end(
        Tone::Muted,
        match releases.as_slice() {
            [] => "Nothing is loaded, so the form alone speaks.".to_owned(),
            releases => format!("Asked of {}.", releases.join(", ")),
        },
    );
    Ok(listing)
}

fn push(listing: &mut Listing, possibility: &Possibility) -> Result<(), OutputError> {
    let evidence: Vec<String> = possibility
        .damage
        .iter()
        .map(ToString::to_string)
        .chain(possibility.evidence.iter().map(ToString::to_string))
        .collect();
    let advice: Vec<String> = possibility.advice().iter().map(ToString::to_string).collect();
    let terms: Vec<&str> = possibility.entries.iter().map(|entry| entry.term.as_str()).collect();
    let tone = match possibility.standing {
        Standing::Found => Tone::Good,
        Standing::Former | Standing::Broken => Tone::Warning,
        Standing::Possible | Standing::Absent => Tone::Muted,
    };
    let cells = vec![
        possibility.what.title().into(),
        Cell::toned(tone, possibility.standing.title()),
        Cell::optional(possibility.code.as_ref()),
        terms.join("; ").into(),
        evidence.join("; ").into(),
        advice.join("; ").into(),
    ];
    let entries: Vec<serde_json::Value> = possibility.entries.iter().map(entry).collect();
    let value = json!({
        "what": possibility.what.title(), "standing": possibility.standing.title(), "code": possibility.code,
        "entries": entries, "evidence": evidence, "advice": advice,
    });
    listing.push(cells, &value)
}

fn entry(entry: &Entry) -> serde_json::Value {
    json!({
        "code": entry.code, "term": entry.term, "active": entry.active,
        "level": entry.level.map(dcr_terminology::dmd::Level::name), "replacements": entry.replacements,
    })
}

impl From<ExplainError> for CommandError {
    fn from(error: ExplainError) -> Self {
        Self::usage(error)
    }
}
