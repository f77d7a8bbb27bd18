//! One section of a record for a reader: its notices, its parts, and what belongs to each entry under
//! it.

use dcr::output::{Cell, Column, Sheet, Table, Tone};
use dcr::record::{MedicationRequestIntent, PartialDateTime, Resource, Section, Standing, Subsection};
use dcr::store::view::{EntryView, SectionView};

use super::entries::{named, source};
use super::header::short;
use crate::words::length;

/// Writes a section. Issues of medicines are counted, or `in_full` listed.
pub(super) fn write(sheet: &mut Sheet, section: &SectionView, in_full: bool) {
    sheet.heading(section.title, &remark(section));
    notices(sheet, section);
    if !section.entries.is_empty() {
        sheet.table(&table(&section.entries, in_full), "");
    }
}

/// How many, as the lists of the sources count them, and how many more.
fn remark(section: &SectionView) -> String {
    let SectionView { total, listed, related, .. } = *section;
    let shown = section.entries.len();
    if shown < total && shown > 0 {
        return format!("{shown} of {total}");
    }
    let parts = total - listed - related;
    let under = match (parts, section.section) {
        (0, _) => None,
        (_, Section::Investigations) => Some(length(parts, "result under them", "results under them")),
        (_, Section::Medication) => Some(length(parts, "authorisation or issue", "authorisations and issues")),
        _ => Some(format!("{parts} under them")),
    };
    let came_along = (related > 0).then(|| format!("{related} came along"));
    [Some(length(listed, "entry", "entries")), under, came_along].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What sources say of the section, each once.
fn notices(sheet: &mut Sheet, section: &SectionView) {
    let mut said: Vec<(&str, &str)> = Vec::new();
    for notice in &section.notices {
        let words = (notice.label.as_str(), notice.organisation_name.as_str());
        if !said.contains(&words) {
            said.push(words);
            sheet.paragraph(Tone::Warning, &format!("Notice: {} ({})", words.0, short(words.1)));
        }
    }
}

fn table(entries: &[EntryView], in_full: bool) -> Table {
    let mut table = Table::new(&[
        Column::new("time", "Date"),
        Column::new("label", "What").flexible(),
        Column::new("value", "Value").flexible(),
        Column::new("source", "Source").flexible(),
        Column::new("id", "Entry"),
    ]);
    let (mut place, mut heading) = (0, None);
    while let Some(entry) = entries.get(place) {
        let after = entries[place + 1..].iter().position(|next| next.standing != Standing::Part);
        let end = after.map_or(entries.len(), |count| place + 1 + count);
        let title = heading_of(entry);
        if title != heading {
            heading = title;
            table.push(vec![Cell::default(), Cell::toned(Tone::Heading, title.unwrap_or("Other"))]);
        }
        table.push(row(entry, entry.standing == Standing::Part));
        for topic in &entry.topics {
            let words = Cell::toned(Tone::Label, format!("  {}", topic.heading()));
            table.push(vec![Cell::default(), words, topic.line().into()]);
        }
        parts(&mut table, &entries[place + 1..end], in_full);
        place = end;
    }
    table
}

/// Under what an entry stands within its section.
fn heading_of(entry: &EntryView) -> Option<&'static str> {
    match entry.standing {
        Standing::Related => Some("Came along with consultations or problems"),
        _ => entry.subsection.map(Subsection::title),
    }
}

/// What belongs to an entry: every result; of the requests for a medicine how many there are, unless
/// they are wanted in full.
fn parts(table: &mut Table, parts: &[EntryView], in_full: bool) {
    let is_request = |entry: &&EntryView| entry.kind == "MedicationRequest";
    let requests: Vec<&EntryView> = parts.iter().filter(is_request).collect();
    for part in parts.iter().filter(|part| in_full || !is_request(part)) {
        table.push(row(part, true));
    }
    if in_full || requests.is_empty() {
        return;
    }
    let is_plan = |entry: &EntryView| matches!(&entry.resource, Some(Resource::MedicationRequest(it)) if it.intent == MedicationRequestIntent::Plan);
    let plans = requests.iter().filter(|entry| is_plan(entry)).count();
    let issues = requests.len() - plans;
    let last = requests.iter().filter(|entry| !is_plan(entry)).filter_map(|entry| entry.time).max_by_key(sort_key);
    let counted = |count: usize, one, many| (count > 0).then(|| length(count, one, many));
    let words = [counted(plans, "authorisation", "authorisations"), counted(issues, "issue", "issues")];
    let words = format!("  {}", words.into_iter().flatten().collect::<Vec<_>>().join(", "));
    let last = last.map(|last| format!("last on {}", last.display()));
    table.push(vec![
        Cell::default(),
        Cell::toned(Tone::Muted, words),
        Cell::toned(Tone::Muted, last.unwrap_or_default()),
    ]);
}

fn sort_key(time: &PartialDateTime) -> jiff::Timestamp {
    time.earliest()
}

/// One row; what belongs to the entry above stands in.
fn row(entry: &EntryView, is_part: bool) -> Vec<Cell> {
    let tone = if entry.abnormal { Tone::Alert } else { Tone::Plain };
    let name = named(entry);
    let kind = match &entry.resource {
        Some(Resource::MedicationRequest(it)) if is_part => match it.intent {
            MedicationRequestIntent::Plan => Some("authorisation"),
            MedicationRequestIntent::Order => Some("issue"),
        },
        _ => None,
    };
    let name = match (kind, is_part) {
        (Some(kind), _) => Cell::toned(name.tone(), format!("  {kind}: {}", name.text())),
        (None, true) => Cell::toned(name.tone(), format!("  {}", name.text())),
        (None, false) => name,
    };
    vec![
        Cell::optional(entry.time.as_ref().map(PartialDateTime::display)),
        name,
        Cell::toned(tone, value(entry)),
        Cell::toned(Tone::Muted, source(entry)),
        Cell::toned(Tone::Muted, &entry.id),
    ]
}

/// The value, with the day on which something that is over ended.
fn value(entry: &EntryView) -> String {
    let over = entry.resource.as_ref().filter(|it| it.has_ended() && !matches!(it, Resource::Encounter(_)));
    let Some(resource) = over else { return entry.value.clone() };
    let until = resource.end().map(|end| format!(" {}", end.display())).unwrap_or_default();
    let rest = if entry.value.is_empty() { String::new() } else { format!("; {}", entry.value) };
    format!("ended{until}{rest}")
}
