//! The people that a search found.

use dcr::output::{Cell, Column, OutputError, Sheet, Table, Tone, document};
use dcr::record::{NhsNumber, PartialDateTime};
use dcr::store::view::PatientHit;
use serde_json::Value;

use super::header::{gender, short};
use crate::terminal::Present;
use crate::words::length;

/// The people that a search found, in every form.
pub(crate) struct Hits(pub(crate) Vec<PatientHit>);

impl Present for Hits {
    fn text(&self, sheet: &mut Sheet) {
        let columns = [
            Column::new("name", "Name").flexible(),
            Column::new("nhs_number", "NHS number"),
            Column::new("birth_date", "Born"),
            Column::new("gender", "Sex"),
            Column::new("postcode", "Postcode"),
            Column::new("organisations", "Known to").flexible(),
            Column::new("patient", "Store number"),
            Column::new("remarks", "Remarks").flexible(),
        ];
        let mut table = Table::new(&columns);
        for hit in &self.0 {
            let number = hit.nhs_number.map(|number| format!("{number}{}", if hit.verified { "" } else { " ?" }));
            let remarks = [(hit.inpatient, "in hospital"), (hit.in_conflict, "identity conflict")];
            let remarks: Vec<&str> = remarks.into_iter().filter(|(is, _)| *is).map(|(_, words)| words).collect();
            table.push(vec![
                Cell::toned(Tone::Strong, &hit.name),
                Cell::optional(number),
                Cell::optional(hit.birth_date.as_ref().map(PartialDateTime::display)),
                gender(hit.gender).into(),
                Cell::optional(hit.postcode.as_ref()),
                hit.organisations.iter().map(|name| short(name)).collect::<Vec<_>>().join(", ").into(),
                hit.patient.to_string().into(),
                Cell::toned(if hit.in_conflict { Tone::Warning } else { Tone::Plain }, remarks.join(", ")),
            ]);
        }
        sheet.table(&table, "");
        sheet.blank();
        let unverified = self.0.iter().any(|hit| hit.nhs_number.is_some() && !hit.verified);
        let note = if unverified { " A `?` marks a number that is not verified." } else { "" };
        sheet.line(&[(Tone::Muted, &format!("{} found.{note}", length(self.0.len(), "person", "people")))]);
    }

    fn document(&self) -> Result<Value, OutputError> {
        document("patients", &self.0)
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        self.0.iter().map(|hit| Ok(serde_json::to_value(hit)?)).collect()
    }

    fn table(&self) -> Table {
        let names = [
            "patient",
            "nhs_number",
            "verified",
            "name",
            "birth_date",
            "gender",
            "postcode",
            "organisations",
            "inpatient",
            "in_conflict",
        ];
        let columns: Vec<Column> = names.into_iter().map(|name| Column::new(name, name)).collect();
        let mut table = Table::new(&columns);
        for hit in &self.0 {
            table.push(vec![
                hit.patient.to_string().into(),
                Cell::optional(hit.nhs_number.map(NhsNumber::plain)),
                hit.verified.to_string().into(),
                (&hit.name).into(),
                Cell::optional(hit.birth_date.map(|date| date.to_string())),
                gender(hit.gender).to_lowercase().into(),
                Cell::optional(hit.postcode.as_ref()),
                hit.organisations.join(";").into(),
                hit.inpatient.to_string().into(),
                hit.in_conflict.to_string().into(),
            ]);
        }
        table
    }
}
