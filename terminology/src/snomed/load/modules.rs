//! Whether each module finds the modules that it needs.
//!
//! SNOMED CT Release File Specifications, Module Dependency Reference Set: a row of a module says
//! that its version of a date needs another module's version of a date.

use std::collections::BTreeMap;

use super::super::build::rows::{Rows, TextAt, Version};
use super::super::metadata::MODULE_DEPENDENCY;

/// How many notes are written out; more are counted.
const MOST: usize = 20;

/// Notes the modules that need one that is not there, or is there in an older version.
pub(super) fn check(rows: &Rows, notes: &mut Vec<String>) {
    let newest = newest(rows);
    let mut found = Vec::new();
    for table in &rows.tables {
        let place = |name: &str| table.columns.iter().position(|(column, _)| column == name);
        let (Some(source), Some(target)) = (place("sourceEffectiveTime"), place("targetEffectiveTime")) else {
            continue;
        };
        for row in table.rows.iter().filter(|row| row.version.active) {
            if rows.few.sctid(row.refset) != MODULE_DEPENDENCY {
                continue;
            }
            let text = |at: usize| {
                let cell = table.cells_of(row).get(at).copied().unwrap_or(0);
                String::from_utf8_lossy(rows.text(row.version.file, TextAt::of(cell))).into_owned()
            };
            let module = rows.few.sctid(row.version.module);
            let (source, target) = (text(source), text(target));
            let needs = format!("module {module} of {source} needs module {} of {target}", row.component);
            match newest.get(&row.component) {
                None => found.push(format!("{needs}, which is not here")),
                Some(time) if target.parse().is_ok_and(|target: u32| *time < target) => {
                    found.push(format!("{needs}, which is here as of {time}"));
                }
                Some(_) => {}
            }
        }
    }
    found.sort();
    let more = found.len().saturating_sub(MOST);
    notes.extend(found.into_iter().take(MOST));
    if more > 0 {
        notes.push(format!("{more} more modules need one that is not here or is older"));
    }
}

/// The newest effective time of each module's rows.
fn newest(rows: &Rows) -> BTreeMap<u64, u32> {
    let mut times = vec![None; rows.few.sctids().len()];
    let mut see = |version: &Version| {
        if let Some(time) = times.get_mut(version.module as usize) {
            *time = (*time).max(Some(version.time));
        }
    };
    rows.concepts.iter().for_each(|row| see(&row.version));
    rows.descriptions.iter().for_each(|row| see(&row.version));
    rows.relationships.iter().chain(&rows.stated).for_each(|row| see(&row.version));
    rows.tables.iter().flat_map(|table| &table.rows).for_each(|row| see(&row.version));
    let times = rows.few.sctids().iter().zip(times);
    times.filter_map(|(sctid, time)| Some((*sctid, time?))).collect()
}
