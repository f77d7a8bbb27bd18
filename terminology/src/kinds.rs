//! The kinds of release behind one door: what each recognises, loads and opens.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use jiff::civil::Date;

use crate::archive::Item;
use crate::catalogue::Kind;
use crate::container::ContainerError;
use crate::load::{LoadError, Summary, Told};
use crate::snomed::Snomed;

/// Whether a file is one of this kind of release, and the date that it bears.
pub(crate) fn recognise(kind: Kind, item: &Item) -> Result<Option<Option<Date>>, LoadError> {
    match kind {
        _ => Ok(None),
    }
}

/// Whether these files are no whole release, and are added to the one that answers.
pub(crate) fn stands_on(kind: Kind, files: &[Item]) -> Result<bool, LoadError> {
    match kind {
        _ => Ok(false),
    }
}

/// Whether an index can be opened.
pub(crate) fn opens(kind: Kind, index: &Path) -> Result<(), ContainerError> {
    match kind {
        Kind::SnomedCt => Snomed::open(index).map(drop),
        _ => Ok(()),
    }
}

/// Loads these files, added to the release whose index stands at `onto`, into an index at `to`.
pub(crate) fn load(
    kind: Kind,
    files: &[Item],
    onto: Option<&Path>,
    to: &Path,
    told: Told<'_>,
    stop: &AtomicBool,
) -> Result<Summary, LoadError> {
    match kind {
        _ => Err(LoadError::Interrupted),
    }
}
