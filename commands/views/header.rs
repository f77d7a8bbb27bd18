//! Who the record is about: the box above everything else, and on what the view stands.

use dcr::output::{Sheet, Tone};
use dcr::record::Gender;
use dcr::store::Basis;
use dcr::store::view::{Inpatient, PatientHit};

use crate::asking::shown;

/// Said where every source was heard and none recorded an allergy.
pub(super) const NO_ALLERGIES: &str = "none recorded by these sources";

/// What stands in the box.
pub(super) struct Header<'a> {
    /// The person.
    pub(super) person: &'a PatientHit,
    /// Where they lie now, where the view says so.
    pub(super) inpatient: &'a [Inpatient],
    /// Whether the view is of another time than now.
    pub(super) another_time: bool,
    /// A remark such as `Died 12-May-2018`.
    pub(super) remark: Option<String>,
    /// What the sources say of allergies, where the view covers them.
    pub(super) allergies: Option<String>,
}

impl Header<'_> {
    /// Writes the box.
    pub(super) fn write(&self, sheet: &mut Sheet) {
        let person = self.person;
        let born = person
            .birth_date
            .as_ref()
            .map_or("Birth date not known".to_owned(), |day| format!("Born {}", day.display()));
        let number = nhs_number(person);
        let postcode = person.postcode.clone().unwrap_or_default();
        let store_number = person.patient.to_string();
        let mut lines = vec![
            vec![
                (Tone::Strong, person.name.as_str()),
                (Tone::Plain, &born),
                (Tone::Plain, gender(person.gender)),
                (Tone::Alert, self.remark.as_deref().unwrap_or_default()),
            ],
            vec![(Tone::Plain, number.as_str()), (Tone::Plain, &postcode), (Tone::Muted, &store_number)],
        ];
        let places: Vec<String> = self.inpatient.iter().map(place).collect();
        lines.extend(places.iter().map(|place| vec![(Tone::Strong, place.as_str())]));
        if places.is_empty() && person.inpatient && !self.another_time {
            lines.push(vec![(Tone::Strong, "In hospital now")]);
        }
        if let Some(allergies) = &self.allergies {
            let none = allergies == NO_ALLERGIES;
            let tone = if none { Tone::Plain } else { Tone::Alert };
            lines.push(vec![(Tone::Label, "Allergies"), (tone, allergies)]);
        }
        if person.in_conflict {
            lines.push(vec![(Tone::Warning, "An identity conflict waits for a decision: see `dcr identity explain`")]);
        }
        sheet.framed(&lines);
    }
}

/// Says on what the view stands.
pub(super) fn basis(sheet: &mut Sheet, basis: &Basis) {
    let reason = if basis.reason.is_empty() { String::new() } else { format!(" ({})", basis.reason) };
    let line =
        format!("{} as {}{reason}; {}; until {}", basis.user, basis.purpose, basis.consent, shown(basis.expires));
    sheet.paragraph(Tone::Muted, &line);
    if basis.mask.technical_only {
        sheet.paragraph(Tone::Warning, "Only message numbers, times and outcomes are shown: see `dcr record trace`.");
    } else if basis.mask.clinical {
        sheet.paragraph(
            Tone::Warning,
            "Clinical text is hidden. `--need TEXT` shows one item and is written to the audit.",
        );
    }
    if basis.mask.whereabouts {
        sheet.paragraph(Tone::Warning, "Whereabouts are hidden.");
    }
}

/// The number with its grouping and how far it can be trusted.
fn nhs_number(person: &PatientHit) -> String {
    match person.nhs_number {
        Some(number) if !number.check_digit_holds() => format!("NHS number {number} (check digit wrong)"),
        Some(number) if person.verified => format!("NHS number {number} (verified)"),
        Some(number) => format!("NHS number {number} (not verified)"),
        None => "NHS number not known".to_owned(),
    }
}

/// Administrative gender for a reader.
pub(super) const fn gender(gender: Option<Gender>) -> &'static str {
    match gender {
        Some(Gender::Male) => "Male",
        Some(Gender::Female) => "Female",
        Some(Gender::Other) => "Other",
        Some(Gender::Unknown) | None => "Sex not known",
    }
}

fn place(place: &Inpatient) -> String {
    let admitted = place.admitted.as_ref().map(|admitted| format!(", admitted {}", admitted.display()));
    // Who was moved within the hospital is longer there than in this place.
    let since = place.since.as_ref().filter(|since| place.admitted.as_ref() != Some(*since));
    let here = if admitted.is_some() { "in this place since" } else { "since" };
    let since = since.map(|since| format!(", {here} {}", since.display()));
    let times = [admitted, since].into_iter().flatten().collect::<String>();
    format!("In hospital now: {}, {}{times}", short(&place.organisation_name), place.location)
}

/// An organisation's name without the words that every trust has in common.
pub(super) fn short(name: &str) -> &str {
    name.trim_end_matches(" NHS Foundation Trust").trim_end_matches(" NHS Trust")
}
