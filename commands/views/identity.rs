//! Why the identities of a person are one.

use dcr::output::{Cell, Column, OutputError, Sheet, Table, Tone};
use dcr::store::view::{IdentityExplanation, LinkView};
use serde_json::Value;

use super::conflicts;
use super::header::short;
use crate::asking::shown;
use crate::terminal::Present;

/// The identities of one person and what joins them, in every form.
pub(crate) struct Identity(pub(crate) IdentityExplanation);

impl Identity {
    fn patients(&self) -> Table {
        let columns = [
            Column::new("patient", "Store number"),
            Column::new("organisation", "Organisation").flexible(),
            Column::new("system", "System"),
            Column::new("numbers", "Numbers").flexible(),
            Column::new("state", "State"),
        ];
        let mut table = Table::new(&columns);
        for source in &self.0.patients {
            let numbers: Vec<String> = source.demographics.identifiers.iter().map(ToString::to_string).collect();
            table.push(vec![
                source.patient.to_string().into(),
                short(&source.organisation_name).into(),
                (&source.system).into(),
                numbers.join(", ").into(),
                Cell::toned(Tone::Muted, if source.merged { "retired by a merge" } else { "" }),
            ]);
        }
        table
    }
}

impl Present for Identity {
    fn text(&self, sheet: &mut Sheet) {
        sheet.heading("Identities", "one line for each source that knows the person");
        sheet.table(&self.patients(), "None.");
        sheet.heading("Links", "what makes them one person");
        sheet.table(&self.table(), "No link: one source alone knows this person.");
        sheet.heading("Conflicts", "what nobody has decided yet");
        sheet.table(&conflicts::table(&self.0.conflicts), "None.");
    }

    fn document(&self) -> Result<Value, OutputError> {
        Ok(serde_json::to_value(&self.0)?)
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        self.0.links.iter().map(|link| Ok(serde_json::to_value(link)?)).collect()
    }

    fn table(&self) -> Table {
        let columns = [
            Column::new("left", "One"),
            Column::new("right", "Other"),
            Column::new("kind", "Link"),
            Column::new("evidence", "It stands on").flexible(),
            Column::new("recorded", "Since"),
            Column::new("undone", "Undone"),
        ];
        let mut table = Table::new(&columns);
        for link in &self.0.links {
            let LinkView { left, right, kind, evidence, recorded, undone } = link;
            table.push(vec![
                left.to_string().into(),
                right.to_string().into(),
                kind.into(),
                evidence.into(),
                shown(*recorded).into(),
                Cell::toned(Tone::Warning, undone.map(shown).unwrap_or_default()),
            ]);
        }
        table
    }
}
