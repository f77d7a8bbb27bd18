//! Loading a release and a supplier's local codes into one index.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use super::files::Files;
use super::index::{Index, Rows};
use super::{Ctv3, Role, checks, local, rows};
use crate::archive::Item;
use crate::load::{LoadError, Progress, Summary, Told};
use crate::read_code::ReadCode;
use crate::text_pool::TextPool;

/// Loads a release, and a supplier's dictionary where there is one, into one index at `to`. An
/// earlier release takes no part in it.
///
/// A description, an edge or a type that names what is not there is an error: a release is whole in
/// this, and a file that was cut short is not. Cycles and the rest that is odd are notes.
pub fn load(
    items: &[(Item, Role)],
    _onto: Option<&Ctv3>,
    to: &Path,
    told: Told<'_>,
    stop: &AtomicBool,
) -> Result<Summary, LoadError> {
    let files = Files::read(items, told)?;
    let mut notes = files.notes(items);
    let mut pool = TextPool::new();
    let concepts = rows::concepts(&files.concepts, stop)?;
    let terms = rows::terms(&files.terms, &mut pool, stop)?;
    let dictionary = match &files.dictionary {
        Some(file) => local::dictionary(file, &mut pool, stop)?,
        None => Vec::new(),
    };
    let known = |code: ReadCode| {
        concepts.binary_search_by_key(&code, |row| row.code).is_ok()
            || dictionary.binary_search_by_key(&code, |(code, _)| *code).is_ok()
    };
    let distances = match &files.local_hierarchy {
        Some(file) => local::hierarchy(file, known, stop)?,
        None => Vec::new(),
    };
    let rows = Rows {
        descriptions: rows::descriptions(&files.descriptions, &concepts, &terms, stop)?,
        hierarchy: rows::hierarchy(&files.hierarchy, &concepts, stop)?,
        redundant: files.redundant.as_ref().map_or(Ok(Vec::new()), |file| rows::redundant(file, stop))?,
        concepts,
        terms,
        dictionary,
        distances,
    };
    drop(files);
    told(Progress::Building("hierarchy"));
    let index = Index::of(rows)?;
    notes.extend(checks::notes(&index));
    index.write(&pool, to)?;
    Ok(Summary { counts: index.counts(), notes })
}
