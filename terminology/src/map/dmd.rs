//! What chains ask of a release of dm+d.

use super::{Medicine, MedicineChange, MedicineCode, MedicineSuccession, Medicines, System};
use crate::dmd::{Change, Dmd, Entry, Level, Table};

impl Medicines for Dmd {
    fn resolve(&self, id: u64) -> Vec<MedicineSuccession> {
        let change = |change: &Change<'_>| MedicineChange {
            previous: change.previous,
            current: change.current,
            element: change.element.to_owned(),
            file: (!change.file.is_empty()).then(|| change.file.to_owned()),
            date: change.changed.or(change.from),
        };
        let successions = Self::resolve(self, id).into_iter();
        successions
            .map(|succession| MedicineSuccession {
                changes: succession.changes.iter().map(change).collect(),
                medicine: succession.entry.map(|entry| {
                    let key = entry.level().table().fields().first().map_or("", |field| field.name);
                    medicine(self, entry, key)
                }),
            })
            .collect()
    }

    fn codes(&self, id: u64, system: System) -> Vec<MedicineCode> {
        let element = match system {
            System::Bnf => "BNF",
            System::Atc => "ATC",
            _ => return Vec::new(),
        };
        let table = match self.entry(id).map(Entry::level) {
            Some(Level::Vmp) => Table::BnfVmp,
            Some(Level::Amp) => Table::BnfAmp,
            _ => return Vec::new(),
        };
        let codes = self.rows_of(table, id).filter_map(|row| row.get(element)).map(|value| value.to_string());
        let codes = codes.filter(|code| !code.trim().is_empty() && code != NOT_APPLICABLE);
        let element = format!("{} {element}", table.path());
        let file = self.file(table).map(ToOwned::to_owned);
        codes.map(|code| MedicineCode { code, element: element.clone(), file: file.clone() }).collect()
    }

    fn products(&self, id: u64) -> Vec<Medicine> {
        let Some(entry) = self.entry(id) else { return Vec::new() };
        let named: &[(&str, Level)] = match entry.level() {
            Level::Amp | Level::Vmpp => &[("VPID", Level::Vmp)],
            Level::Ampp => &[("APID", Level::Amp), ("VPPID", Level::Vmpp)],
            _ => &[],
        };
        let product = |(element, level): &(&str, Level)| {
            let id = entry.row().get(element)?.to_string().parse().ok()?;
            let product = self.entry_at(*level, id)?;
            Some(Medicine { id: product.id(), ..medicine(self, entry, element) })
        };
        named.iter().filter_map(product).collect()
    }
}

/// What the bonus file writes where a product has no code.
const NOT_APPLICABLE: &str = "n/a";

/// An entry, with the element of its row that names what is meant.
fn medicine(dmd: &Dmd, entry: Entry<'_>, element: &str) -> Medicine {
    let table = entry.level().table();
    let file = dmd.file(table).map(ToOwned::to_owned);
    Medicine { id: entry.id(), element: format!("{} {element}", table.path()), file }
}
