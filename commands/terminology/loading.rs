//! A plan of a load, and what came of it, in every form.

use dcr::output::{Cell, Column, OutputError, Tone};
use dcr_terminology::catalogue::Loaded;
use dcr_terminology::plan::{Part, Plan, Step};
use serde_json::{Value, json};

use crate::views::Listing;
use crate::words::length;

const COLUMNS: [Column; 7] = [
    Column::new("change", "Change"),
    Column::new("kind", "Kind"),
    Column::new("release", "Release"),
    Column::new("date", "Date"),
    Column::new("state", "State").flexible(),
    Column::new("files", "Files").right(),
    Column::new("counts", "Counts").flexible(),
];

/// In a table, so many counts of a release are shown.
const COUNTS: usize = 6;

/// What would be done.
pub(super) fn planned(plan: &Plan) -> Result<Listing, OutputError> {
    let mut listing = Listing::new("plan", &COLUMNS, "Nothing to load.");
    for part in &plan.parts {
        let (sign, state) = step(part);
        push(&mut listing, part, (sign, &state), None)?;
    }
    finish(&mut listing, plan)?;
    let pending = plan.parts.iter().filter(|part| !matches!(part.step, Step::AlreadyLoaded(_))).count();
    listing.end(Tone::Muted, format!("{} to load; nothing was changed.", length(pending, "release", "releases")));
    Ok(listing)
}

/// What came of it.
pub(super) fn outcome(plan: &Plan, loaded: &[Option<Loaded>]) -> Result<Listing, OutputError> {
    let mut listing = Listing::new("loaded", &COLUMNS, "Nothing to load.");
    for (part, loaded) in plan.parts.iter().zip(loaded) {
        let (sign, state) = if loaded.is_some() { ("new", "loaded".to_owned()) } else { step(part) };
        push(&mut listing, part, (sign, &state), loaded.as_ref())?;
    }
    finish(&mut listing, plan)?;
    Ok(listing)
}

/// The plan in lines, before it is carried out.
pub(super) fn said(plan: &Plan) -> Vec<String> {
    let line = |part: &Part| {
        let (_, state) = step(part);
        let date = part.date.map_or_else(|| "undated".to_owned(), |date| date.to_string());
        let files = length(part.files.len(), "file", "files");
        format!("{} {date}, {files}: {state}", part.kind.title())
    };
    let mut lines: Vec<String> = plan.parts.iter().map(line).collect();
    if !plan.passed_over.is_empty() {
        lines.push(format!("{} passed over", length(plan.passed_over.len(), "file is", "files are")));
    }
    lines
}

fn step(part: &Part) -> (&'static str, String) {
    match (&part.step, &part.onto) {
        (Step::Load, None) => ("new", "to be loaded".to_owned()),
        (Step::Load, Some(onto)) => ("new", format!("to be added to {onto}")),
        (Step::AlreadyLoaded(name), _) => ("same", format!("loaded already as {name}")),
        (Step::Renew(name), _) => {
            ("again", format!("to be loaded again: the index of {name} is damaged, or of an older form"))
        }
    }
}

fn push(
    listing: &mut Listing,
    part: &Part,
    (sign, state): (&str, &str),
    loaded: Option<&Loaded>,
) -> Result<(), OutputError> {
    let name = match (&part.step, loaded) {
        (_, Some(loaded)) => &loaded.name,
        (Step::AlreadyLoaded(name), None) => name,
        _ => &part.name,
    };
    let counts = loaded.map(|loaded| counts(&loaded.release.counts)).unwrap_or_default();
    let date = part.date.map(|date| date.to_string());
    let tone = if sign == "same" { Tone::Muted } else { Tone::Good };
    let cells = vec![
        Cell::toned(tone, sign),
        part.kind.title().into(),
        name.into(),
        Cell::optional(date.as_ref()),
        Cell::toned(tone, state),
        part.files.len().to_string().into(),
        Cell::toned(Tone::Muted, counts),
    ];
    let sources: Vec<Value> = part.sources.iter().map(|source| json!(source)).collect();
    let counted = loaded.map(|loaded| counts_value(&loaded.release.counts));
    let value = json!({
        "change": sign, "kind": part.kind, "release": name, "date": date, "state": state,
        "files": part.files.iter().map(dcr_terminology::archive::Item::place).collect::<Vec<_>>(),
        "bytes": part.bytes, "sources": sources, "counts": counted,
        "notes": loaded.map(|loaded| &loaded.release.notes),
    });
    listing.push(cells, &value)
}

/// The first counts in a line: `831 concepts, 12 inactive concepts`. JSON has them all.
pub(super) fn counts(counts: &[(String, u64)]) -> String {
    let first: Vec<String> = counts.iter().take(COUNTS).map(|(name, count)| format!("{count} {name}")).collect();
    let more = counts.len().saturating_sub(COUNTS);
    let more = if more > 0 { format!(", and {more} more counts") } else { String::new() };
    format!("{}{more}", first.join(", "))
}

/// Counts as an object.
pub(super) fn counts_value(counts: &[(String, u64)]) -> Value {
    Value::Object(counts.iter().map(|(name, count)| (name.clone(), json!(count))).collect())
}

fn finish(listing: &mut Listing, plan: &Plan) -> Result<(), OutputError> {
    let passed: Vec<Value> =
        plan.passed_over.iter().map(|file| json!({ "file": file.place, "reason": file.reason })).collect();
    listing.about("passed_over", &passed)?;
    if !passed.is_empty() {
        let files = plan.passed_over.iter().take(5).map(|file| {
            let name = file.place.rsplit('/').next().unwrap_or(&file.place);
            format!("{name} ({})", file.reason)
        });
        let files: Vec<String> = files.collect();
        let more = plan.passed_over.len().saturating_sub(files.len());
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        listing.end(Tone::Muted, format!("Passed over: {}{more}.", files.join(", ")));
    }
    Ok(())
}
