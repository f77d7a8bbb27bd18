//! `dcr consent list`.

use std::path::PathBuf;

use clap::Args;
use dcr::output::{Cell, Column, Tone};
use dcr::record::{PartialDateTime, Precision};
use dcr::store::Store;
use dcr::store::sqlite::{ListQuery, ListedChoice};
use jiff::{SignedDuration, Timestamp};

use super::letter::Letters;
use super::who_asks::{Administering, look};
use crate::asking::shown;
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::views::Listing;
use crate::words::length;

/// List what stands for people: standing choices, and each Yes that has not lapsed
///
/// With `--letters` it also writes a letter of acknowledgement for each, from a template.
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// Only this choice
    #[arg(long, value_name = "CHOICE", value_parser = ["yes-1", "yes-2", "yes-3", "no-1", "no-2"])]
    choice: Option<String>,
    /// Only a Yes that ends within so many days, such as `30d`; one without an end needs a review and
    /// counts
    #[arg(long, value_name = "DAYS", value_parser = days)]
    expiring: Option<SignedDuration>,
    /// Only choices of people who are not registered yet
    #[arg(long)]
    held: bool,
    /// Only where different statements were made at one instant
    #[arg(long)]
    tied: bool,
    /// Only what the store came to know since
    #[arg(long, value_name = "TIME", value_parser = since)]
    since: Option<Timestamp>,
    /// Write a letter for each into this folder, which must not be there yet
    #[arg(long, value_name = "DIR")]
    letters: Option<PathBuf>,
    /// The template of the letters, a text with words such as `{{choice}}` [default: one that is built in]
    #[arg(long, value_name = "FILE", requires = "letters")]
    template: Option<PathBuf>,
}

/// Reads a number of days.
fn days(text: &str) -> Result<SignedDuration, &'static str> {
    let count = text.strip_suffix('d').and_then(|days| days.parse::<u16>().ok());
    count.map(|days| SignedDuration::from_hours(24 * i64::from(days))).ok_or("expected a number of days, such as 30d")
}

/// Reads the beginning of a day or a time.
fn since(text: &str) -> Result<Timestamp, &'static str> {
    let time: Option<PartialDateTime> = text.trim().parse().ok();
    let fits = time.filter(|time| matches!(time.precision(), Precision::Day | Precision::Time));
    fits.map(|time| time.earliest()).ok_or("expected a date or a time, such as 2018-05-14")
}

/// Lists them.
pub(crate) fn run(session: &mut Session<'_>, args: &ListArgs) -> Result<ExitCode, CommandError> {
    let letters = args.letters.as_ref().map(|folder| Letters::into(folder, args.template.as_deref())).transpose()?;
    let Administering { mut store, agent } = look(session, "see what people chose")?;
    let query = ListQuery {
        choice: args.choice.clone(),
        ending_before: args.expiring.map(|days| store.now() + days),
        held: args.held,
        tied: args.tied,
        since: args.since,
    };
    let listed = store.list_choices(&query, &agent)?;
    if let Some(letters) = letters {
        let written = length(letters.write(&listed, store.now())?, "letter", "letters");
        session.terminal.status(&format!("wrote {written} into {}", letters.folder().display()));
    }
    let mut listing = Listing::new("choices", &columns(), "Nothing of the kind is stated.");
    for one in &listed {
        listing.push(cells(one), one)?;
    }
    listing.end(Tone::Muted, format!("{}.", length(listed.len(), "choice", "choices")));
    session.terminal.present(session.settings.output.value, &listing)?;
    Ok(ExitCode::Done)
}

fn columns() -> [Column; 8] {
    [
        Column::new("nhs_number", "NHS number"),
        Column::new("choice", "Choice"),
        Column::new("stated", "Stated"),
        Column::new("ends", "Ends"),
        Column::new("by", "By"),
        Column::new("evidence", "Evidence").flexible(),
        Column::new("recorded", "Known since"),
        Column::new("note", ""),
    ]
}

fn cells(one: &ListedChoice) -> Vec<Cell> {
    let note = match (one.registered, one.tied) {
        (false, _) => "not registered yet",
        (true, true) => "another of the same instant differs",
        (true, false) => "",
    };
    let ends = match (one.statement.choice.is_overlay(), one.ends) {
        (true, None) => "no end: review it".to_owned(),
        (_, ends) => ends.map(shown).unwrap_or_default(),
    };
    vec![
        one.nhs_number.to_string().into(),
        one.choice.into(),
        shown(one.statement.choice.stated()).into(),
        ends.into(),
        one.statement.performer.word().into(),
        one.statement.evidence.as_deref().unwrap_or_default().into(),
        shown(one.recorded).into(),
        Cell::toned(Tone::Warning, note),
    ]
}
