//! What can be searched for.

use rayon::prelude::*;

use super::sorted::Tables;
use crate::dmd::layout::{Level, Table};
use crate::dmd::row::Row;
use crate::words::WordsBuilder;

/// The levels in the order in which a search answers: what can be prescribed before what cannot, the
/// general before the particular.
const BEST_FIRST: [Level; 10] = [
    Level::Vtm,
    Level::Vmp,
    Level::Amp,
    Level::Ingredient,
    Level::Vmpp,
    Level::Ampp,
    Level::Supplier,
    Level::Form,
    Level::Route,
    Level::UnitOfMeasure,
];

/// Where a text stands among all: what is invalid after what is not, names before abbreviations and
/// names of before, the levels in their order, the short before the long, and then by the text.
type Rank<'t> = (bool, bool, u8, usize, &'t str, u32);

/// Every text that can be searched for, the best first. The number of a document is that of its row,
/// counted over all tables.
pub(super) fn words(tables: &Tables) -> WordsBuilder {
    let mut texts: Vec<Rank<'_>> = Vec::new();
    for (rank, level) in (0_u8..).zip(BEST_FIRST) {
        let table = level.table();
        let before: usize = Table::ALL[..table.index()].iter().map(|table| tables.get(*table).len()).sum();
        let first = u32::try_from(before).unwrap_or(u32::MAX);
        let invalid = table.position("INVALID");
        for (document, row) in (first..).zip(tables.get(table).rows(table)) {
            each(row, &mut |is_name, text| {
                texts.push((row.flag(invalid), !is_name, rank, text.len(), text, document));
            });
        }
    }
    texts.par_sort_unstable();
    let mut builder = WordsBuilder::new();
    for (.., text, document) in texts {
        builder.push(document, text);
    }
    builder
}

/// The texts of an entry, and whether each is a name. The description of an AMP holds its name, as a
/// rule; then the name alone would find nothing more.
fn each<'t>(row: Row<'t>, take: &mut dyn FnMut(bool, &'t str)) {
    let text = |name| row.text(row.table().position(name)).filter(|text| !text.trim().is_empty());
    let (name, description) = (text("NM"), text("DESC"));
    let told = name.zip(description).is_some_and(|(name, description)| description.starts_with(name));
    [name.filter(|_| !told), description].into_iter().flatten().for_each(|text| take(true, text));
    let others = [text("ABBREVNM"), text("NMPREV"), text("NM_PREV")];
    others.into_iter().flatten().for_each(|text| take(false, text));
}
