//! Releases written by the tests, the mini release of testdata, and the corpus.

mod answers;
mod bad;
mod corpus;
mod dump;
mod hierarchy;
mod mini;
mod versions;

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use super::*;
use crate::archive::{Item, Limits, items};
use crate::load::{LoadError, Summary};

/// The files of a release in these paths.
fn recognised(paths: &[PathBuf]) -> Result<Vec<(Item, Role)>, LoadError> {
    let found = items(paths, &Limits::default())?.into_iter();
    found.filter_map(|item| recognise(&item).map(|role| role.map(|role| (item, role))).transpose()).collect()
}

/// Loads what lies in these paths.
fn loaded(
    paths: &[PathBuf],
    onto: Option<&Snomed>,
    to: &Path,
    options: LoadOptions,
) -> Result<(Snomed, Summary), LoadError> {
    let files = recognised(paths)?;
    let summary = load_with(&files, onto, to, options, &|_| {}, &AtomicBool::new(false))?;
    let snomed = Snomed::open(to)?;
    snomed.container().verify()?;
    Ok((snomed, summary))
}

/// Loads what lies in a path by itself, into a folder that goes when it is dropped.
fn alone(path: &Path) -> Result<(Snomed, Summary), LoadError> {
    let folder = tempfile::tempdir().unwrap();
    loaded(&[path.to_owned()], None, &folder.path().join("index"), LoadOptions::default())
}

/// A count of a summary.
fn count(summary: &Summary, name: &str) -> u64 {
    summary.counts.iter().find(|(counted, _)| counted == name).map_or(0, |(_, count)| *count)
}

/// The mini release of testdata.
fn fiction() -> (Snomed, Summary) {
    alone(&crate::test_files::mini("snomed-ct")).unwrap()
}
