//! The head of every screen of a record: who it is, where they are now, and their allergies.
//!
//! Laid out after the NHS common user interface guidance for a patient banner: name, born, gender
//! and NHS number always, and nothing that is not known is said as if it were.

use jiff::tz::TimeZone;
use ratatui::Frame;
use ratatui::layout::Rect;

use super::draw::is_roomy;
use super::text::{clean, fit, width, wrap};
use super::theme::Meaning;
use crate::browser::model::{Model, Record, grouped};
use crate::record::{FlagKind, Gender, PartialDateTime, Precision, Resource, Section, fold_text, london};
use crate::store::view::PatientHit;

/// Draws the banner and returns its height.
pub(super) fn draw(model: &Model, record: &Record, frame: &mut Frame<'_>, area: Rect) -> u16 {
    let lines = lines(model, record, area);
    for ((text, meaning), y) in lines.iter().zip(area.y..area.bottom()) {
        let columns = usize::from(area.width);
        let text = fit(&format!(" {text}"), columns);
        frame.buffer_mut().set_stringn(area.x, y, text, columns, model.theme.style(*meaning));
    }
    u16::try_from(lines.len()).unwrap_or(0)
}

type Said = (String, Meaning);

fn lines(model: &Model, record: &Record, area: Rect) -> Vec<Said> {
    let hit = &record.person.person;
    let columns = usize::from(area.width).saturating_sub(1);
    let numbers = numbers(model, record, columns);
    let mut lines = Vec::new();
    let one_line = format!("{}   {numbers}", clean(&hit.name));
    if columns >= 99 && width(&one_line) <= columns {
        lines.push((one_line, Meaning::Title));
    } else {
        lines.push((hit.name.clone(), Meaning::Title));
        lines.push((numbers, Meaning::Plain));
    }
    let (words, meaning) = allergies(record);
    let room = if is_roomy(area) { 2 } else { 1 };
    lines.extend(wrap(&words, columns.saturating_sub(1), room).into_iter().map(|line| (line, meaning)));
    if is_roomy(area) {
        let place = wrap(&place(record), columns.saturating_sub(1), 2);
        lines.extend(place.into_iter().map(|line| (line, Meaning::Plain)));
        lines.extend(doubts(model, record).map(|doubt| (doubt, Meaning::Warning)));
    } else if hit.inpatient || hit.in_conflict {
        lines.push((short_marks(hit), Meaning::Warning));
    }
    lines
}

/// Born, gender and NHS number; the year of age where it can be told.
fn numbers(model: &Model, record: &Record, columns: usize) -> String {
    let hit = &record.person.person;
    let born = hit.birth_date.map_or_else(|| "not known".to_owned(), |date| date.display());
    let age = age(model, record).map(|age| format!(" ({age}y)")).unwrap_or_default();
    let number = number(hit);
    let died = died(record).map(|died| format!("{died}   ")).unwrap_or_default();
    let gender = gender_words(hit.gender);
    let full = format!("{died}Born {born}{age}   Gender {gender}   NHS No. {number}");
    if width(&full) <= columns { full } else { format!("{died}{born}{age} {gender} {number}") }
}

/// The NHS number as 3-3-4, with what a reader must know of it.
pub(super) fn number(hit: &PatientHit) -> String {
    match hit.nhs_number {
        None => "not known".to_owned(),
        Some(number) if !number.check_digit_holds() => format!("{number} (check digit wrong)"),
        Some(number) if !hit.verified => format!("{number} (not verified)"),
        Some(number) => number.to_string(),
    }
}

/// The gender as the guidance words it.
pub(super) const fn gender_words(gender: Option<Gender>) -> &'static str {
    match gender {
        Some(Gender::Male) => "Male",
        Some(Gender::Female) => "Female",
        Some(Gender::Other) => "Other",
        Some(Gender::Unknown) | None => "Not known",
    }
}

fn age(model: &Model, record: &Record) -> Option<i16> {
    let born = record.person.person.birth_date.filter(|date| date.precision() >= Precision::Day)?.date();
    if died(record).is_some() {
        return None;
    }
    let today = model.now.to_zoned(zone()).date();
    let had_birthday = (today.month(), today.day()) >= (born.month(), born.day());
    let age = today.year() - born.year() - i16::from(!had_birthday);
    (age >= 0).then_some(age)
}

