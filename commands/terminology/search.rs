//! `dcr terminology search`.

use clap::Args;
use dcr::output::{Cell, Column, OutputError, Tone};
use dcr_terminology::search::{Answer, Hit, Query};
use serde_json::{Value, json};

use super::ecl::concepts;
use super::place::ReleaseArgs;
use super::system::{SystemArg, systems};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::views::Listing;

/// Find codes by the words of their terms
///
/// Each word of the text begins a word of the term, in any order, accents and case folded; the best
/// come first. Where no term has the words, a likely misspelling is tried, and the answer says so.
/// Exit code 1 where nothing is found.
#[derive(Debug, Args)]
pub(crate) struct SearchArgs {
    /// The words, or their beginnings
    #[arg(value_name = "TEXT", required = true)]
    text: Vec<String>,
    /// Only in this system (can be repeated)
    #[arg(long, value_name = "SYSTEM")]
    system: Vec<SystemArg>,
    /// Only concepts of SNOMED CT that this expression constraint finds (ECL)
    #[arg(long = "in", value_name = "ECL", conflicts_with = "system")]
    within: Option<String>,
    /// Also what may no longer be used, and terms that are out of use
    #[arg(long)]
    inactive: bool,
    /// The most of each system
    #[arg(long, value_name = "NUMBER", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    limit: u32,
    #[command(flatten)]
    release: ReleaseArgs,
}

const COLUMNS: [Column; 6] = [
    Column::new("system", "System"),
    Column::new("code", "Code"),
    Column::new("term", "Term").flexible(),
    Column::new("matched", "Found as").flexible(),
    Column::new("level", "Level"),
    Column::new("active", "Active"),
];

/// Searches.
pub(crate) fn run(session: &mut Session<'_>, args: &SearchArgs) -> Result<ExitCode, CommandError> {
    let terminology = args.release.open(session)?;
    let text = args.text.join(" ");
    let systems = systems(&args.system);
    let limit = usize::try_from(args.limit).unwrap_or(usize::MAX);
    let within = args.within.as_deref().map(|ecl| concepts(ecl, &terminology)).transpose()?;
    let within = within.as_ref();
    let query = Query { text: &text, systems: &systems, limit, inactive: args.inactive, within };
    let answers = terminology.search(&query).map_err(CommandError::usage)?;
    let mut listing = Listing::new("hits", &COLUMNS, "No term has these words.");
    for answer in &answers {
        fill(&mut listing, answer)?;
    }
    let releases: Vec<&str> = answers
        .iter()
        .filter_map(|answer| terminology.release(answer.system.kind()))
        .map(|loaded| loaded.name.as_str())
        .collect();
    listing.about("releases", &releases)?;
    listing.end(Tone::Muted, format!("From {}.", releases.join(", ")));
    session.terminal.present(session.settings.output.value, &listing)?;
    let found = answers.iter().any(|answer| !answer.hits.is_empty());
    Ok(if found { ExitCode::Done } else { ExitCode::Failed })
}

fn fill(listing: &mut Listing, answer: &Answer) -> Result<(), OutputError> {
    for hit in &answer.hits {
        listing.push(cells(answer, hit), &object(answer, hit)?)?;
    }
    let system = answer.system.title();
    if !answer.instead.is_empty() {
        let taken = answer.instead.iter().map(|it| format!("`{}` taken as `{}`", it.typed, it.taken));
        let taken: Vec<String> = taken.collect();
        listing.before(Tone::Warning, format!("{system}: no term has these words; {}.", taken.join(", ")));
    }
    if answer.more {
        listing.end(Tone::Muted, format!("{system}: there are more; `--limit` shows them."));
    }
    Ok(())
}

fn cells(answer: &Answer, hit: &Hit) -> Vec<Cell> {
    let tone = if hit.active { Tone::Plain } else { Tone::Muted };
    vec![
        answer.system.title().into(),
        (&hit.code).into(),
        Cell::toned(tone, &hit.term),
        Cell::toned(Tone::Muted, hit.matched.as_deref().unwrap_or_default()),
        hit.level.unwrap_or_default().into(),
        Cell::toned(tone, if hit.active { "yes" } else { "no" }),
    ]
}

fn object(answer: &Answer, hit: &Hit) -> Result<Value, OutputError> {
    let mut value = serde_json::to_value(hit)?;
    if let Some(members) = value.as_object_mut() {
        members.insert("system".to_owned(), serde_json::to_value(answer.system)?);
        members.insert("instead".to_owned(), json!(answer.instead));
    }
    Ok(value)
}
