//! What a load says it read.

use super::super::build::rows::{FieldKind, Rows, Version};
use super::super::metadata::IS_A;
use super::file::FileRows;
use crate::load::Summary;

/// How many SCTIDs a note names.
const NAMED: usize = 5;

/// Notes the files that say that they are not used.
pub(super) fn not_used(files: &[FileRows], places: &[String], notes: &mut Vec<String>) {
    let found: Vec<&str> =
        files.iter().zip(places).filter(|(file, _)| file.not_used).map(|(_, place)| place.as_str()).collect();
    if let Some(first) = found.first() {
        let more = if found.len() > 1 { format!(", and {} more", found.len() - 1) } else { String::new() };
        notes.push(format!("NOT USED is all that stands in {first}{more}"));
    }
}

/// The newest effective time of a release.
pub(super) fn newest(rows: &Rows) -> u32 {
    let mut newest = 0;
    each(rows, |version| newest = newest.max(version.time));
    newest
}

fn each(rows: &Rows, mut see: impl FnMut(&Version)) {
    rows.concepts.iter().for_each(|row| see(&row.version));
    rows.descriptions.iter().for_each(|row| see(&row.version));
    rows.relationships.iter().chain(&rows.stated).for_each(|row| see(&row.version));
    rows.identifiers.iter().for_each(|row| see(&row.version));
    rows.tables.iter().flat_map(|table| &table.rows).for_each(|row| see(&row.version));
}

/// Counts what a release has.
pub(super) fn counts(rows: &Rows, summary: &mut Summary) {
    let mut count = |name: &str, number: usize| summary.counts.push((name.to_owned(), number as u64));
    count("concepts", rows.concepts.len());
    count("active concepts", rows.concepts.iter().filter(|row| row.version.active).count());
    let descriptions = rows.descriptions.iter().filter(|row| row.kind != 2);
    count("descriptions", descriptions.clone().count());
    count("active descriptions", descriptions.clone().filter(|row| row.version.active).count());
    count("text definitions", rows.descriptions.len() - descriptions.count());
    let active = rows.relationships.iter().filter(|row| row.version.active);
    let is_a = active.clone().filter(|row| rows.few.sctid(row.kind) == IS_A).count();
    let concrete = active.clone().filter(|row| row.concrete).count();
    count("relationships", rows.relationships.len());
    count("active is-a relationships", is_a);
    count("active attributes", active.count() - is_a - concrete);
    count("active concrete values", concrete);
    count("stated relationships", rows.stated.len());
    count("identifiers", rows.identifiers.len());
    let members = || rows.tables.iter().flat_map(|table| &table.rows);
    let mut refsets: Vec<u32> = members().map(|row| row.refset).collect();
    refsets.sort_unstable();
    refsets.dedup();
    count("reference sets", refsets.len());
    count("members", members().count());
    count("active members", members().filter(|row| row.version.active).count());
    let is_map = |columns: &[(String, FieldKind)]| columns.iter().any(|(name, _)| name == "mapTarget");
    let maps = rows.tables.iter().filter(|table| is_map(&table.columns)).flat_map(|table| &table.rows);
    count("active map rows", maps.filter(|row| row.version.active).count());
}

/// Counts the concepts that are referred to and have no row.
pub(super) fn absent(absent: &[u64], summary: &mut Summary) {
    if absent.is_empty() {
        return;
    }
    summary.counts.push(("concepts referred to and not present".to_owned(), absent.len() as u64));
    let named: Vec<String> = absent.iter().take(NAMED).map(u64::to_string).collect();
    let more = if absent.len() > NAMED { ", and more" } else { "" };
    summary.notes.push(format!(
        "{} concepts are referred to and have no row: {}{more}",
        absent.len(),
        named.join(", ")
    ));
}
