//! What names something that is not there.

use rayon::prelude::*;

use super::files::Files;
use super::sorted::Tables;
use crate::dmd::layout::Table;

/// Notes, for each element that names a row of another table, how often that row is not there.
pub(super) fn check(tables: &Tables, files: &Files<'_>, notes: &mut Vec<String>) {
    let checked: Vec<Vec<String>> = Table::ALL.par_iter().map(|table| dangling(*table, tables, files)).collect();
    notes.extend(checked.into_iter().flatten());
}

fn dangling(table: Table, tables: &Tables, files: &Files<'_>) -> Vec<String> {
    let rows = tables.get(table);
    let fields = table.fields().iter().enumerate();
    let referring = fields.filter_map(|(position, field)| Some((position, field, field.refers?)));
    referring
        .filter_map(|(position, field, refers)| {
            let target = tables.get(refers);
            let missing = |at: &usize| {
                let key = rows.row(table, *at).number(position);
                key.is_some_and(|key| !target.has(key))
            };
            let mut missing = (0..rows.len()).filter(missing);
            let first = missing.next()?;
            let key = rows.row(table, first).number(position).unwrap_or_default();
            let count = 1 + missing.count();
            let (line, _) = rows.place(first);
            let (file, path, name, title) = (files.name(table), table.path(), field.name, refers.title());
            let times = if count == 1 { "once".to_owned() } else { format!("{count} times, first") };
            Some(format!("{file}: {name} in {path} names none of the {title}: {times} {key} in line {line}"))
        })
        .collect()
}
