//! The ways back from what is named to what names it.

use rayon::prelude::*;

use super::sorted::Tables;
use crate::dmd::index::Link;
use crate::dmd::layout::{FieldKind, Table};
use crate::dmd::row::NOT_APPLICABLE;

/// The values of a link in order, and the row of each.
#[derive(Debug, Default)]
pub(super) struct Links {
    pub(super) values: Vec<u64>,
    pub(super) rows: Vec<u32>,
}

/// Every link, in the order of [`Link::ALL`].
pub(super) fn links(tables: &Tables) -> Vec<Links> {
    Link::ALL.par_iter().map(|link| of(*link, tables)).collect()
}

fn of(link: Link, tables: &Tables) -> Links {
    let table = link.table;
    let is_barcode = table.fields()[link.position].kind == FieldKind::Barcode;
    let value = |row: crate::dmd::row::Row<'_>| {
        if is_barcode { row.text(link.position)?.parse().ok() } else { row.number(link.position) }
    };
    let rows = (0_u32..).zip(tables.get(table).rows(table));
    let mut pairs: Vec<(u64, u32)> = rows.filter_map(|(at, row)| Some((value(row)?, at))).collect();
    pairs.sort_unstable();
    let (values, rows) = pairs.into_iter().unzip();
    Links { values, rows }
}

/// The rows that have a code of this name, in the order of the codes; rows are counted over all tables.
pub(super) fn by_code(name: &str, tables: &Tables) -> Vec<u32> {
    let mut first = 0_u32;
    let mut all: Vec<(&str, u32)> = Vec::new();
    for table in Table::ALL {
        let rows = tables.get(*table);
        if matches!(table, Table::BnfVmp | Table::BnfAmp) {
            let position = table.position(name);
            let coded = (first..).zip(rows.rows(*table));
            let coded = coded.filter_map(|(at, row)| Some((row.text(position)?, at)));
            all.extend(coded.filter(|(code, _)| !code.trim().is_empty() && *code != NOT_APPLICABLE));
        }
        first += u32::try_from(rows.len()).unwrap_or(0);
    }
    all.sort_unstable();
    all.into_iter().map(|(_, at)| at).collect()
}
