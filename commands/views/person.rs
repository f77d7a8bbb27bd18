//! A person: each identity that a source holds.

use dcr::output::{Cell, Column, OutputError, Sheet, Table, Tone};
use dcr::record::{Identifier, NameUse, PartialDateTime, Patient, SignalKind};
use dcr::store::view::{PersonView, SourcePatient};
use jiff::{Timestamp, Unit};
use serde_json::Value;

use super::header::{self, Header, gender};
use crate::asking::shown;
use crate::terminal::Present;

/// A person in every form.
pub(crate) struct Person<'a> {
    /// The person.
    pub(crate) view: &'a PersonView,
    /// The time by which the age is told.
    pub(crate) now: Timestamp,
}

impl Person<'_> {
    /// Age in years, or that the person has died.
    fn remark(&self) -> Option<(bool, String)> {
        let sources = || self.view.sources.iter().map(|source| &source.demographics);
        if let Some(died) = sources().find_map(|patient| patient.deceased_at) {
            return Some((true, format!("Died {}", died.display())));
        }
        if sources().any(|patient| patient.deceased == Some(true)) {
            return Some((true, "Has died".to_owned()));
        }
        let today = PartialDateTime::from(self.now).date();
        let years = self.view.person.birth_date?.date().until((Unit::Year, today)).ok()?.get_years();
        Some((false, format!("{years} years")))
    }
}

impl Present for Person<'_> {
    fn text(&self, sheet: &mut Sheet) {
        let view = self.view;
        let remark = self.remark();
        let died = remark.as_ref().filter(|(died, _)| *died).map(|(_, words)| words.clone());
        let (person, inpatient) = (&view.person, view.inpatient_now.as_slice());
        Header { person, inpatient, another_time: false, remark: died, allergies: None }.write(sheet);
        header::basis(sheet, &view.basis);
        sheet.blank();
        let age = remark.filter(|(died, _)| !died).map(|(_, words)| words).unwrap_or_default();
        let now = if view.inpatient_now.is_empty() && !view.basis.mask.technical_only {
            "Not in hospital, as far as the sources say"
        } else {
            ""
        };
        sheet.fields(&[("Age", age.as_str()), ("Now", now)]);
        if !view.disagreements.is_empty() {
            let line = format!("The sources disagree on: {}.", view.disagreements.join(", "));
            sheet.paragraph(Tone::Warning, &line);
        }
        for source in &view.sources {
            write_source(sheet, source);
        }
    }

    fn document(&self) -> Result<Value, OutputError> {
        Ok(serde_json::to_value(self.view)?)
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        self.view.sources.iter().map(|source| Ok(serde_json::to_value(source)?)).collect()
    }

    fn table(&self) -> Table {
        let names = [
            "patient",
            "organisation",
            "organisation_name",
            "system",
            "name",
            "birth_date",
            "gender",
            "identifiers",
            "address",
            "telecoms",
            "general_practice",
            "merged",
            "stated",
            "recorded",
        ];
        let columns: Vec<Column> = names.into_iter().map(|name| Column::new(name, name)).collect();
        let mut table = Table::new(&columns);
        for source in &self.view.sources {
            let patient = &source.demographics;
            table.push(vec![
                source.patient.to_string().into(),
                (&source.organisation).into(),
                (&source.organisation_name).into(),
                (&source.system).into(),
                Cell::optional(patient.name().map(ToString::to_string)),
                Cell::optional(patient.birth_date.map(|date| date.to_string())),
                gender(patient.gender).into(),
                identifiers(&patient.identifiers).into(),
                Cell::optional(patient.addresses.first().map(ToString::to_string)),
                telecoms(patient).into(),
                practice(patient).into(),
                source.merged.to_string().into(),
                Cell::optional(source.stated.map(|time| time.to_string())),
                source.recorded.to_string().into(),
            ]);
        }
        table
    }
}

fn write_source(sheet: &mut Sheet, source: &SourcePatient) {
    let merged = if source.merged { ", retired by a merge" } else { "" };
    sheet.heading(&source.organisation_name, &format!("{}, {}{merged}", source.system, source.patient));
    let patient = &source.demographics;
    let former = patient.names.iter().skip(1).map(|name| match name.usage {
        NameUse::Old => format!("{name} (former)"),
        _ => name.to_string(),
    });
    let addresses: Vec<String> = patient.addresses.iter().map(ToString::to_string).collect();
    let mut signals: Vec<String> = Vec::new();
    for line in source.signals.iter().map(signal) {
        if !signals.contains(&line) {
            signals.push(line);
        }
    }
    let text = |value: Option<String>| value.unwrap_or_default();
    sheet.fields(&[
        ("Name", &text(patient.name().map(ToString::to_string))),
        ("Other names", &former.collect::<Vec<_>>().join("; ")),
        ("Born", &text(patient.birth_date.as_ref().map(PartialDateTime::display))),
        ("Gender", gender(patient.gender)),
        ("Numbers", &identifiers(&patient.identifiers)),
        ("Address", &addresses.join("\n")),
        ("Contact", &telecoms(patient)),
        ("Practice", &practice(patient)),
        ("Ethnic category", &text(patient.ethnic_category.as_ref().and_then(|code| code.display.clone()))),
        ("Language", &text(patient.language.as_ref().map(|language| language.label().to_owned()))),
        ("Restricted", if patient.restricted { "the source asks to hide the whereabouts" } else { "" }),
        ("Identity", if patient.identity_unknown { "the source does not know who this is" } else { "" }),
        ("Consent said", &signals.join("\n")),
        ("Written down", &text(source.stated.as_ref().map(PartialDateTime::display))),
        ("Known here", &shown(source.recorded)),
    ]);
}

fn signal(signal: &dcr::record::ConsentSignal) -> String {
    let about = match signal.kind {
        SignalKind::ShareDetailedRecord => "sharing the detailed record (ZU8-2)",
        SignalKind::SummaryCareRecord => "Summary Care Record (ZU8-3)",
        SignalKind::LocationHiding => "hiding the whereabouts",
        SignalKind::Sensitive => "sensitive",
        SignalKind::ShareWithThirdParty => "sharing with a third party",
        SignalKind::UseBeyondCare => "use beyond care (Type 1)",
        SignalKind::GpConnect => "GP Connect",
    };
    format!("{about}: {}", signal.value)
}

fn identifiers(identifiers: &[Identifier]) -> String {
    let one = |identifier: &Identifier| match (identifier.nhs_number(), identifier.is_verified()) {
        (Some(_), true) => format!("{identifier} (NHS, verified)"),
        (Some(_), false) => format!("{identifier} (NHS, not verified)"),
        (None, _) => identifier.to_string(),
    };
    identifiers.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn telecoms(patient: &Patient) -> String {
    patient.telecoms.iter().map(|contact| contact.value.as_str()).collect::<Vec<_>>().join("; ")
}

fn practice(patient: &Patient) -> String {
    let practice = patient.general_practice.as_ref();
    let name = practice.and_then(|practice| practice.display.clone());
    let code = practice.and_then(|practice| practice.code.clone());
    [name, code, patient.general_practitioner.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ")
}
