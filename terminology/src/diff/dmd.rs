//! The facts of an entry of dm+d.

use std::collections::BTreeSet;

use super::{Coded, Fact};
use crate::dmd::{Dmd, Level};

/// Every entry: by level, and by identifier within.
pub(super) fn codes(dmd: &Dmd) -> impl Iterator<Item = (u64, Level)> + '_ {
    let mut codes: Vec<(u64, Level)> = dmd.entries().map(|entry| (entry.id(), entry.level())).collect();
    codes.sort_unstable();
    codes.into_iter()
}

/// An entry with its facts: every element of its row, what stands above it among them.
pub(super) fn coded(dmd: &Dmd) -> impl Fn(&(u64, Level)) -> Coded + '_ {
    move |(id, level)| {
        let entry = dmd.entry_at(*level, *id);
        let mut facts: BTreeSet<Fact> = [("level", level.name().to_owned())].into_iter().collect();
        let mut term = String::new();
        if let Some(entry) = entry {
            entry.description().clone_into(&mut term);
            let status = if entry.is_invalid() { "invalid" } else { "valid" };
            facts.insert(("status", status.to_owned()));
            facts.extend(entry.row().values().map(|(field, value)| (field.name, value.to_string())));
            if let Some(pack) = entry.as_ampp() {
                let price = pack.price().and_then(|price| price.pence);
                facts.extend(price.map(|pence| ("price", format!("{pence} pence"))));
                facts.extend(pack.barcodes().filter_map(|it| Some(("barcode", it.digits()?.to_owned()))));
            }
            if let Some(pack) = entry.as_vmpp() {
                let price = pack.tariff_price().and_then(|price| price.pence);
                facts.extend(price.map(|pence| ("Drug Tariff price", format!("{pence} pence"))));
            }
        }
        Coded { code: id.to_string(), term, facts }
    }
}
