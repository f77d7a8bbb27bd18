//! Entries as rows.

use dcr::coding::Mark;
use dcr::output::{Cell, Column, Table, Tone};
use dcr::record::{PartialDateTime, Subsection};
use dcr::store::view::EntryView;

use super::header::short;
use crate::asking::shown;

/// The name of an entry with what stands beside it: the term of its code, a mark where code and words
/// disagree, what makes it sensitive.
pub(super) fn named(entry: &EntryView) -> Cell {
    let mark = entry.mark.as_ref();
    let tone = match (entry.masked, mark.is_some_and(Mark::disagrees)) {
        (true, _) => Tone::Muted,
        (_, true) => Tone::Warning,
        _ => Tone::Plain,
    };
    match mark.and_then(|mark| mark.beside(&entry.label)) {
        Some(beside) => Cell::toned(tone, format!("{} [{beside}]", entry.label)),
        None => Cell::toned(tone, &entry.label),
    }
}

/// Who says so.
pub(super) fn source(entry: &EntryView) -> String {
    format!("{}, {}", short(&entry.organisation_name), entry.provenance.system)
}

/// The rows of a timeline for a reader: when, where it belongs, what, its value, who says so.
pub(super) fn for_reader<'a>(entries: impl IntoIterator<Item = &'a EntryView>) -> Table {
    let mut table = Table::new(&[
        Column::new("time", "Date"),
        Column::new("section", "Section"),
        Column::new("label", "What").flexible(),
        Column::new("value", "Value").flexible(),
        Column::new("source", "Source").flexible(),
        Column::new("id", "Entry"),
    ]);
    for entry in entries {
        let tone = if entry.abnormal { Tone::Alert } else { Tone::Plain };
        table.push(vec![
            Cell::optional(entry.time.as_ref().map(PartialDateTime::display)),
            entry.section.title().into(),
            named(entry),
            Cell::toned(tone, &entry.value),
            Cell::toned(Tone::Muted, source(entry)),
            Cell::toned(Tone::Muted, &entry.id),
        ]);
    }
    table
}

/// The columns of a file, one row an entry.
const COLUMNS: [Column; 26] = [
    Column::new("id", "Entry"),
    Column::new("version", "Version"),
    Column::new("section", "Section"),
    Column::new("kind", "Kind"),
    Column::new("time", "Time"),
    Column::new("label", "What"),
    Column::new("value", "Value"),
    Column::new("abnormal", "Abnormal"),
    Column::new("masked", "Masked"),
    Column::new("organisation", "Organisation"),
    Column::new("organisation_name", "Organisation name"),
    Column::new("system", "System"),
    Column::new("feed", "Feed"),
    Column::new("message", "Message"),
    Column::new("control_id", "Control id"),
    Column::new("trigger", "Event"),
    Column::new("stated", "Stated"),
    Column::new("recorded", "Recorded"),
    Column::new("source_code", "Source code"),
    Column::new("source_system", "Source code system"),
    Column::new("source_text", "Source text"),
    Column::new("term", "Term"),
    Column::new("term_agrees", "Term agrees"),
    Column::new("sensitive", "Sensitive"),
    Column::new("standing", "Standing"),
    Column::new("subsection", "Part of the section"),
];

/// Flat rows for a file.
pub(super) fn for_file<'a>(entries: impl IntoIterator<Item = &'a EntryView>) -> Table {
    let mut table = Table::new(&COLUMNS);
    for entry in entries {
        let (provenance, source) = (&entry.provenance, &entry.source);
        let mark = entry.mark.as_ref();
        let term = mark.and_then(|mark| mark.term.as_ref());
        let labels = mark.map(Mark::sensitive);
        table.push(vec![
            (&entry.id).into(),
            entry.version.to_string().into(),
            entry.section.slug().into(),
            entry.kind.into(),
            Cell::optional(entry.time.map(|time| time.to_string())),
            (&entry.label).into(),
            (&entry.value).into(),
            entry.abnormal.to_string().into(),
            entry.masked.to_string().into(),
            (&provenance.organisation).into(),
            (&entry.organisation_name).into(),
            (&provenance.system).into(),
            (&provenance.feed).into(),
            provenance.message.to_string().into(),
            (&provenance.control_id).into(),
            (&provenance.trigger).into(),
            Cell::optional(provenance.stated.map(|time| time.to_string())),
            provenance.recorded.to_string().into(),
            Cell::optional(source.code.as_ref()),
            Cell::optional(source.system.as_ref()),
            Cell::optional(source.text.as_ref()),
            Cell::optional(term.map(|term| &term.term)),
            Cell::optional(term.map(|term| term.agrees.to_string())),
            Cell::optional(labels),
            entry.standing.slug().into(),
            Cell::optional(entry.subsection.map(Subsection::slug)),
        ]);
    }
    table
}

/// Where an entry came from, in lines for a reader.
pub(super) fn provenance(entry: &EntryView) -> Vec<(&'static str, String)> {
    let from = &entry.provenance;
    vec![
        ("Organisation", format!("{} ({})", entry.organisation_name, from.organisation)),
        ("System", format!("{}, feed {}", from.system, from.feed)),
        ("Message", format!("{} {}, control id {}, {}", from.message, from.trigger, from.control_id, from.location)),
        ("Written down", from.stated.as_ref().map(PartialDateTime::display).unwrap_or_default()),
        ("Known here", shown(from.recorded)),
    ]
}

/// What stands beside an entry, in lines for a reader.
pub(super) fn terms(entry: &EntryView, releases: &[String]) -> Vec<(&'static str, String)> {
    let Some(mark) = &entry.mark else { return Vec::new() };
    let mut fields = Vec::new();
    if let Some(term) = &mark.term {
        let active = if term.active { "" } else { ", inactive" };
        let level = term.level.map_or_else(String::new, |level| format!(", {}", level.name()));
        fields.push(("Term", format!("{} ({} in {}{level}{active})", term.term, term.code, term.system.title())));
        if !term.agrees {
            fields.push(("Code and words", "disagree: the words are none of the code's terms".to_owned()));
        }
    }
    fields.push(("Sensitive", mark.sensitive()));
    fields.push(("Terms from", releases.join(", ")));
    fields
}
