//! `dcr terminology ecl`.

use std::sync::atomic::Ordering;

use clap::Args;
use dcr::output::{Cell, Column, OutputError, Tone};
use dcr_terminology::ecl::{Answer, Bounds, EvaluationError, Outcome, Value, Values, evaluate};
use dcr_terminology::snomed::Snomed;
use dcr_terminology::terminology::{Open, Ordinals, Terminology, concept};
use serde_json::json;
use snomed_ct_parsing::ecl::{ExpressionConstraint, parse};

use super::place::ReleaseArgs;
use crate::error::{CommandError, ErrorKind};
use crate::exit_code::ExitCode;
use crate::interrupt;
use crate::session::Session;
use crate::terminal::read_line;
use crate::views::Listing;

/// Find concepts by an expression constraint (ECL 2.3)
///
/// The whole Expression Constraint Language of SNOMED International, in its brief form
/// (`<< 73211009`) and its long one (`descendantOrSelfOf 73211009`): operators, refinements with
/// groups and cardinality, dotted attributes, concrete values, members and their fields, filters of
/// concepts, descriptions and members, history supplements. A mistake is pointed at. Exit code 1 where
/// nothing is found.
#[derive(Debug, Args)]
pub(crate) struct EclArgs {
    /// The expression; `-` reads it from standard input
    #[arg(value_name = "EXPRESSION")]
    expression: String,
    /// Only count
    #[arg(long)]
    count: bool,
    /// The most to list; 0 means all
    #[arg(long, value_name = "NUMBER", default_value_t = 1_000)]
    limit: usize,
    /// Write the expression in its other form instead: brief or long
    #[arg(long, value_name = "FORM", conflicts_with_all = ["count", "limit"])]
    rewrite: Option<FormArg>,
    #[command(flatten)]
    release: ReleaseArgs,
}

/// A form of the language.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum FormArg {
    /// With symbols
    Brief,
    /// With words
    Long,
}

/// Evaluates it.
pub(crate) fn run(session: &mut Session<'_>, args: &EclArgs) -> Result<ExitCode, CommandError> {
    let text = if args.expression == "-" { read_line()? } else { args.expression.clone() };
    let expression = read(&text)?;
    if let Some(form) = args.rewrite {
        let rewritten = match form {
            FormArg::Brief => expression.to_string(),
            FormArg::Long => expression.long().to_string(),
        };
        session.terminal.raw(format!("{rewritten}\n").as_bytes())?;
        return Ok(ExitCode::Done);
    }
    let terminology = args.release.open(session)?;
    let open = snomed(&terminology)?;
    let outcome = evaluated(&expression, &open.index)?;
    let listing = listing(&outcome, open, args)?;
    session.terminal.present(session.settings.output.value, &listing)?;
    for note in &outcome.notes {
        session.terminal.warning(&note.to_string());
    }
    Ok(if found(&outcome) > 0 { ExitCode::Done } else { ExitCode::Failed })
}

/// The concepts that an expression finds.
pub(super) fn concepts(text: &str, terminology: &Terminology) -> Result<Ordinals, CommandError> {
    let open = snomed(terminology)?;
    match evaluated(&read(text)?, &open.index)?.answer {
        Answer::Concepts(concepts) => Ok(concepts),
        Answer::Values(_) => Err(CommandError::usage("the expression finds values, and concepts are needed")),
    }
}

fn snomed(terminology: &Terminology) -> Result<&Open<Snomed>, CommandError> {
    terminology.snomed.as_ref().ok_or_else(|| {
        CommandError::failed("no release of SNOMED CT is loaded").hint("load one: `dcr terminology load PATH`")
    })
}

fn read(text: &str) -> Result<ExpressionConstraint, CommandError> {
    parse(text).map_err(|error| {
        let marked = error.marked(text);
        CommandError::usage(format!("the expression cannot be read: {error}\n{marked}"))
    })
}

fn evaluated(expression: &ExpressionConstraint, snomed: &Snomed) -> Result<Outcome, CommandError> {
    let stop = interrupt::stop_flag();
    let bounds = Bounds { stop: &|| stop.load(Ordering::Relaxed), ..Bounds::default() };
    evaluate(expression, snomed, bounds).map_err(|error| match error {
        EvaluationError::Stopped => CommandError::new(ErrorKind::Interrupted, error),
        error => CommandError::usage(error),
    })
}

fn found(outcome: &Outcome) -> u64 {
    match &outcome.answer {
        Answer::Concepts(concepts) => concepts.len(),
        Answer::Values(values) => values.rows.len() as u64,
    }
}

fn listing(outcome: &Outcome, open: &Open<Snomed>, args: &EclArgs) -> Result<Listing, OutputError> {
    let limit = if args.limit == 0 { usize::MAX } else { args.limit };
    let total = found(outcome);
    let mut listing = if args.count {
        let mut listing = Listing::new("count", &[Column::new("count", "Found").right()], "");
        listing.push(vec![total.to_string().into()], &json!({ "count": total }))?;
        listing
    } else {
        match &outcome.answer {
            Answer::Concepts(concepts) => of_concepts(concepts, &open.index, limit)?,
            Answer::Values(values) => of_values(values, &open.index, limit)?,
        }
    };
    listing.about("total", &total)?;
    listing.about("release", &open.release.name)?;
    let notes: Vec<String> = outcome.notes.iter().map(ToString::to_string).collect();
    listing.about("notes", &notes)?;
    if !args.count {
        let more = if total > limit as u64 {
            format!(", of which {limit} are listed; `--limit 0` lists all")
        } else {
            String::new()
        };
        listing.end(Tone::Muted, format!("{total} found{more}."));
    }
    listing.end(Tone::Muted, format!("From {}.", open.release.name));
    Ok(listing)
}

fn of_concepts(concepts: &Ordinals, snomed: &Snomed, limit: usize) -> Result<Listing, OutputError> {
    let columns =
        [Column::new("code", "Code"), Column::new("term", "Term").flexible(), Column::new("active", "Active")];
    let mut listing = Listing::new("concepts", &columns, "No concept is found.");
    for ordinal in concepts.iter().take(limit) {
        let found = concept(snomed, ordinal);
        let active = if found.active { "yes" } else { "no" };
        let tone = if found.active { Tone::Plain } else { Tone::Muted };
        listing.push(vec![(&found.code).into(), Cell::toned(tone, &found.term), Cell::toned(tone, active)], &found)?;
    }
    Ok(listing)
}

fn of_values(values: &Values, snomed: &Snomed, limit: usize) -> Result<Listing, OutputError> {
    let columns = [
        Column::new("row", "Row").right(),
        Column::new("field", "Field"),
        Column::new("value", "Value"),
        Column::new("term", "Term").flexible(),
    ];
    let mut listing = Listing::new("values", &columns, "No value is found.");
    for (number, row) in values.rows.iter().take(limit).enumerate() {
        for (field, value) in values.columns.iter().zip(row) {
            let component = match value {
                Value::Component(sctid) => snomed.ordinal(*sctid),
                _ => None,
            };
            let term = component.map(|ordinal| concept(snomed, ordinal).term).unwrap_or_default();
            let cells = vec![(number + 1).to_string().into(), field.into(), value.to_string().into(), (&term).into()];
            listing
                .push(cells, &json!({ "row": number + 1, "field": field, "value": value.to_string(), "term": term }))?;
        }
    }
    Ok(listing)
}