fn zone() -> TimeZone {
    london().clone()
}

fn died(record: &Record) -> Option<String> {
    let mut sources = record.person.sources.iter().map(|source| &source.demographics);
    let dead = sources.find(|it| it.deceased == Some(true) || it.deceased_at.is_some())?;
    Some(
        dead.deceased_at
            .as_ref()
            .map_or_else(|| "DIED".to_owned(), |at: &PartialDateTime| format!("DIED {}", at.display())),
    )
}

/// Never out of sight, and never more than the sources say: nothing recorded is not "no allergies".
fn allergies(record: &Record) -> Said {
    if record.person.basis.mask.technical_only {
        return ("! Allergies: not shown in this view".to_owned(), Meaning::Warning);
    }
    if record.allergies_total == 0 {
        let unavailable = record.notices.iter().filter(|notice| notice.section == Section::Allergies).any(
            |notice| matches!(&notice.resource, Some(Resource::Flag(flag)) if flag.kind == FlagKind::NotAvailable),
        );
        if unavailable {
            let words = "! Allergies: none recorded; a source says that its information is not available";
            return (words.to_owned(), Meaning::Warning);
        }
        let sources = if record.withheld.is_some() { "the sources shown" } else { "these sources" };
        return (format!("Allergies: none recorded by {sources}"), Meaning::Plain);
    }
    let current = record.allergies.iter().filter(|entry| !entry.resource.as_ref().is_some_and(Resource::has_ended));
    // Several sources often hold the same one: each name once, the number of entries beside.
    let mut names: Vec<&str> = Vec::new();
    for entry in current {
        if !names.iter().any(|name| fold_text(name) == fold_text(&entry.label)) {
            names.push(&entry.label);
        }
    }
    let count = grouped(record.allergies_total);
    if record.allergies.iter().any(|entry| entry.masked) {
        return (format!("! Allergies: {count} recorded, masked in this view"), Meaning::Alert);
    }
    if names.is_empty() {
        return (format!("Allergies: {count} recorded, all ended"), Meaning::Warning);
    }
    (format!("! Allergies ({count} recorded): {}", names.join(", ")), Meaning::Alert)
}

fn place(record: &Record) -> String {
    let places = record.person.inpatient_now.iter().map(|place| {
        let admitted = place.admitted.map(|admitted| format!("admitted {}", admitted.display()));
        // Who was moved within the hospital is longer there than in this place.
        let since = place.since.filter(|since| place.admitted != Some(*since));
        let here = if admitted.is_some() { "here since" } else { "since" };
        let since = since.map(|since| format!("{here} {}", since.display()));
        let times = [admitted, since].into_iter().flatten().collect::<Vec<_>>().join(", ");
        let times = if times.is_empty() { times } else { format!("{times}: ") };
        format!("{times}{}, {}", place.location, place.organisation_name)
    });
    let places: Vec<String> = places.collect();
    match places.len() {
        0 => "Not in a hospital bed, as far as these sources say".to_owned(),
        1 => format!("INPATIENT now, {}", places.join("")),
        _ => format!("INPATIENT now, in more than one place: {}", places.join("; ")),
    }
}

fn doubts(model: &Model, record: &Record) -> impl Iterator<Item = String> {
    let person = &record.person;
    let conflict = person.person.in_conflict.then(|| "an identity conflict waits (i)".to_owned());
    let fields = person.disagreements.join(", ");
    let differ = (!fields.is_empty()).then(|| format!("sources disagree on {fields} (d)"));
    let hidden = person.basis.mask.whereabouts.then(|| "whereabouts are hidden".to_owned());
    let time = |words: &str, at: Option<jiff::Timestamp>| {
        at.map(|at| format!("{words} {}", PartialDateTime::from(at).display()))
    };
    let as_of = time("as known on", model.session.as_of);
    let valid_at = time("as true on", model.session.valid_at);
    let parts: Vec<String> = [as_of, valid_at, conflict, differ, hidden].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| format!("! Note: {}", parts.join("; "))).into_iter()
}

fn short_marks(hit: &PatientHit) -> String {
    let marks = [hit.inpatient.then_some("INPATIENT now"), hit.in_conflict.then_some("! identity conflict (i)")];
    marks.into_iter().flatten().collect::<Vec<_>>().join("   ")
}
