//! What each source holds of the person, field by field, and where they disagree.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::banner::gender_words;
use super::paper::Paper;
use super::theme::Meaning;
use crate::browser::model::{Model, Scroll};
use crate::record::{CodeableConcept, Coding, PartialDateTime, Patient};
use crate::store::view::{PersonView, SourcePatient};

/// Draws each field with what every source says of it.
pub(super) fn draw(model: &Model, person: &PersonView, scroll: &Scroll, frame: &mut Frame<'_>, area: Rect) {
    let mut paper = Paper::new(model.theme, area.width);
    if person.disagreements.is_empty() {
        paper.text("The sources agree, as far as they say the same things.", Meaning::Plain);
    } else {
        let text = format!("! The sources disagree on: {}", person.disagreements.join(", "));
        paper.text(&text, Meaning::Warning);
    }
    if person.basis.mask.whereabouts {
        let text = "! The whereabouts are hidden: a source marked this person so.";
        paper.text(text, Meaning::Warning);
    }
    for (name, judged, read) in FIELDS {
        write_field(&mut paper, (name, judged), person, *read);
    }
    paper.heading("The sources");
    for source in &person.sources {
        paper.pair(&source.patient.to_string(), &told(source), Meaning::Plain);
    }
    paper.draw(frame.buffer_mut(), area, scroll);
}

type Read = fn(&Patient) -> Vec<String>;

/// Each field, the names under which the store tells that the sources disagree on it, and how it is
/// read. Where the store does not judge, any difference is one.
const FIELDS: &[(&str, &[&str], Read)] = &[
    ("Name", &["family name", "given name"], |it| it.names.first().map(ToString::to_string).into_iter().collect()),
    ("Former or other names", &[], |it| it.names.iter().skip(1).map(ToString::to_string).collect()),
    ("Date of birth", &["birth date"], |it| date(it.birth_date)),
    ("Gender", &["gender"], |it| it.gender.map(|gender| gender_words(Some(gender)).to_owned()).into_iter().collect()),
    ("Numbers", &["NHS number"], numbers),
    ("Address", &["postcode"], |it| it.addresses.iter().map(ToString::to_string).collect()),
    ("Telephone and mail", &[], |it| it.telecoms.iter().map(|contact| contact.value.clone()).collect()),
    ("GP practice", &["GP practice"], |it| coding(it.general_practice.as_ref())),
    ("GP", &[], |it| it.general_practitioner.clone().into_iter().collect()),
    ("Died", &["death"], died),
    ("Ethnic category", &[], |it| coding(it.ethnic_category.as_ref())),
    ("Marital status", &[], |it| concept(it.marital_status.as_ref())),
    ("Religion", &[], |it| concept(it.religion.as_ref())),
    ("Language", &[], |it| concept(it.language.as_ref())),
    ("Marks", &[], marks),
];

fn write_field(paper: &mut Paper, (name, judged): (&str, &[&str]), person: &PersonView, read: Read) {
    let said: Vec<(&SourcePatient, Vec<String>)> =
        person.sources.iter().map(|source| (source, read(&source.demographics))).collect();
    let mut distinct: Vec<&Vec<String>> = said.iter().map(|(_, values)| values).filter(|it| !it.is_empty()).collect();
    if distinct.is_empty() {
        return;
    }
    distinct.sort();
    distinct.dedup();
    let told = person.disagreements.iter().any(|field| judged.contains(&field.as_str()));
    let differs = if judged.is_empty() { distinct.len() > 1 } else { told };
    paper.heading(&if differs { format!("{name}  ≠ differs") } else { name.to_owned() });
    for (source, values) in said.iter().filter(|(_, values)| !values.is_empty()) {
        let meaning = if differs { Meaning::Warning } else { Meaning::Plain };
        for value in values {
            paper.pair(&source.organisation, value, meaning);
        }
    }
}

fn date(date: Option<PartialDateTime>) -> Vec<String> {
    date.map(|date| date.display()).into_iter().collect()
}

fn died(patient: &Patient) -> Vec<String> {
    match (patient.deceased, patient.deceased_at) {
        (_, Some(at)) => vec![at.display()],
        (Some(true), None) => vec!["yes, the date is not known".to_owned()],
        (Some(false), None) => vec!["no".to_owned()],
        (None, None) => Vec::new(),
    }
}

fn numbers(patient: &Patient) -> Vec<String> {
    let words = |identifier: &crate::record::Identifier| match identifier.nhs_number() {
        Some(number) if !number.check_digit_holds() => format!("NHS {number} (check digit wrong)"),
        Some(number) if identifier.is_verified() => format!("NHS {number} (verified)"),
        Some(number) => format!("NHS {number} (not verified)"),
        None => identifier.to_string(),
    };
    patient.identifiers.iter().map(words).collect()
}

fn coding(coding: Option<&Coding>) -> Vec<String> {
    let words = coding.map(|it| [it.display.as_deref(), it.code.as_deref()].into_iter().flatten().collect::<Vec<_>>());
    words.filter(|words| !words.is_empty()).map(|words| words.join(", ")).into_iter().collect()
}

fn concept(concept: Option<&CodeableConcept>) -> Vec<String> {
    concept.filter(|concept| !concept.is_empty()).map(|concept| concept.label().to_owned()).into_iter().collect()
}

fn marks(patient: &Patient) -> Vec<String> {
    let marks = [
        (patient.restricted, "whereabouts hidden (S-flag)"),
        (patient.identity_unknown, "the source does not know who this is"),
        (patient.multiple_birth == Some(true), "born as one of several"),
    ];
    marks.into_iter().filter(|(set, _)| *set).map(|(_, words)| words.to_owned()).collect()
}

fn told(source: &SourcePatient) -> String {
    let stated = source.stated.map(|stated| format!(", last written {}", stated.display())).unwrap_or_default();
    let known = PartialDateTime::from(source.recorded).display();
    let merged = if source.merged { ", retired in a merge" } else { "" };
    format!(
        "{} ({}), {}{stated}, known here {known}{merged}",
        source.organisation_name, source.organisation, source.system
    )
}
